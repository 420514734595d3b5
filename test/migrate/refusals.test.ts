import { afterAll, beforeAll, expect, it } from 'vitest';
import { SchemaRefusal } from '../../server/migrate/schema-refusal.ts';
import { activate } from '../../server/releases/activate.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { insert, modelOf, valuesOf } from './model-of.ts';

let server: TestDatabase;
beforeAll(async () => {
  server = await createTestDatabase();
});
afterAll(() => server.close());

let counter = 0;
const ID = /[0-9a-f]{8}-[0-9a-f-]{27}/gu;

type Case = {
  before: string;
  records: Record<string, unknown>[];
  after: string;
};

const CASES: Record<string, Case> = {
  'a new required field without a default': {
    before: 'a: { type: text }',
    records: [{}, {}, {}, {}],
    after: 'a: { type: text }\nregion: { type: text, required: true }',
  },
  'a field that becomes required and is empty somewhere': {
    before: 'region: { type: text }',
    records: [{ region: 'north' }, {}, { deleted_at: '2026-01-01' }],
    after: 'region: { type: text, required: true }',
  },
  'an option that is in use': {
    before: 'status: { type: choice, options: [open, lost, done] }',
    records: [{ status: 'open' }, { status: 'lost' }],
    after: 'status: { type: choice, options: [open, done] }',
  },
  'an option of several that is in use': {
    before: 'colours: { type: choices, options: [red, green] }',
    records: [{ colours: ['red', 'green'] }],
    after: 'colours: { type: choices, options: [red] }',
  },
  'a length that values exceed': {
    before: 'code: { type: text }',
    records: [{ code: 'abcdef' }],
    after: 'code: { type: text, max_length: 5 }',
  },
  'a limit that values exceed': {
    before: 'amount: { type: money }',
    records: [{ amount: '10.01' }, { amount: '10' }],
    after: 'amount: { type: money, max: 10 }',
  },
  'digits after the point that values need': {
    before: 'weight: { type: decimal, scale: 3 }',
    records: [{ weight: '1.125' }, { weight: '1.120' }],
    after: 'weight: { type: decimal, scale: 2 }',
  },
  'a field that becomes unique over doubles': {
    before: 'code: { type: text }',
    records: [{ code: 'a' }, { code: 'a' }, { code: 'b' }, { code: 'a', deleted_at: '2026-01-01' }],
    after: 'code: { type: text, unique: true }',
  },
  'two fields that become unique together': {
    before: 'a: { type: text }\nb: { type: integer }',
    records: [{ a: 'x', b: 1 }, { a: 'x', b: 1 }, { a: 'x' }, { a: 'x' }],
    after: 'a: { type: text }\nb: { type: integer }\nUNIQUE',
  },
  'text that is no number': {
    before: 'v: { type: text }',
    records: [{ v: '12' }, { v: '007' }, { v: 'about 5' }],
    after: 'v: { type: integer }',
  },
  'a type that nothing of the other can become': {
    before: 'v: { type: json }',
    records: [{ v: '1' }, {}],
    after: 'v: { type: date }',
  },
  'a reference to another entity': {
    before: 'v: { type: user }',
    records: [{ v: '00000000-0000-7000-8000-000000000001' }],
    after: 'v: { type: reference, to: SELF }',
  },
  'one reference that becomes many': {
    before: 'v: { type: user }',
    records: [{ v: '00000000-0000-7000-8000-000000000001' }],
    after: 'v: { type: references, to: SELF }',
  },
};

it.each(Object.keys(CASES))('refuses %s, and changes nothing', async (name) => {
  const { before, records, after } = CASES[name] as Case;
  counter += 1;
  const entity = `thing${counter}`;
  const model = (fields: string) => {
    const unique = fields.includes('UNIQUE') ? '\nindexes: [{ fields: [a, b], unique: true }]' : '';
    const list = `title_of: { type: text }\n${fields.replace('\nUNIQUE', '').replace('SELF', entity)}`;
    return modelOf({ [entity]: `fields:\n${list.replaceAll(/^/gmu, '  ')}${unique}` });
  };
  const release = await activate(server.database, model(before));
  await insert(server.database, release, entity, records);
  const error = await activate(server.database, model(after)).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(SchemaRefusal);
  const { message, items } = error as SchemaRefusal;
  expect(items.every(({ samples, records: count }) => samples.length === Math.min(count, 3))).toBe(true);
  expect(message.replaceAll(ID, '<id>').replaceAll(entity, 'thing')).toMatchSnapshot();

  // The release before is still in force, its records and its schema as they were.
  const again = await activate(server.database, model(before));
  expect(again.number).toBe(release.number);
  expect(await valuesOf(server.database, again, entity, 'title_of')).toHaveLength(records.length);
});

it('names everything that stands in the way at once, each only once', async () => {
  const fields = (extra: string) => `title_of: { type: text }\na: { type: text }\nb: { type: text }${extra}`;
  const release = await activate(server.database, modelOf({ many: fields('') }));
  await insert(server.database, release, 'many', [{ a: 'word', b: 'x' }, { a: 'word' }]);
  const error = await activate(
    server.database,
    modelOf({
      many: 'title_of: { type: text }\na: { type: integer, required: true, unique: true }\nb: { type: text, required: true }',
    }),
  ).catch((thrown: unknown) => thrown);
  const { items } = error as SchemaRefusal;
  expect(items.map(({ field, records }) => [field, records])).toEqual([
    ['a', 2],
    ['b', 1],
  ]);
});

it('makes the change once the data allows it', async () => {
  const release = await activate(
    server.database,
    modelOf({ later: 'title_of: { type: text }\na: { type: text }' }),
  );
  await insert(server.database, release, 'later', [{}]);
  const wanted = modelOf({ later: 'title_of: { type: text }\na: { type: text, required: true }' });
  await expect(activate(server.database, wanted)).rejects.toThrow(SchemaRefusal);
  await server.database.pool.query(`update ${release.names.table('later')} set a = 'filled'`);
  expect((await activate(server.database, wanted)).number).toBe(release.number + 1);
});
