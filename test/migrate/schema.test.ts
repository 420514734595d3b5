import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Model } from '../../runtime/model/model.ts';
import { FIELD_TYPES } from '../../runtime/model/field-types/registry.ts';
import { inTransaction } from '../../server/db/transaction.ts';
import { diffSchema } from '../../server/migrate/diff-schema.ts';
import { readCatalog } from '../../server/migrate/read-catalog.ts';
import { activate } from '../../server/releases/activate.ts';
import { placesOf } from '../../server/releases/active-release.ts';
import { readReleaseState } from '../../server/releases/release-store.ts';
import { desiredSchema } from '../../server/sql/ddl.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { insert, modelOf, valuesOf } from './model-of.ts';

let server: TestDatabase;
beforeAll(async () => {
  server = await createTestDatabase();
});
afterAll(() => server.close());

const EVERY_TYPE = `
  name: { type: text, required: true, unique: true, max_length: 200 }
  long_name: { type: text, unique: true }
  note: { type: long_text, min_length: 2 }
  body: { type: markdown }
  mail: { type: email, unique: true }
  site: { type: url }
  phone: { type: phone }
  quantity: { type: integer, min: 0, max: 9007199254740991 }
  weight: { type: decimal, scale: 3, min: "-1.5" }
  price: { type: money, min: 0, max: "1000000.00" }
  share: { type: percent }
  active: { type: boolean, default: true }
  day: { type: date, min: 2000-01-01 }
  at: { type: datetime, max: 2100-01-01T00:00:00Z }
  hour: { type: time }
  takes: { type: duration }
  status: { type: choice, options: [open, done] }
  colours: { type: choices, options: [red, green] }
  words: { type: tags }
  parent: { type: reference, to: thing }
  others: { type: references, to: thing }
  parts: { type: children, of: part }
  keeper: { type: user }
  data: { type: json }
  number: { type: sequence, prefix: T-, start: 1001 }
`;
const PART = `
  thing: { type: reference, to: thing, part_of: true }
  label: { type: text }
`;
const SCREENS = `
tool: desk
title: Desk
purpose: Look at things.
owner: team
for: [clerk]
screens:
  all: { table: thing, columns: [name, price], sort: [-day, name] }
`;

const everyType = (): Model => modelOf({ thing: EVERY_TYPE, part: PART }, SCREENS);

it('makes a column of the right type for every field type of the language', async () => {
  const model = everyType();
  const used = new Set(
    Object.values(model.entities).flatMap(({ fields }) => Object.values(fields).map(({ type }) => type)),
  );
  expect(Object.keys(FIELD_TYPES).filter((name) => !used.has(name as never))).toEqual([]);

  await activate(server.database, model);
  const { rows } = await server.database.pool.query<{ column: string }>(
    `select c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
            || case when a.attcollation = 0 then '' else ' ' || l.collname end
            || case when a.attnotnull then ' required' else '' end as column
     from pg_attribute a join pg_class c on c.oid = a.attrelid left join pg_collation l on l.oid = a.attcollation
     where c.relnamespace = 'app'::regnamespace and c.relkind = 'r' and a.attnum > 0 order by c.relname, a.attnum`,
  );
  expect(rows.map(({ column }) => column)).toMatchSnapshot();
});

it('makes indexes and constraints whose names say what they are about', async () => {
  await activate(server.database, everyType());
  const { rows } = await server.database.pool.query<{ line: string }>(
    `select replace(indexdef, ' ON app.', ' on ') as line from pg_indexes where schemaname = 'app' and indexname not like '%.key.%'
     union all
     select conname || ' ' || pg_get_constraintdef(oid) from pg_constraint
     where connamespace = 'app'::regnamespace and contype in ('c', 'f') order by 1`,
  );
  expect(rows.map(({ line }) => line)).toMatchSnapshot();
});

it('finds nothing left to do in the schema it has just made', async () => {
  const model = everyType();
  await activate(server.database, model);
  const steps = await inTransaction(server.database, async (client) => {
    const { names, trigramOperators } = await readReleaseState(client);
    const schema = desiredSchema(model, placesOf(names.inForce), trigramOperators);
    return diffSchema(model, schema, await readCatalog(client), names.inForce, names.inForce);
  });
  expect(steps).toEqual([]);
});

