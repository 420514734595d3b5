import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, inject, it } from 'vitest';
import { main } from '../../server/cli/main.ts';
import { onServer } from '../support/database.ts';
import { GOOD, refundDesk } from './refund-desk.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jig-examples-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

type Ran = { readonly code: number; readonly out: string; readonly err: string };

async function jigTest(definitions: string, ...args: readonly string[]): Promise<Ran> {
  await writeFile(join(folder, 'desk.yaml'), definitions);
  let out = '';
  let err = '';
  const code = await main(['test', folder, ...args], {
    out: (text) => (out += text),
    err: (text) => (err += text),
    colour: false,
    env: { DATABASE_URL: inject('serverUrl') },
  });
  return { code, out: out.replaceAll(folder, 'definitions'), err: err.replaceAll(folder, 'definitions') };
}

const WRONG = 'wrong: { as: finance, given: { amount: "600.00" }, do: approve, expect: allowed }';

it('says how many examples hold, and exits 0', async () => {
  const { code, out, err } = await jigTest(refundDesk(GOOD));
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(/^15 examples hold, in \d+ (?:ms|\.\d s)\.\n$/u);
});

it('shows what does not hold, and exits 1', async () => {
  const { code, out } = await jigTest(refundDesk([...GOOD.slice(0, 3), WRONG]));
  expect(code).toBe(1);
  expect(out).toMatch(/^definitions\/desk\.yaml:\d+:3 {2}refund · wrong: approve as finance\n/u);
  expect(out).toMatch(/\n1 of 4 examples does not hold, in \d+ ms\.\n$/u);
});

it('runs what the filter names, and refuses a filter that names nothing', async () => {
  const { out } = await jigTest(refundDesk(GOOD), '--filter', 'own');
  expect(out).toMatch(/^1 example holds, /u);
  expect(await jigTest(refundDesk(GOOD), '--filter', 'nothing')).toEqual({
    code: 2,
    out: '',
    err: 'No example has `nothing` in its name.\n',
  });
});

it('shows errors of the definitions instead of running anything', async () => {
  const { code, out, err } = await jigTest(refundDesk([WRONG.replace('amount', 'amuont')]));
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toContain('did you mean `amount`?');
  expect(err).toMatch(/The examples were not run: the definitions have errors\.\n$/u);
});

it('says so when there are no examples', async () => {
  expect(await jigTest(refundDesk([]))).toEqual({
    code: 0,
    out: '',
    err: 'The definitions hold no examples. Write some under `examples` of an entity.\n',
  });
});

it('gives the whole report to programs', async () => {
  const { code, out } = await jigTest(refundDesk([...GOOD, WRONG]), '--json', '--coverage', '--mutate');
  expect(code).toBe(1);
  const report = JSON.parse(out) as Record<string, readonly Record<string, unknown>[]>;
  expect(Object.keys(report)).toEqual(['examples', 'milliseconds', 'coverage', 'mutation']);
  expect(report['examples']?.at(-1)).toMatchObject({
    entity: 'refund',
    name: 'wrong',
    file: 'desk.yaml',
    holds: false,
    misses: [
      {
        expected: 'allowed',
        happened: expect.stringContaining('refused by `actions.approve.when`') as string,
      },
    ],
    because: [{ rule: 'refund.actions.approve.when', outcome: 'false' }],
  });
  expect(report['coverage']?.find(({ rule }) => rule === 'refund.checks.modest')).toMatchObject({
    seen: ['true', 'false'],
    missing: [],
  });
  expect(report['mutation']).toMatchObject({
    untried: 0,
    survivors: [{ rule: 'refund.note.editable_when' }],
  });
});

it('refuses a budget that is no number of seconds', async () => {
  const { code, err } = await jigTest(refundDesk(GOOD), '--mutate', '--budget', 'long');
  expect(code).toBe(2);
  expect(err).toMatch(/^`--budget` takes a whole number of seconds, such as `60`\n/u);
});

it('leaves no database behind, whatever came of it', async () => {
  await jigTest(refundDesk([WRONG]));
  await onServer(async (client) => {
    const { rows } = await client.query(
      `select datname from pg_database where starts_with(datname, 'jig_scratch_')`,
    );
    expect(rows).toEqual([]);
  });
});
