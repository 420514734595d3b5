import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { REFUND_TOOL, REFUND_WORKSPACE } from '../support/refund-tool.ts';

const bin = join(import.meta.dirname, '../../server/cli/bin.js');
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jig-check-'));
  await mkdir(join(folder, 'definitions'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const write = (path: string, text: string | Uint8Array): Promise<void> =>
  writeFile(join(folder, 'definitions', path), text);

type Ran = { readonly code: number; readonly out: string; readonly err: string };

/** The program's whole process in the test's folder. */
function jig(...args: readonly string[]): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [bin, ...args], { cwd: folder });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? -1, out, err }));
  });
}

async function writeTool(tool = REFUND_TOOL): Promise<void> {
  await write(REFUND_WORKSPACE.path, REFUND_WORKSPACE.text);
  await write('refund.yaml', tool);
}

it('says that there are no problems and exits 0', async () => {
  await writeTool();
  expect(await jig('check')).toEqual({ code: 0, out: 'No problems in 2 files.\n', err: '' });
  expect(await jig('check', 'definitions', '--quiet')).toEqual({ code: 0, out: '', err: '' });
});

it('shows a problem with its place, the line, the reason and the fix, and exits 1', async () => {
  await writeTool(REFUND_TOOL.replace('type: money', 'type: mony'));
  const { code, out } = await jig('check');
  expect(code).toBe(1);
  expect(out).toBe(`definitions/refund.yaml:6:19: error field/unknown-type
  \`mony\` is no field type.
  6 |   amount: { type: mony, required: true }
    |                   ^^^^
  fix: did you mean \`money\`?

1 problem in 2 files.
`);
});

it('prints the problems as JSON and as SARIF for programs', async () => {
  await writeTool(`role: auditor\n---\n${REFUND_TOOL}---\nrole: auditor\n`);
  const json = await jig('check', '--json');
  expect(json.code).toBe(1);
  const label = {
    message: 'first declared here',
    file: 'refund.yaml',
    line: 1,
    column: 7,
    end_line: 1,
    end_column: 14,
  };
  expect(JSON.parse(json.out)).toEqual({
    diagnostics: [
      {
        code: 'name/duplicate',
        severity: 'error',
        message: 'The role `auditor` is already there.',
        hint: 'give one of them another name',
        file: 'refund.yaml',
        line: 23,
        column: 7,
        end_line: 23,
        end_column: 14,
        labels: [label],
      },
    ],
  });
  const sarif = JSON.parse((await jig('check', 'definitions', '--sarif')).out) as {
    version: string;
    runs: {
      tool: { driver: { rules: { id: string }[] } };
      results: { ruleId: string; locations: unknown[] }[];
    }[];
  };
  expect(sarif.version).toBe('2.1.0');
  expect(sarif.runs[0]?.results[0]).toMatchObject({
    ruleId: 'name/duplicate',
    level: 'error',
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: 'definitions/refund.yaml' },
          region: { startLine: 23, startColumn: 7, endLine: 23, endColumn: 14 },
        },
      },
    ],
  });
  expect(sarif.runs[0]?.tool.driver.rules.map(({ id }) => id)).toEqual(['name/duplicate']);
});

it('cannot run without a folder, with an empty one or with options it does not know, and exits 2', async () => {
  const missing = await jig('check', 'nowhere');
  expect(missing).toMatchObject({ code: 2, out: '' });
  expect(missing.err).toContain('There is no folder `nowhere`');
  expect((await jig('check')).err).toContain('holds no definitions');
  const option = await jig('check', '--jso');
  expect(option.code).toBe(2);
  expect(option.err).toContain('did you mean `--json`?');
  const command = await jig('chek');
  expect(command).toMatchObject({ code: 2, err: 'There is no command `chek`; did you mean `jig check`?\n' });
  expect((await jig('check', '--json', '--sarif')).code).toBe(2);
  const help = await jig('check', '--help');
  expect(help).toMatchObject({ code: 0, err: '' });
  expect(help.out).toContain('Usage: jig check [folder]');
});

