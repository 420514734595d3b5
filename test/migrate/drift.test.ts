import { afterAll, beforeAll, expect, it } from 'vitest';
import { prepareMigration } from '../../server/migrate/prepare-migration.ts';
import { readDrift } from '../../server/migrate/read-drift.ts';
import { activate } from '../../server/releases/activate.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { modelOf, valuesOf } from './model-of.ts';
import { publishOnline } from './online.ts';

let server: TestDatabase;
beforeAll(async () => {
  server = await createTestDatabase();
});
afterAll(() => server.close());

const model = (extra = '') =>
  modelOf({
    order: `title_of: { type: text }\ntotal: { type: money, max: 100, required: true }\nstate: { type: choice, options: [open] }${extra}`,
    other: 'a: { type: text }',
  });

const drift = async (): Promise<string[]> =>
  (await readDrift(server.database.pool)).map(({ table, entity, what }) => `${table} (${entity}): ${what}`);

const nameOf = async (like: string): Promise<string> => {
  const { rows } = await server.database.pool.query<{ name: string }>(
    `select conname as name from pg_constraint where conname like $1
     union all select relname from pg_class where relkind = 'i' and relname like $1`,
    [like],
  );
  return rows[0]?.name ?? '';
};

it('tells in words what was changed by hand, and what becomes of it', async () => {
  const { database } = server;
  await activate(database, model());
  expect(await drift()).toEqual([]);
  const check = await nameOf('order.total.check.%');
  const index = await nameOf('order.state.index.%');
  await database.pool.query(`
    create index total_idx on app."order" (total);
    alter table app."order" add column remark text;
    alter table app."order" alter column total type numeric(24,2);
    alter table app."order" alter column total drop not null;
    alter table app."order" alter column state set default 'open';
    alter table app."order" drop constraint "${check}";
    drop index app."${index}";
    create function app.noisy() returns trigger language plpgsql as 'begin return new; end';
    create trigger noise before insert on app."order" for each row execute function app.noisy();
    drop table app.other`);
  expect(await drift()).toEqual([
    "order (order): The default of column `state` is `'open'::text`; Jig left none.",
    'order (order): Column `total` is `numeric(24,2)`; Jig left `numeric(22,2)`.',
    'order (order): Column `total` may be empty now; Jig left it required.',
    'order (order): Column `remark` was added by hand: it is left alone.',
    `order (order): Constraint \`${check}\` is gone: it will be made again.`,
    `order (order): Index \`${index}\` is gone: it will be made again.`,
    'order (order): Index `total_idx` was added by hand: it is left alone.',
    'order (order): Trigger `noise` was added by hand: it is left alone.',
    'other (other): Table `other` is gone: it was dropped by hand, with its records.',
  ]);

  // What is ours is put right again, though no definition changed; what is not stays.
  const {
    steps,
    mode,
    drift: found,
  } = await prepareMigration(database.pool, model(), { countRefusals: true });
  expect(mode).toBe('atomic');
  expect(found).toHaveLength(9);
  expect(steps.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['create-table', 'change-type', 'require', 'add-check', 'create-index']),
  );
  await publishOnline(database, model());
  expect(await drift()).toEqual([]);
  const again = await prepareMigration(database.pool, model(), { countRefusals: true });
  expect(again).toMatchObject({ mode: 'none', steps: [], drift: [] });
  const { rows } = await database.pool.query(`select 1 from pg_class where relname = 'total_idx'`);
  expect(rows).toHaveLength(1);
});

it('notices a trigger of a formula that was changed by hand', async () => {
  const { database } = server;
  const fields = `n: { type: integer }`;
  await activate(database, modelOf({ sum: `title_of: { type: text }\n${fields}` }));
  await publishOnline(
    database,
    modelOf({ sum: `title_of: { type: text }\n${fields}\nf: { type: integer, formula: n + 1 }` }),
  );
  expect(await drift()).toEqual([]);
  await database.pool.query('drop trigger "2.formula.f" on app.sum');
  expect(await drift()).toEqual(['sum (sum): Trigger `2.formula.f` is gone: it will be made again.']);
  await database.pool.query(
    `insert into app.sum (id, created_by, updated_by, n) select gen_random_uuid(), id, id, 4 from jig.actor limit 1`,
  );
  const head = modelOf({ sum: `title_of: { type: text }\n${fields}\nf: { type: integer, formula: n + 1 }` });
  const release = await publishOnline(database, head);
  expect(await valuesOf(database, release, 'sum', 'f')).toEqual(['5']);
  // A small table that nobody uses is written anew: Postgres itself keeps the formula from then on.
  const next = modelOf({ sum: `title_of: { type: text }\n${fields}\nf: { type: integer, formula: n + 3 }` });
  expect(await valuesOf(database, await activate(database, next), 'sum', 'f')).toEqual(['7']);
  const { rows } = await database.pool.query(
    `select tgname from pg_trigger where tgrelid = 'app.sum'::regclass and not tgisinternal`,
  );
  expect(rows).toEqual([]);
});
