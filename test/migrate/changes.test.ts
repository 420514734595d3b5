import { afterAll, beforeAll, expect, it } from 'vitest';
import { activate } from '../../server/releases/activate.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { insert, modelOf, valuesOf } from './model-of.ts';

/** Every test has entities of its own, whose names nobody else uses, so that one database serves them all. */
let server: TestDatabase;
beforeAll(async () => {
  server = await createTestDatabase();
});
afterAll(() => server.close());

let counter = 0;

/** A database place of its own: activates fields for one entity, one release after the other. */
function entityOfItsOwn() {
  counter += 1;
  const name = `thing${counter}`;
  const put = (fields: string) =>
    activate(server.database, modelOf({ [name]: `title_of: { type: text }\n${fields}` }));
  const read = (release: Awaited<ReturnType<typeof put>>, field: string) =>
    valuesOf(server.database, release, name, field);
  const write = (release: Awaited<ReturnType<typeof put>>, ...records: Record<string, unknown>[]) =>
    insert(server.database, release, name, records);
  return { name, put, read, write };
}

it('adds a field, empty in the records that are there', async () => {
  const { put, read, write } = entityOfItsOwn();
  await write(await put('a: { type: text }'), { a: 'x' });
  const release = await put('a: { type: text }\nb: { type: money }');
  expect(await read(release, 'a')).toEqual(['x']);
  expect(await read(release, 'b')).toEqual([null]);
});

it('gives records that are there the default of a new field', async () => {
  const { put, read, write } = entityOfItsOwn();
  await write(await put('a: { type: text }'), { a: 'x', created_at: '2026-06-30T22:30:00Z' });
  const release = await put(`
    a: { type: text }
    status: { type: choice, options: [open, "it's"], default: "it's", required: true }
    words: { type: choices, options: [red, green], default: [green, red] }
    day: { type: date, default: =today, required: true }
    at: { type: datetime, default: =now, required: true }
    by: { type: user, default: =user, required: true }
    fee: { type: money, default: "1.50" }`);
  expect(await read(release, 'status')).toEqual(["it's"]);
  expect(await read(release, 'words')).toEqual(['{green,red}']);
  // When and by whom the record was created, in the workspace's time zone (Berlin).
  expect(await read(release, 'day')).toEqual(['2026-07-01']);
  expect(await read(release, 'at')).toEqual(['2026-06-30 22:30:00+00']);
  expect(await read(release, 'by')).toEqual(['00000000-0000-7000-8000-000000000001']);
  expect(await read(release, 'fee')).toEqual(['1.50']);
});

it('numbers the records that are there in the order of their creation when a sequence is added', async () => {
  const { put, read, write } = entityOfItsOwn();
  const first = await put('a: { type: text }');
  await write(
    first,
    { created_at: '2026-01-03' },
    { created_at: '2026-01-01' },
    { created_at: '2026-01-02' },
  );
  const release = await put('a: { type: text }\nnumber: { type: sequence, start: 10 }');
  await write(release, {});
  expect(await read(release, 'number')).toEqual(expect.arrayContaining(['12', '10', '11', '13']));
  const raised = await put('a: { type: text }\nnumber: { type: sequence, start: 100 }');
  await write(raised, {});
  const lowered = await put('a: { type: text }\nnumber: { type: sequence, start: 5 }');
  await write(lowered, {});
  expect((await read(lowered, 'number')).map(Number).sort((a, b) => a - b)).toEqual([
    10, 11, 12, 13, 100, 101,
  ]);
});

it('turns a number that people typed into a sequence that goes on after the highest', async () => {
  const { put, read, write } = entityOfItsOwn();
  await write(await put('number: { type: integer }'), { number: 41 }, { number: 7 });
  const release = await put('number: { type: sequence }');
  await write(release, {});
  expect(await read(release, 'number')).toEqual(['41', '7', '42']);
  const back = await put('number: { type: integer }');
  await write(back, {});
  expect(await read(back, 'number')).toEqual(['41', '7', '42', null]);
});

it('widens options, lengths and limits, and lets a required field be empty', async () => {
  const { put, write } = entityOfItsOwn();
  const before = await put(`
    status: { type: choice, options: [open], required: true }
    code: { type: text, max_length: 3 }
    amount: { type: money, max: 10 }`);
  await write(before, { status: 'open', code: 'abc', amount: '10' });
  const after = await put(`
    status: { type: choice, options: [open, done] }
    code: { type: text, max_length: 10 }
    amount: { type: money, max: 20 }`);
  await write(after, { status: 'done', code: 'abcdefghij', amount: '20' }, {});
});