it('reads nothing outside the folder, nothing too large and nothing that is no text, and says so', async () => {
  await writeTool();
  await writeFile(join(folder, 'secret.yaml'), 'role: admin\n');
  await symlink(join(folder, 'secret.yaml'), join(folder, 'definitions', 'link.yaml'));
  await symlink(join(folder, 'definitions', 'gone.yaml'), join(folder, 'definitions', 'dangling.yaml'));
  await symlink(folder, join(folder, 'definitions', 'loop'));
  await write('large.yaml', '#'.repeat(1_048_577));
  await write('latin.yaml', Uint8Array.of(0x72, 0xe9, 0x0a));
  const { code, out } = await jig('check', '--json');
  const { diagnostics } = JSON.parse(out) as { diagnostics: { code: string; file: string }[] };
  expect(code).toBe(1);
  expect(diagnostics.map((one) => `${one.file} ${one.code}`)).toEqual([
    'dangling.yaml file/unreadable',
    'large.yaml file/too-large',
    'latin.yaml file/unreadable',
    'link.yaml file/outside',
    'loop file/outside',
  ]);
});

it('stops reading at 2,000 files', async () => {
  await Promise.all(Array.from({ length: 2001 }, (_, index) => write(`${index}.md`, '# x\n')));
  const { code, out } = await jig('check');
  expect(code).toBe(1);
  expect(out).toContain('file/too-many');
}, 60_000);

it('fmt writes the canonical form, leaves broken files alone and, with --check, writes nothing', async () => {
  const loose = 'about: "Sells."\nrole:   sales # here\n';
  await write('a.yaml', loose);
  await write('b.yaml', 'role: "x\n');
  const checked = await jig('fmt', '--check');
  expect(checked).toMatchObject({
    code: 1,
    out: 'definitions/a.yaml\n1 of 2 files not in canonical form; `jig fmt` writes it.\n',
  });
  expect(checked.err).toContain('definitions/b.yaml was left as it is');
  expect(await readFile(join(folder, 'definitions/a.yaml'), 'utf8')).toBe(loose);
  expect((await jig('fmt')).code).toBe(1);
  expect(await readFile(join(folder, 'definitions/a.yaml'), 'utf8')).toBe(
    'role: sales # here\nabout: Sells.\n',
  );
  expect(await readFile(join(folder, 'definitions/b.yaml'), 'utf8')).toBe('role: "x\n');
  await rm(join(folder, 'definitions/b.yaml'));
  expect(await jig('fmt', '--check')).toEqual({ code: 0, out: '1 file in canonical form.\n', err: '' });
});

it('schema prints the JSON Schema of the language, or writes it to a file', async () => {
  const printed = await jig('schema');
  expect(printed.code).toBe(0);
  expect(JSON.parse(printed.out)).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema' });
  expect(await jig('schema', '--out', 'jig.schema.json')).toMatchObject({
    code: 0,
    out: 'Wrote jig.schema.json\n',
  });
  expect(await readFile(join(folder, 'jig.schema.json'), 'utf8')).toBe(printed.out);
  expect((await jig('schema', '--out', 'no/such/folder.json')).code).toBe(2);
});

it('a reader that stops early, as `head` does, is no failure', async () => {
  const child = spawn(process.execPath, [bin, 'schema'], { cwd: folder });
  let err = '';
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  child.stdout.destroy();
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect([code, err]).toEqual([0, '']);
});

it('says every rule in English, as text and as JSON', async () => {
  await writeTool();
  const { code, out } = await jig('rules');
  expect(code).toBe(0);
  expect(out).toContain(`refund.checks.limit  definitions/refund.yaml:10
  amount is at most 500 GBP (3 steps)
  as written: amount <= 500
`);
  const { rules } = JSON.parse((await jig('rules', '--json')).out) as { rules: { id: string }[] };
  expect(rules.map(({ id }) => id)).toEqual([
    'refund.checks.limit',
    'refund.actions.pay.from',
    'refund.actions.pay.not_by',
    'refund.access.support.read.when',
    'refund.access.finance.read.when',
  ]);
  await writeTool(REFUND_TOOL.replace('amount <= 500', 'amuont <= 500'));
  expect(await jig('rules')).toMatchObject({ code: 1, out: '' });
});
