import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Plan } from '../../runtime/diff/plan.ts';
import { main } from '../../server/cli/main.ts';
import { activate } from '../../server/releases/activate.ts';
import { createTestDatabase, onServer } from '../support/database.ts';
import { changed, modelOf, openShop, SHOP, type Shop } from './shop.ts';

let shop: Shop;
let folder: string;
let unused: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  shop = await openShop();
  unused = await createTestDatabase();
  folder = mkdtempSync(join(tmpdir(), 'jig-plan-'));
  git('init', '--quiet', '--initial-branch=main');
  write('definitions/test.yaml', SHOP);
  commit('First');
});
afterAll(async () => {
  await shop.close();
  await unused.close();
  rmSync(folder, { recursive: true, force: true });
});

function git(...args: string[]): string {
  const who = ['-c', 'user.name=Test', '-c', 'user.email=test@shop.example', '-c', 'commit.gpgsign=false'];
  return execFileSync('git', ['-C', folder, ...who, ...args], { encoding: 'utf8' }).trim();
}

function write(path: string, text: string): void {
  const full = join(folder, path);
  mkdirSync(join(full, '..'), { recursive: true });
  writeFileSync(full, text);
}

function commit(message: string): string {
  git('add', '--all');
  git('commit', '--quiet', '--allow-empty', '-m', message);
  return git('rev-parse', '--short=7', 'HEAD');
}

type Ran = { readonly code: number; readonly out: string; readonly err: string };

async function jig(env: Record<string, string>, ...args: string[]): Promise<Ran> {
  const said = { out: '', err: '' };
  const code = await main(['plan', join(folder, 'definitions'), ...args], {
    out: (text) => void (said.out += text),
    err: (text) => void (said.err += text),
    colour: false,
    env,
  });
  return { code, ...said };
}
const live = (...args: string[]): Promise<Ran> => jig({ DATABASE_URL: shop.server.url }, ...args);

const CHANGED = changed(
  [
    'access:\n  sales: { read: customer.region in user.regions',
    'checks:\n  small: { that: total < 200.00, say: Too large. }\naccess:\n  sales: { read: "total < 400.00 || customer.region in user.regions"',
  ],
  ['  note: { type: long_text }\n', '  hint: { type: text }\n'],
);

it('nothing changed: nothing to do, exit 0', async () => {
  write('definitions/test.yaml', `# A comment\n${SHOP}`);
  const ran = await live();
  expect([ran.code, ran.err], ran.out).toEqual([0, '']);
  expect((await live('--sql')).out).toContain('-- The tables stay as they are.');
});

it('a change: what it does, with live counts; the same bytes at every run', async () => {
  write('definitions/test.yaml', CHANGED);
  const ran = await live('--format', 'json');
  expect(ran.err).toBe('');
  expect(ran.code).toBe(3);
  const plan = JSON.parse(ran.out) as Plan;
  expect(plan).toMatchObject({
    format: 1,
    base: { name: 'the database, release 1', release: 1 },
    empty: false,
    blocked: true,
  });
  const found = (code: string): Plan['findings'][number] | undefined =>
    plan.findings.find((finding) => finding.code === code);
  expect(found('rule/rows-break')?.impact).toMatchObject({ count: 4, of: 5, exact: true });
  expect(found('data/values-lost')?.impact).toMatchObject({ count: 3 });
  expect(found('access/wider')?.impact?.people).toEqual([
    { name: 'Test ann', gained: 2, lost: 0 },
    { name: 'Test cat', gained: 2, lost: 0 },
    { name: 'Test ben', gained: 1, lost: 0 },
  ]);
  expect(Object.keys(plan.inputs)).toEqual([
    'definitions',
    'file test.yaml',
    'program',
    'release',
    'table order',
  ]);
  expect(plan.hash).toMatch(/^[0-9a-f]{64}$/u);
  expect((await live('--format', 'json')).out).toBe(ran.out);
});