it('narrows them where every record fits already', async () => {
  const { put, write } = entityOfItsOwn();
  await write(await put('status: { type: choice, options: [open, done] }\ncode: { type: text }'), {
    status: 'open',
    code: 'a',
  });
  const after = await put(
    'status: { type: choice, options: [open], required: true }\ncode: { type: text, unique: true, max_length: 5 }',
  );
  await expect(write(after, { status: 'done', code: 'b' })).rejects.toThrow(/check/u);
  await expect(write(after, { status: 'open', code: 'a' })).rejects.toThrow(/duplicate/u);
  await expect(write(after, { code: 'b' })).rejects.toThrow(/null value/u);
});

it('keeps the values of a removed field, lets new records do without, and brings them back', async () => {
  const { put, read, write } = entityOfItsOwn();
  const first = await put('secret_code: { type: text, required: true, unique: true, min_length: 3 }');
  await write(first, { secret_code: 'abc' });
  const without = await put('other: { type: text }');
  await write(without, { other: 'x' });
  expect(() => without.names.column('thing', 'secret_code')).toThrow();
  const back = await put('secret_code: { type: text, unique: true }');
  expect(await read(back, 'secret_code')).toEqual(['abc', null]);
});

it('keeps the records of a removed entity and brings them back', async () => {
  const { name, put, read, write } = entityOfItsOwn();
  await write(await put('a: { type: text }'), { a: 'kept' });
  await activate(server.database, modelOf({ another: 'a: { type: text }' }));
  const back = await put('a: { type: text }');
  expect(await read(back, 'a')).toEqual(['kept']);
  expect(back.names.table(name)).toBe(`app."${name}"`);
});

it('gives a new field of another kind a place of its own and leaves the removed one untouched', async () => {
  const { name, put, read, write } = entityOfItsOwn();
  await write(await put('extra: { type: text }'), { extra: 'old' });
  await put('a: { type: text }');
  const release = await put('extra: { type: boolean }');
  expect(await read(release, 'extra')).toEqual([null]);
  const { rows } = await server.database.pool.query(`select extra, extra_2 from app.${name}`);
  expect(rows).toEqual([{ extra: 'old', extra_2: null }]);
});

it.each([
  ['integer', 'decimal, scale: 2', '7', '7.00'],
  ['decimal, scale: 2', 'decimal, scale: 4', '1.25', '1.2500'],
  ['decimal, scale: 4', 'money', '1.2500', '1.25'],
  ['decimal, scale: 2', 'integer', '3.00', '3'],
  ['text', 'integer', '-12', '-12'],
  ['text', 'decimal, scale: 2', '12.5', '12.50'],
  ['integer', 'text', '12', '12'],
  ['date', 'text', '2026-02-28', '2026-02-28'],
  ['text', 'tags', 'a,b', '{"a,b"}'],
  ['text', 'long_text', 'x', 'x'],
  ['integer', 'duration', '60', '60'],
  ['choice, options: [a, b]', 'text', 'a', 'a'],
  ['text', 'choice, options: [a, b]', 'b', 'b'],
  ['choice, options: [a, b]', 'choices, options: [a, b]', 'b', '{b}'],
  ['boolean', 'text', 'true', 'true'],
])('turns %s into %s without losing anything', async (from, to, value, expected) => {
  const { put, read, write } = entityOfItsOwn();
  await write(await put(`v: { type: ${from} }`), { v: value }, {});
  expect(await read(await put(`v: { type: ${to} }`), 'v')).toEqual([expected, null]);
});

it('changes the type of a field that holds nothing to any other', async () => {
  const { put, write } = entityOfItsOwn();
  await write(
    await put(
      'v: { type: json }\nw: { type: references, to: thing }'.replace('to: thing', `to: thing${counter}`),
    ),
    {},
  );
  const release = await put(`v: { type: date }\nw: { type: reference, to: thing${counter} }`);
  await write(release, { v: '2026-01-01' });
});

it('renames a field and an entity without touching the data', async () => {
  const { name, put, read, write } = entityOfItsOwn();
  const first = await put(`a: { type: text }\nn: { type: sequence }\nl: { type: references, to: ${name} }`);
  const [id] = await write(first, { a: 'x' });
  const link = first.names.link(name, 'l');
  await server.database.pool.query(`insert into ${link.table} (${link.from}, ${link.to}) values ($1, $1)`, [
    id,
  ]);
  const renamed = await activate(
    server.database,
    modelOf({
      [`${name}_new`]: `
        was: ${name}
        fields:
          title_of: { type: text }
          b: { type: text, was: a }
          m: { type: sequence, was: n }
          k: { type: references, to: ${name}_new, was: l }`,
    }),
  );
  expect(renamed.names.table(`${name}_new`)).toBe(`app."${name}"`);
  expect(await valuesOf(server.database, renamed, `${name}_new`, 'b')).toEqual(['x']);
  expect(renamed.names.link(`${name}_new`, 'k')).toEqual(link);
  expect(renamed.names.sequence(`${name}_new`, 'm')).toBe(first.names.sequence(name, 'n'));
  // A rollback is the earlier definitions again: the same places by the earlier names.
  const back = await put(`a: { type: text }\nn: { type: sequence }\nl: { type: references, to: ${name} }`);
  expect(await read(back, 'a')).toEqual(['x']);
  expect(back.names.link(name, 'l')).toEqual(link);
});

