import { afterAll, beforeAll, expect, it } from 'vitest';
import { conversion, rewritesNothing } from '../../server/migrate/conversions.ts';
import { prepareMigration } from '../../server/migrate/prepare-migration.ts';
import { batchScript } from '../../server/migrate/batch-script.ts';
import { activate } from '../../server/releases/activate.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { insert, modelOf, valuesOf } from './model-of.ts';
import { caseModel, CASES } from './online-cases.ts';
import { begin, released, writeActivation } from './online.ts';
import { type Context, unsafeIn, unsafeStages } from './unsafe-statements.ts';

let server: TestDatabase;
beforeAll(async () => {
  server = await createTestDatabase();
});
afterAll(() => server.close());

const BARE: Context = {
  present: new Set(['order']),
  proven: new Set(),
  undo: false,
  generated: new Set(),
};

it.each([
  ['create index i on app."order" (a)', 'builds an index that blocks writes'],
  ['drop index app.i', 'drops an index under a lock'],
  ['alter table app."order" add constraint c check (a > 1)', 'binds and proves `c` under one lock'],
  [
    'alter table app."order" add constraint c foreign key (a) references app."order"',
    'binds and proves `c` under one lock',
  ],
  ['alter table app."order" alter column a type text', 'changes the type of `a` in place'],
  ['alter table app."order" alter column a set not null', 'looks for nulls in `a` under a lock'],
  ['alter table app."order" drop column a', 'drops what was written in `a`'],
  [
    'alter table app."order" add column a int generated always as (b + 1) stored',
    'writes the table anew for `a`',
  ],
  [
    'alter table app."order" add column a uuid default gen_random_uuid()',
    'has a default for `a` that is no constant',
  ],
  ['alter table app."order" add column a int not null', 'requires `a` of records that have none'],
  ['alter table app."order" add column a int check (a > 1)', 'looks at all records for `a`'],
  ['update app."order" set a = 1', 'updates all records in one transaction'],
  ['drop table app."order"', 'drops a table with records'],
  ['drop table app.other cascade', 'drops what depends on it, unasked'],
  ['delete from app."order"', 'deletes records'],
])('finds what is unsafe: %s', (sql, words) => {
  expect(unsafeIn(sql, BARE)).toEqual([words]);
});

it('makes no statement that is unsafe on a table in use, forward or back', async () => {
  const { database } = server;
  const first = await activate(database, caseModel('thing', 'before'));
  for (const [at, { records }] of Object.values(CASES).entries())
    await insert(database, first, `thing${at}`, records);
  const preparation = await prepareMigration(database.pool, caseModel('thing', 'after'), {
    forceOnline: true,
    countRefusals: true,
  });
  expect(await unsafeStages(database, preparation)).toEqual([]);
  const { stages } = preparation;
  expect(stages.flatMap(({ sql }) => sql).length).toBeGreaterThan(200);
  expect(stages.filter(({ rewrites }) => rewrites)).toEqual([]);
  // What is printed for psql parses too, and loops instead of writing everything at once.
  const scripts = stages.filter(({ runs }) => runs === 'batches').map(({ sql }) => batchScript(sql));
  expect(scripts.length).toBeGreaterThan(20);
  for (const script of scripts) expect(unsafeIn(script, BARE)).toEqual([]);
});

it('does by hand, in psql, what the runner does', async () => {
  const { database } = server;
  const model = (fields: string) => modelOf({ by_hand: `title_of: { type: text }\n${fields}` });
  const first = await activate(database, model('v: { type: text }'));
  await insert(database, first, 'by_hand', [{ v: '12' }, {}]);
  const begun = await begin(
    database,
    model(
      'v: { type: integer, unique: true }\nn: { type: sequence }\nby: { type: user, default: =user, required: true }',
    ),
  );
  const client = await database.pool.connect();
  for (const stage of begun.preparation.stages) {
    for (const statement of stage.runs === 'batches' ? [batchScript(stage.sql)] : stage.sql)
      await client.query(statement);
    if (stage.runs === 'activate') await writeActivation(client, begun.id);
  }
  client.release(true);
  const release = released(begun, first.number + 1);
  expect(await valuesOf(database, release, 'by_hand', 'v')).toEqual(expect.arrayContaining(['12', null]));
  expect(await valuesOf(database, release, 'by_hand', 'n')).toEqual(expect.arrayContaining(['1', '2']));
  const again = await prepareMigration(database.pool, begun.model, { countRefusals: false });
  expect(again.steps).toEqual([]);
});

const TYPES = [
  'bigint',
  'numeric(22,2)',
  'numeric(24,2)',
  'numeric(24,4)',
  'text',
  'text[]',
  'boolean',
  'date',
  'timestamp(3) with time zone',
  'time without time zone',
  'jsonb',
  'uuid',
];

it('changes a type in its place only where Postgres writes nothing anew', async () => {
  const client = await server.database.pool.connect();
  await client.query('begin');
  const said: string[] = [];
  for (const from of TYPES)
    for (const to of TYPES) {
      const way = conversion(from, to);
      if (from === to || way === null) continue;
      await client.query('savepoint probe');
      await client.query(`create table app.probe (a ${from})`);
      const fileOf = async (): Promise<unknown> =>
        (await client.query(`select pg_relation_filenode('app.probe') as file`)).rows[0];
      const before = await fileOf();
      await client.query(`alter table app.probe alter column a type ${to} using ${way.using('a')}`);
      const isRewritten = JSON.stringify(await fileOf()) !== JSON.stringify(before);
      if (rewritesNothing(from, to)) {
        said.push(`${from} to ${to}`);
        expect(isRewritten, `${from} to ${to}`).toBe(false);
      }
      await client.query('rollback to probe');
    }
  await client.query('rollback');
  client.release();
  expect(said).toEqual(['numeric(22,2) to numeric(24,2)']);
});
