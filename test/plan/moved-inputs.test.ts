import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Plan } from '../../runtime/diff/plan.ts';
import { syncDevPeople } from '../../server/identity/dev-people.ts';
import { movedInputs } from '../../server/plan/moved-inputs.ts';
import { activate } from '../../server/releases/activate.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { changed, headOf, modelOf, planFor, SHOP } from './shop.ts';

let other: TestDatabase;
beforeAll(async () => {
  other = await createTestDatabase();
  const files = [{ path: 'test.yaml', text: SHOP }];
  await activate(other.database, modelOf(SHOP), { files });
  await syncDevPeople(
    other.database,
    [{ key: 'anna', name: 'Anna', email: null, roles: [], attributes: {} }],
    new Date('2026-11-26T12:00:00Z'),
  );
});
afterAll(() => other.close());
const HINT = changed([
  '  note: { type: long_text }\n',
  '  note: { type: long_text }\n  hint: { type: text }\n',
]);
const moved = (plan: Plan, text: string): Promise<readonly string[]> =>
  movedInputs(other.database, plan, headOf(text));
const inOther = (text: string): Promise<Plan> => planFor(other.database, text);

it('a plan is good while nothing that it rests on moves', async () => {
  const plan = await inOther(HINT);
  expect(await moved(plan, HINT)).toEqual([]);
  await other.database.pool.query('create index by_hand on app.customer (name)');
  expect(await moved(plan, HINT)).toEqual([]);
});

it('says which file, which table and which release moved', async () => {
  const plan = await inOther(HINT);
  expect(await moved(plan, `${HINT}# more\n`)).toEqual(['test.yaml changed since the plan was made.']);
  const { pool } = other.database;
  await pool.query('alter table app."order" alter column amount_text type varchar(90)');
  const [table, ...none] = await moved(plan, HINT);
  expect(none).toEqual([]);
  expect(table).toMatch(/^The table of `order` changed: .*`amount_text`.*character varying\(90\)/u);
  await pool.query('alter table app."order" alter column amount_text type text');
  const { rows } = await pool.query<{ id: string }>(`select id from jig.actor where key = 'dev:anna'`);
  await activate(other.database, modelOf(changed(['title: Shop', 'title: Store'])), {
    actorId: rows[0]?.id ?? '',
  });
  expect(await moved(plan, HINT)).toEqual(['Release 2 was published since by Anna.']);
});

it('a plan that was not made against the database cannot be applied to it', async () => {
  const plan = await planFor(other.database, HINT, { against: { is: 'release', number: 1 } });
  expect(await moved(plan, HINT)).toEqual([
    'The plan compares the definitions with release 1, not with the database. Make one with `jig plan` without `--base`.',
  ]);
});
it('tells another program and another database from a change', async () => {
  const plan = await inOther(HINT);
  const changedIn = (name: string): Plan => ({
    ...plan,
    inputs: { ...plan.inputs, [name]: '0'.repeat(64) },
  });
  expect(await moved(changedIn('program'), HINT)).toEqual([
    'Another version of Jig made the plan: this one makes other tables of the same definitions.',
  ]);
  expect(await moved(changedIn('release'), HINT)).toEqual([
    expect.stringContaining('it was made against another database'),
  ]);
});

it('makes no plan while another release is half-way', async () => {
  const { pool } = other.database;
  await pool.query(
    `insert into jig.migration (id, hash, model, names, schema_hash, stages, done, state, started_by)
       select gen_random_uuid(), repeat('0', 64), '{}', '[]', '', '[1,2,3]', 1, 'paused', id from jig.actor where key = 'dev:anna'`,
  );
  await expect(inOther(HINT)).rejects.toThrow(
    /^release\/busy: A migration that Anna began at .+ is paused: 1 of 3 steps are done/u,
  );
  await pool.query(`update jig.migration set state = 'taken_back'`);
  expect((await inOther(HINT)).empty).toBe(false);
});