it('all four files come from one run, and the text is printed', async () => {
  write('definitions/test.yaml', CHANGED);
  const at = (name: string): string => join(folder, name);
  const ran = await live(
    '--markdown',
    at('plan.md'),
    '--sarif',
    at('plan.sarif'),
    '--json',
    at('plan.json'),
    '--html',
    at('plan.html'),
  );
  const read = (name: string): string => readFileSync(at(name), 'utf8');
  expect(read('plan.md')).toContain('<!-- jig-plan -->');
  expect(JSON.parse(read('plan.sarif'))).toMatchObject({ version: '2.1.0' });
  expect(read('plan.json')).toBe((await live('--format', 'json')).out);
  expect(read('plan.html')).toMatch(/^<!doctype html>/u);
  expect(ran.out).toMatch(/blocked/u);
  expect(ran.out).not.toMatch(/alter table/u);
  const unwritable = await live('--json', join(folder, 'missing', 'plan.json'));
  expect([unwritable.code, unwritable.out]).toEqual([1, '']);
  expect(unwritable.err).toContain('plan.json` cannot be written');
});

it('--sql is a script that psql could run: what it says is what Postgres accepts', async () => {
  write(
    'definitions/test.yaml',
    changed([
      '  note: { type: long_text }\n',
      '  note: { type: long_text }\n  hint: { type: text, unique: true }\n',
    ]),
  );
  const { out, code } = await live('--sql');
  expect(code).toBe(2);
  expect(out).toMatch(/^-- .+ against the database, release 1\n/u);
  expect(out).toContain('add column "hint" text');
  const script = out.replaceAll(/^\\.*$/gmu, '');
  const client = await shop.server.database.pool.connect();
  try {
    await client.query(script.replace(/^commit;$/mu, 'rollback;'));
  } finally {
    client.release(true);
  }
});

it('compares with a git revision without touching the folder, with and without a database', async () => {
  write('definitions/test.yaml', SHOP);
  const first = commit('As in force');
  write('definitions/test.yaml', CHANGED);
  write('definitions/.hidden/x.yaml', 'entity: [');
  write('notes.md', 'Outside.');
  const offline = await jig({}, '--base', 'main', '--offline', '--format', 'json');
  expect([offline.code, offline.err]).toEqual([expect.any(Number), '']);
  const plan = JSON.parse(offline.out) as Plan;
  expect(plan.base.name).toBe(`revision main (${first})`);
  expect([plan.migration, plan.findings.every(({ impact }) => impact === null)]).toEqual([null, true]);
  const counted = JSON.parse((await live('--base', first, '--format', 'json')).out) as Plan;
  expect(counted.base.name).toBe(`revision ${first}, counted on release 1 of the database`);
  expect(counted.findings.find(({ code }) => code === 'rule/rows-break')?.impact?.count).toBe(4);
  expect(counted.migration).toBe(null);
  expect(readFileSync(join(folder, 'definitions/test.yaml'), 'utf8')).toBe(CHANGED);
  expect(git('status', '--porcelain')).toContain('definitions/test.yaml');
});

it('says what is wrong with a revision', async () => {
  const err = async (...args: string[]): Promise<string> => {
    const ran = await jig({}, '--offline', ...args);
    expect([ran.code, ran.out]).toEqual([1, '']);
    return ran.err;
  };
  expect(await err('--base', 'no-such-branch')).toContain(
    'There is no revision `no-such-branch` in this repository.',
  );
  expect(await err('--base', '--all')).toContain('There is no revision `--all`');
  expect(await err('--base=--output=/tmp/x')).toContain('There is no revision `--output=/tmp/x`');
  git('checkout', '--quiet', '--orphan', 'empty');
  git('rm', '-r', '-f', '--quiet', '--cached', '.');
  git('commit', '--quiet', '--allow-empty', '-m', 'Empty');
  expect(await err('--base', 'empty')).toContain('holds no definitions in `definitions`');
  git('checkout', '--quiet', '--force', 'main');
  write('definitions/test.yaml', 'entity: order\nowner: nobody\n');
  const broken = commit('Broken');
  write('definitions/test.yaml', SHOP);
  const said = await err('--base', 'HEAD');
  expect(said).toContain(`The definitions at revision \`HEAD\` (${broken}) have mistakes`);
  expect(said).toMatch(/test\.yaml:\d+:\d+/u);
  commit('Mended');
  const outside = mkdtempSync(join(tmpdir(), 'jig-plan-'));
  writeFileSync(join(outside, 'test.yaml'), SHOP);
  const said2 = { out: '', err: '' };
  const code = await main(['plan', outside, '--base', 'main', '--offline'], {
    out: (text) => void (said2.out += text),
    err: (text) => void (said2.err += text),
    colour: false,
    env: {},
  });
  rmSync(outside, { recursive: true });
  expect([code, said2.err]).toEqual([1, expect.stringContaining('is in no git repository')]);
});

