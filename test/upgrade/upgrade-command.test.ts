import { chmod, cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { main } from '../../server/cli/main.ts';
import { rewriteFiles } from '../../server/cli/rewrite-files.ts';

let root = '';
let folder = '';

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'jig-upgrade-'));
  folder = join(root, 'definitions');
  await cp(join(import.meta.dirname, 'language-1'), folder, { recursive: true });
});
afterEach(() => rm(root, { recursive: true, force: true }));

type Ran = { readonly code: number; readonly out: string; readonly err: string };

async function jig(...args: readonly string[]): Promise<Ran> {
  let out = '';
  let err = '';
  const code = await main(args, {
    out: (text) => (out += text),
    err: (text) => (err += text),
    colour: false,
    env: {},
  });
  return { code, out, err };
}

const read = (path: string): Promise<string> => readFile(join(folder, path), 'utf8');
const upgraded = (path: string): Promise<string> =>
  readFile(join(import.meta.dirname, 'language-2', path), 'utf8');
const FILES = ['desk.yml', 'repair.yaml', 'workspace.yaml'];

const HEAD =
  'Language 1 to 2, 3 files:\n  Durations are written as in the rule language, with days besides: `PT1H30M` is `1h30m`, `P2D` is `2d`.\n';

it('shows the change as a patch, and writes nothing', async () => {
  const before = await Promise.all(FILES.map(read));
  const { code, out, err } = await jig('upgrade', folder);
  expect(code).toBe(0);
  expect(err).toBe(`${HEAD}Nothing was written; \`jig upgrade --write\` makes the change.\n`);
  expect(await Promise.all(FILES.map(read))).toEqual(before);
  // What it prints is what git takes.
  const patch = join(root, 'upgrade.patch');
  await writeFile(patch, out.replaceAll(`${folder}/`, 'definitions/'));
  execFileSync('git', ['apply', '--unsafe-paths', `--directory=${root}`, patch], { cwd: root });
  expect(await Promise.all(FILES.map(read))).toEqual(await Promise.all(FILES.map(upgraded)));
});

it('writes the files with --write, keeps their modes, and is then done', async () => {
  await chmod(join(folder, 'desk.yml'), 0o640);
  const written = await jig('upgrade', folder, '--write');
  expect(written).toEqual({
    code: 0,
    out: `${HEAD}${FILES.map((path) => `${folder}/${path}\n`).join('')}Wrote 3 files.\n`,
    err: '',
  });
  expect(await Promise.all(FILES.map(read))).toEqual(await Promise.all(FILES.map(upgraded)));
  expect((await stat(join(folder, 'desk.yml'))).mode & 0o777).toBe(0o640);
  expect((await readdir(folder)).toSorted()).toEqual([...FILES, 'runbooks'].toSorted());
  expect(await jig('upgrade', folder, '--write')).toEqual({
    code: 0,
    out: 'The definitions are in language 2; there is nothing to upgrade.\n',
    err: '',
  });
});

it('--check fails where something would change, and passes afterwards', async () => {
  expect(await jig('upgrade', folder, '--check')).toEqual({
    code: 1,
    out: `${HEAD}\`jig upgrade\` shows the change, \`jig upgrade --write\` makes it.\n`,
    err: '',
  });
  expect((await jig('upgrade', folder, '--check', '--to', '1')).code).toBe(0);
  await jig('upgrade', folder, '--write');
  expect((await jig('upgrade', folder, '--check')).code).toBe(0);
});

it('refuses versions that it does not know, going back, and two things at once', async () => {
  const unknown = await jig('upgrade', folder, '--to', '3');
  expect([unknown.code, unknown.err.split('\n')[0]]).toEqual([
    2,
    '`--to` takes a version that this program reads, 1 to 2, and this is `3`',
  ]);
  expect((await jig('upgrade', folder, '--write', '--check')).code).toBe(2);
  await jig('upgrade', folder, '--write');
  const back = await jig('upgrade', folder, '--to', '1', '--write');
  expect([back.code, back.err]).toEqual([
    2,
    'The definitions are in language 2, and `jig upgrade` does not go back to 1: take the older text from your version control.\n',
  ]);
});

it('leaves definitions with mistakes alone, and shows the mistakes', async () => {
  await writeFile(join(folder, 'spare.yaml'), 'role: spare\ncolour: red\n');
  const { code, out, err } = await jig('upgrade', folder, '--write');
  expect([code, out]).toEqual([1, '']);
  expect(err).toContain('spare.yaml:2:1: error key/unknown');
  expect(err).toContain('Definitions with mistakes are not upgraded; mend these first.\n');
  expect(await read('workspace.yaml')).toContain('language: 1');
});

it('says which language is newer than the program', async () => {
  const text = await read('workspace.yaml');
  await writeFile(join(folder, 'workspace.yaml'), text.replace('language: 1', 'language: 3'));
  const { code, err } = await jig('upgrade', folder);
  expect(code).toBe(1);
  expect(err).toContain('These definitions are in language 3; this program reads languages 1 to 2.');
});

it('replaces no file when one of them was changed meanwhile', async () => {
  const files = FILES.map((path) => ({ path, before: 'what it was', after: 'new' }));
  const text = await read('desk.yml');
  const problem = await rewriteFiles(folder, [
    { path: 'desk.yml', before: text, after: 'new' },
    ...files.slice(1),
  ]);
  expect(problem).toBe('`repair.yaml` was changed meanwhile, so nothing was written. Run the command again.');
  expect(await read('desk.yml')).toBe(text);
  expect((await readdir(folder)).toSorted()).toEqual([...FILES, 'runbooks'].toSorted());
});
