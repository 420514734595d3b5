import { afterAll, beforeAll, expect, it } from 'vitest';
import { activate, type ActiveRelease } from '../../server/releases/activate.ts';
import { insert, modelOf, valuesOf } from '../migrate/model-of.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

let server: TestDatabase;
beforeAll(async () => {
  server = await createTestDatabase();
});
afterAll(() => server.close());

let counter = 0;

/** An entity of its own: activates its fields, one release after the other. */
function entityOfItsOwn() {
  counter += 1;
  const name = `thing${counter}`;
  const put = (fields: string) =>
    activate(server.database, modelOf({ [name]: `title_of: { type: text }\n${fields}` }));
  const read = (release: ActiveRelease, field: string) => valuesOf(server.database, release, name, field);
  const write = (release: ActiveRelease, ...records: Record<string, unknown>[]) =>
    insert(server.database, release, name, records);
  return { name, put, read, write };
}

/** Columns of a table by name: whether Postgres fills them. */
async function columnsOf(table: string): Promise<Record<string, boolean>> {
  const { rows } = await server.database.pool.query<{ name: string; generated: boolean }>(
    `select attname as name, attgenerated <> '' as generated from pg_attribute
     where attrelid = to_regclass($1) and attnum > 0 and not attisdropped`,
    [table],
  );
  return Object.fromEntries(rows.map(({ name, generated }) => [name, generated]));
}

it('fills a new formula for records that are there, and one that is written anew', async () => {
  const { put, read, write } = entityOfItsOwn();
  await write(await put('a: { type: integer }'), { a: 4 }, { a: null });
  const doubled = await put('a: { type: integer }\nb: { type: integer, formula: a * 2 }');
  expect(await read(doubled, 'b')).toEqual(['8', null]);
  const tripled = await put('a: { type: integer }\nb: { type: integer, formula: a * 3 }');
  expect(await read(tripled, 'b')).toEqual(['12', null]);
  expect(tripled.number).toBe(doubled.number + 1);
  // Nothing to do the second time.
  expect((await put('a: { type: integer }\nb: { type: integer, formula: a * 3 }')).number).toBe(
    tripled.number,
  );
});

it('makes a formula anew with another scale or type, with its indexes', async () => {
  const { name, put, read, write } = entityOfItsOwn();
  await write(await put('a: { type: decimal, scale: 4 }'), { a: '1.2345' });
  const two = await put(
    'a: { type: decimal, scale: 4 }\nb: { type: choice, options: [x, y], formula: \'a > 1 ? "x" : "y"\' }',
  );
  expect(await read(two, 'b')).toEqual(['x']);
  const indexesOf = async () => {
    const { rows } = await server.database.pool.query<{ name: string }>(
      `select indexname as name from pg_indexes where schemaname = 'app' and tablename = $1 and indexdef like '%(b,%'`,
      [name],
    );
    return rows.length;
  };
  expect(await indexesOf()).toBe(1);
  const changed = await put(
    'a: { type: decimal, scale: 4 }\nb: { type: choice, options: [x, y], formula: \'a > 2 ? "x" : "y"\' }',
  );
  expect(await read(changed, 'b')).toEqual(['y']);
  expect(await indexesOf()).toBe(1);
  const rounded = await put('a: { type: decimal, scale: 4 }\nc: { type: decimal, scale: 2, formula: a * 2 }');
  expect(await read(rounded, 'c')).toEqual(['2.47']);
  // A formula that nothing asks for any more leaves no column behind.
  expect(await columnsOf(`app.${name}`)).not.toHaveProperty('b');
  const finer = await put('a: { type: decimal, scale: 4 }\nc: { type: decimal, scale: 3, formula: a * 2 }');
  expect(await read(finer, 'c')).toEqual(['2.469']);
});

it('lets a column that a formula looks at change its type', async () => {
  const { put, read, write } = entityOfItsOwn();
  await write(await put('a: { type: integer }\nb: { type: decimal, scale: 1, formula: "a * 1.5" }'), {
    a: 3,
  });
  const release = await put(
    'a: { type: decimal, scale: 2 }\nb: { type: decimal, scale: 1, formula: "a * 1.5" }',
  );
  expect(await read(release, 'a')).toEqual(['3.00']);
  expect(await read(release, 'b')).toEqual(['4.5']);
});

it('keeps what people wrote when a field becomes a formula, and gives it back afterwards', async () => {
  const { name, put, read, write } = entityOfItsOwn();
  await write(await put('a: { type: integer }\nb: { type: integer, required: true }'), { a: 1, b: 7 });
  const computed = await put('a: { type: integer }\nb: { type: integer, formula: a + 1 }');
  expect(await read(computed, 'b')).toEqual(['2']);
  await write(computed, { a: 5 });
  expect(await columnsOf(`app.${name}`)).toMatchObject({ b: false, b_2: true });
  const onRead = await put('a: { type: integer }\nb: { type: integer, formula: "a + year(today)" }');
  expect(() => onRead.names.column(name, 'b')).toThrow('stores no column');
  const written = await put('a: { type: integer }\nb: { type: integer }');
  expect(await read(written, 'b')).toEqual(['7', null]);
  expect(await columnsOf(`app.${name}`)).not.toHaveProperty('b_2');
});

it('repeats a stored formula that another one looks at, rounded as its field is', async () => {
  const { put, read, write } = entityOfItsOwn();
  const release = await put(`
    a: { type: decimal, scale: 4 }
    b: { type: decimal, scale: 1, formula: a * 1 }
    c: { type: decimal, scale: 3, formula: b * b }
    d: { type: duration, formula: e - f }
    g: { type: boolean, formula: 'd > duration("1s")' }
    e: { type: datetime }
    f: { type: datetime }`);
  await write(release, { a: '0.26', e: '2026-01-01T00:00:01.4Z', f: '2026-01-01T00:00:00Z' });
  expect(await read(release, 'c')).toEqual(['0.090']);
  expect(await read(release, 'd')).toEqual(['1']);
  expect(await read(release, 'g')).toEqual(['false']);
});

it('brings instants of older versions to the millisecond', async () => {
  const { name, put, read, write } = entityOfItsOwn();
  const release = await put('at: { type: datetime }');
  await write(release, { at: '2026-01-01T00:00:00.123Z' });
  await server.database.pool.query(`alter table app.${name} alter column at type timestamptz`);
  const again = await put('at: { type: datetime }\nother: { type: text }');
  expect(await read(again, 'at')).toEqual(['2026-01-01 00:00:00.123+00']);
  const { rows } = await server.database.pool.query<{ type: string }>(
    `select format_type(atttypid, atttypmod) as type from pg_attribute where attrelid = to_regclass('app.${name}') and attname = 'at'`,
  );
  expect(rows[0]?.type).toBe('timestamp(3) with time zone');
});