it('no plan: mistakes in the definitions, no database, one that is not used by Jig, wrong options', async () => {
  write(
    'definitions/test.yaml',
    SHOP.replace('owner: desk\ntitle_field: code', 'owner: dask\ntitle_field: code'),
  );
  const mistaken = await live();
  expect([mistaken.code, mistaken.out]).toEqual([1, '']);
  expect(mistaken.err).toMatch(/definitions\/test\.yaml:\d+:\d+/u);
  write('definitions/test.yaml', SHOP);
  const none = await jig({ JIG_DATA: join(folder, 'nothing-here') });
  expect([none.code, none.err]).toEqual([1, expect.stringContaining('jig plan --base main')]);
  const down = await jig({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' });
  expect([down.code, down.out]).toEqual([1, '']);
  for (const [args, said] of [
    [['--base', 'main', '--release', '1'], 'Choose one of'],
    [['--offline'], 'name what to compare with'],
    [['--release', 'x'], 'takes the number of a release'],
    [['--release', '7'], 'has no release 7; its newest is 1'],
    [['--format', 'pdf'], 'There is no format `pdf`'],
    [['--budget', '-1'], 'takes seconds'],
    [['--bugdet', '1'], 'did you mean `--budget`?'],
  ] as const) {
    const ran = await live(...args);
    expect([ran.code, ran.out, ran.err]).toEqual([1, '', expect.stringContaining(said)]);
  }
});

it('a database without a release: everything is new', async () => {
  write('definitions/test.yaml', SHOP);
  const ran = await jig({ DATABASE_URL: unused.url }, '--format', 'json');
  expect([ran.err, ran.code]).toEqual(['', 2]);
  const plan = JSON.parse(ran.out) as Plan;
  expect(plan.base).toMatchObject({ name: 'the database, which has no release yet', release: null });
  expect(plan.migration?.mode).toBe('atomic');
});

it('an earlier release', async () => {
  write('definitions/test.yaml', CHANGED);
  await activate(unused.database, modelOf(SHOP));
  await activate(unused.database, modelOf(CHANGED));
  const against = async (...args: string[]): Promise<Plan> =>
    JSON.parse((await jig({ DATABASE_URL: unused.url }, '--format', 'json', ...args)).out) as Plan;
  const first = await against('--release', '1');
  expect([first.base.release, first.empty, first.migration]).toEqual([1, false, null]);
  expect((await against('--release', '2')).empty).toBe(true);
});

it('reads only: a user without any right to write makes the same plan', async () => {
  write('definitions/test.yaml', CHANGED);
  const { pool } = shop.server.database;
  const role = `plan_reader_${process.pid}`;
  const address = new URL(shop.server.url);
  address.username = role;
  address.password = 'read';
  await onServer((client) => client.query(`create role ${role} login password 'read'`));
  try {
    for (const schema of ['app', 'jig'])
      await pool.query(
        `grant usage on schema ${schema} to ${role}; grant select on all tables in schema ${schema} to ${role};
         grant select on all sequences in schema ${schema} to ${role}`,
      );
    const ran = await jig({ DATABASE_URL: address.href }, '--format', 'json');
    expect([ran.err, ran.code]).toEqual(['', 3]);
    expect(ran.out).toBe((await live('--format', 'json')).out);
  } finally {
    await pool.query(`drop owned by ${role}`);
    await onServer((client) => client.query(`drop role ${role}`));
  }
});