it('keeps the extreme values of every type exactly', async () => {
  const release = await activate(server.database, everyType());
  const record = {
    name: 'x'.repeat(200),
    long_name: '\u{20000}'.repeat(999) + 'x',
    note: 'é\n'.repeat(50_000),
    quantity: '9007199254740991',
    weight: '-1.500',
    price: '1000000.00',
    share: '99999999999999999999.9999',
    day: '9999-12-31',
    at: '0001-01-01T00:00:00.001Z',
    hour: '23:59:59',
    takes: '-9007199254740991',
    status: 'done',
    colours: ['green', 'red'],
    words: ['a,b', '"', '{}', 'null'],
    data: '{"a": [1e400, "\\u0041"]}',
  };
  await insert(server.database, release, 'thing', [record]);
  expect(await valuesOf(server.database, release, 'thing', 'long_name')).toEqual([record.long_name]);
  expect(await valuesOf(server.database, release, 'thing', 'note')).toEqual([record.note]);
  expect(await valuesOf(server.database, release, 'thing', 'share')).toEqual([record.share]);
  expect(await valuesOf(server.database, release, 'thing', 'at')).toEqual(['0001-01-01 00:00:00.001+00']);
  expect(await valuesOf(server.database, release, 'thing', 'words')).toEqual(['{"a,b","\\"","{}","null"}']);
  expect(await valuesOf(server.database, release, 'thing', 'number')).toEqual(['1001']);
});

it.each([
  ['a choice outside the options', { status: 'lost' }, 'check', 'status'],
  ['a text that is too short', { note: 'x' }, 'check', 'note'],
  ['a number above the maximum', { price: '1000000.01' }, 'check', 'price'],
  ['a number that is none', { weight: 'NaN' }, 'check', 'weight'],
  ['a day without end', { day: 'infinity' }, 'check', 'day'],
  ['an option list with an empty one', { colours: ['red', null] }, 'check', 'colours'],
  ['a reference to nothing', { parent: '00000000-0000-7000-8000-0000000000ff' }, 'reference', 'parent'],
  ['the same long unique text twice', { long_name: 'twice' }, 'unique', 'long_name'],
])('refuses %s and tells which field it was', async (_, values, kind, field) => {
  const release = await activate(server.database, everyType());
  if (kind === 'unique') await insert(server.database, release, 'thing', [{ name: 'first', ...values }]);
  const error = await insert(server.database, release, 'thing', [{ name: 'second', ...values }]).catch(
    (thrown: unknown) => thrown as { constraint: string },
  );
  expect(error).toHaveProperty('constraint');
  const { constraint } = error as { constraint: string };
  expect(release.names.constraint(constraint)).toEqual({ entity: 'thing', fields: [field], kind });
});

it('counts only live records for uniqueness', async () => {
  const release = await activate(
    server.database,
    modelOf({ badge: 'code: { type: text, required: true, unique: true }' }),
  );
  await insert(server.database, release, 'badge', [{ code: 'a', deleted_at: '2026-01-01' }, { code: 'a' }]);
  await expect(insert(server.database, release, 'badge', [{ code: 'a' }])).rejects.toThrow(/duplicate key/u);
});

it('answers the sort of a table screen from an index', async () => {
  const release = await activate(server.database, everyType());
  const table = release.names.table('thing');
  const plan = (sql: string): Promise<string> =>
    inTransaction(server.database, async (client) => {
      await client.query(
        'set local enable_seqscan = off; set local enable_sort = off; set local enable_bitmapscan = off',
      );
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(
        `explain select id from ${table} where deleted_at is null order by ${sql} limit 50`,
      );
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    });
  expect(await plan('day desc nulls last, name collate jig.listing, id')).not.toMatch(/Sort/u);
  expect(await plan('day desc nulls last, name collate jig.listing desc, id desc')).toMatch(/Sort/u);
});

it('copes with names that SQL reserves, that Postgres uses itself and that are as long as names may be', async () => {
  const long = 'x'.repeat(50);
  const release = await activate(
    server.database,
    modelOf({
      select: `
        order: { type: text, required: true }
        xmin: { type: integer }
        user_id: { type: references, to: select }
        ${long}: { type: sequence }`,
      [long]: `${long}: { type: references, to: ${long} }
        table: { type: text, unique: true }`,
    }),
  );
  await insert(server.database, release, 'select', [{ order: 'a', xmin: '7' }]);
  expect(release.names.column('select', 'xmin')).toBe('"xmin_2"');
  expect(await valuesOf(server.database, release, 'select', long)).toEqual(['1']);
  const [id] = await insert(server.database, release, long, [{ table: 'b' }]);
  const link = release.names.link(long, long);
  await server.database.pool.query(`insert into ${link.table} (${link.from}, ${link.to}) values ($1, $1)`, [
    id,
  ]);
});

it('never lets a table of links take the name of an entity', async () => {
  const release = await activate(
    server.database,
    modelOf({
      team: 'name: { type: text }\nmembers: { type: references, to: team }',
      team_members: 'name: { type: text }',
      team_members_links: 'name: { type: text }',
    }),
  );
  const tables = [
    release.names.table('team_members'),
    release.names.table('team_members_links'),
    release.names.link('team', 'members').table,
  ];
  expect(new Set(tables).size).toBe(3);
});