it('follows a chain of renames, one release after the other, and takes no notice of a `was` that never was', async () => {
  const { put, read, write } = entityOfItsOwn();
  await write(await put('a: { type: text }'), { a: 'x' });
  await put('b: { type: text, was: a }');
  await put('b: { type: text, was: a }\nz: { type: text }');
  const release = await put('c: { type: text, was: b }\nd: { type: text, was: nothing }');
  expect(await read(release, 'c')).toEqual(['x']);
  expect(await read(release, 'd')).toEqual([null]);
});

it('lets a new field have the former name of a renamed one', async () => {
  const { put, read, write } = entityOfItsOwn();
  await write(await put('a: { type: text }'), { a: 'x' });
  await put('b: { type: text, was: a }');
  const release = await put('b: { type: text }\na: { type: text }');
  await write(release, { a: 'new' });
  expect(await read(release, 'b')).toEqual(['x', null]);
  expect(await read(release, 'a')).toEqual([null, 'new']);
});

it('finds the data again when `was` is added after the renamed field was already saved', async () => {
  const { name, put, read, write } = entityOfItsOwn();
  await write(await put('a: { type: text }'), { a: 'x' });
  await put('b: { type: text }');
  const release = await put('b: { type: text, was: a }');
  expect(await read(release, 'b')).toEqual(['x']);
  await activate(
    server.database,
    modelOf({ [`${name}_late`]: 'title_of: { type: text }\nb: { type: text }' }),
  );
  const moved = await activate(
    server.database,
    modelOf({ [`${name}_late`]: `was: ${name}\nfields:\n  title_of: { type: text }\n  b: { type: text }` }),
  );
  expect(await valuesOf(server.database, moved, `${name}_late`, 'b')).toEqual(['x']);
});

it('finds the data again when a field or an entity is taken out and comes back later under a new name', async () => {
  const { name, put, read, write } = entityOfItsOwn();
  await write(await put('a: { type: text }'), { a: 'x' });
  await put('z: { type: text }');
  const release = await put('z: { type: text }\nb: { type: text, was: a }');
  expect(await read(release, 'b')).toEqual(['x']);
  await activate(server.database, modelOf({ [`${name}_other`]: 'title_of: { type: text }' }));
  const moved = await activate(
    server.database,
    modelOf({ [`${name}_later`]: `was: ${name}\nfields:\n  title_of: { type: text }\n  b: { type: text }` }),
  );
  expect(await valuesOf(server.database, moved, `${name}_later`, 'b')).toEqual(['x']);
});

it('gives the place of a field that comes back to its own name before one that merely was it', async () => {
  const { put, read, write } = entityOfItsOwn();
  await write(await put('a: { type: text }\nb: { type: text }'), { a: 'x', b: 'y' });
  await put('z: { type: text }');
  const release = await put('z: { type: text }\nb: { type: text, was: a }');
  expect(await read(release, 'b')).toEqual(['y']);
  expect(await read(await put('a: { type: text }'), 'a')).toEqual(['x']);
});

it('leaves alone what someone else put into the schema', async () => {
  const { name, put, write } = entityOfItsOwn();
  await put('a: { type: text }');
  await server.database.pool.query(`
    create index by_hand on app.${name} (a);
    alter table app.${name} add column by_hand int default 5;
    create table app.${name}_stock (id int)`);
  const release = await activate(
    server.database,
    modelOf({
      [name]: 'title_of: { type: text }\na: { type: text }\nby_hand: { type: text }',
      [`${name}_stock`]: 'a: { type: text }',
    }),
  );
  await write(release, { by_hand: 'mine' });
  expect(release.names.table(`${name}_stock`)).toBe(`app."${name}_stock_2"`);
  const { rows } = await server.database.pool.query(`select by_hand, by_hand_2 from app.${name}`);
  expect(rows).toEqual([{ by_hand: 5, by_hand_2: 'mine' }]);
  const { rowCount } = await server.database.pool.query(`select from pg_indexes where indexname = 'by_hand'`);
  expect(rowCount).toBe(1);
});

it('rebuilds an index that an interrupted build left unusable', async () => {
  const { name, put } = entityOfItsOwn();
  const fields = 'a: { type: choice, options: [x] }';
  await put(fields);
  await server.database.pool.query(
    `update pg_index set indisvalid = false where indexrelid = (select oid from pg_class where relname like '${name}.a.index.%');
     update jig.schema_state set hash = 'other'`,
  );
  await put(fields);
  const { rows } = await server.database.pool.query(
    `select indisvalid from pg_index join pg_class c on c.oid = indexrelid where relname like '${name}.a.index.%'`,
  );
  expect(rows).toEqual([{ indisvalid: true }]);
});
