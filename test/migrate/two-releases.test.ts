import { afterAll, beforeAll, expect, it } from 'vitest';
import { activate, type ActiveRelease } from '../../server/releases/activate.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { insert, modelOf } from './model-of.ts';
import { begin, released, run } from './online.ts';

/** What people write under the release before and the one after while the tables are between the two. */
let server: TestDatabase;
beforeAll(async () => {
  server = await createTestDatabase();
});
afterAll(() => server.close());

let counter = 0;

type Writers = {
  readonly entity: string;
  /** Under the older release, and from the activation on under the newer. */
  readonly older: (fields: Record<string, unknown>, id?: string) => Promise<string>;
  readonly newer: (fields: Record<string, unknown>, id?: string) => Promise<string>;
  /** Value of a field of the new release, or of the older one. */
  readonly read: (id: string, field: string, under?: 'older') => Promise<string | null>;
};

/** Goes from one definition to another; `meanwhile` runs between the activation and the end of the older release. */
async function between(
  before: string,
  after: string,
  prepare: (writers: Writers) => Promise<void>,
  meanwhile: (writers: Writers) => Promise<void>,
): Promise<Writers> {
  counter += 1;
  const entity = `thing${counter}`;
  const { database } = server;
  const modelFor = (fields: string) => modelOf({ [entity]: `title_of: { type: text }\n${fields}` });
  const first = await activate(database, modelFor(before));
  const begun = await begin(database, modelFor(after));
  const next = released(begun, first.number + 1);
  const write =
    ({ names }: ActiveRelease) =>
    async (fields: Record<string, unknown>, id?: string): Promise<string> => {
      if (id === undefined)
        return (await insert(database, { names } as ActiveRelease, entity, [fields]))[0] ?? '';
      const sets = Object.keys(fields).map((field, at) => `${names.column(entity, field)} = $${at + 2}`);
      await database.pool.query(`update ${names.table(entity)} set ${sets.join(', ')} where id = $1`, [
        id,
        ...Object.values(fields),
      ]);
      return id;
    };
  const read = async (id: string, field: string, under?: 'older'): Promise<string | null> => {
    const { names } = under === 'older' ? first : next;
    const { rows } = await database.pool.query<{ value: string | null }>(
      `select ${names.column(entity, field)}::text as value from ${names.table(entity)} where id = $1`,
      [id],
    );
    return rows[0]?.value ?? null;
  };
  const writers = { entity, older: write(first), newer: write(next), read };
  await prepare(writers);
  const outcome = await run(database, begun.id, { drained: () => meanwhile(writers) });
  expect(outcome).toMatchObject({ state: 'done' });
  return writers;
}

it('keeps both columns of a changed type in step, whichever release writes', async () => {
  const ids: string[] = [];
  const { read } = await between(
    'v: { type: text, required: true }',
    'v: { type: decimal, scale: 2, required: true }',
    async ({ older }) => {
      ids.push(await older({ v: '12.5' }), await older({ v: '1' }), await older({ v: '2' }));
    },
    async ({ older, newer, read: readNow }) => {
      const [kept = '', a = '', b = ''] = ids;
      await older({ v: '7' }, a);
      await newer({ v: '8.25' }, b);
      ids.push(await older({ v: '3' }), await newer({ v: '4.5' }));
      // What nobody touched is, under the older release, the very text that it was.
      expect(await readNow(kept, 'v', 'older')).toBe('12.5');
      expect(await readNow(b, 'v', 'older')).toBe('8.25');
      expect(await readNow(ids[4] ?? '', 'v', 'older')).toBe('4.50');
      await expect(older({ v: 'many' }, a)).rejects.toThrow(/violates check constraint/u);
      await newer({ title_of: 'no other field' }, kept);
      expect(await readNow(kept, 'v', 'older')).toBe('12.5');
    },
  );
  const values = await Promise.all(ids.map((id) => read(id, 'v')));
  expect(values).toEqual(['12.50', '7.00', '8.25', '3.00', '4.50']);
});

it('empties the older column where the newer value has no form there, and never brings an old one back', async () => {
  let id = '';
  const { read } = await between(
    'v: { type: text }',
    'v: { type: tags }',
    async ({ older }) => {
      id = await older({ v: 'a' });
    },
    async ({ newer, read: readNow }) => {
      await newer({ v: ['a', 'b'] }, id);
      expect(await readNow(id, 'v', 'older')).toBe(null);
      await newer({ v: ['c'] }, id);
      expect(await readNow(id, 'v', 'older')).toBe('c');
      await newer({ v: null }, id);
      expect(await readNow(id, 'v', 'older')).toBe(null);
      await newer({ v: ['d'] }, id);
    },
  );
  expect(await read(id, 'v')).toBe('{d}');
});

it('works a formula out for whoever writes', async () => {
  const ids: string[] = [];
  const { read } = await between(
    'n: { type: integer }\nf: { type: integer, formula: n + 1 }',
    'n: { type: decimal, scale: 1 }\nf: { type: decimal, scale: 1, formula: n * 3 }',
    async ({ older }) => {
      ids.push(await older({ n: 1 }));
    },
    async ({ older, newer, read: readNow }) => {
      ids.push(await older({ n: 2 }), await newer({ n: '1.5' }), await newer({ n: '4.0' }));
      expect(await readNow(ids[1] ?? '', 'f', 'older')).toBe('3');
      expect(await readNow(ids[3] ?? '', 'f', 'older')).toBe('5');
      await older({ n: 10 }, ids[0]);
    },
  );
  expect(await Promise.all(ids.map((id) => read(id, 'f')))).toEqual(['30.0', '6.0', '4.5', '12.0']);
});

it('fills what the older release leaves out, and leaves empty what the newer one leaves empty', async () => {
  const ids: string[] = [];
  const { read } = await between(
    'a: { type: text }',
    `a: { type: text }
     state: { type: choice, options: [open, done], default: open, required: true }
     by: { type: user, default: =user }
     must: { type: user, default: =user, required: true }
     number: { type: sequence }`,
    async ({ older }) => {
      ids.push(await older({ a: 'x' }));
    },
    async ({ older, newer }) => {
      ids.push(await older({ a: 'y' }));
      const own = { state: 'done', by: null, must: '00000000-0000-7000-8000-000000000001' };
      ids.push(await newer(own));
    },
  );
  const all = (field: string) => Promise.all(ids.map((id) => read(id, field)));
  const system = '00000000-0000-7000-8000-000000000001';
  expect(await all('state')).toEqual(['open', 'open', 'done']);
  expect(await all('must')).toEqual([system, system, system]);
  expect((await all('by'))[2]).toBe(null);
  expect((await all('by'))[0]).toBe(system);
  expect(await all('number')).toEqual(['1', '2', '3']);
});

it('converts back from the column in force when the older definition is published again', async () => {
  counter += 1;
  const entity = `thing${counter}`;
  const { database } = server;
  const modelFor = (fields: string) => modelOf({ [entity]: `title_of: { type: text }\n${fields}` });
  const text = modelFor('v: { type: text }');
  const number = modelFor('v: { type: integer }');
  const first = await activate(database, text);
  const [id] = await insert(database, first, entity, [{ v: '1' }]);
  const publish = async (model: ReturnType<typeof modelFor>): Promise<ActiveRelease> => {
    const begun = await begin(database, model);
    const outcome = await run(database, begun.id);
    if (outcome.state !== 'done') throw new Error(JSON.stringify(outcome));
    return released(begun, outcome.release);
  };
  const valueOf = async ({ names }: ActiveRelease): Promise<unknown> => {
    const { rows } = await database.pool.query<{ v: unknown }>(
      `select ${names.column(entity, 'v')} as v from ${names.table(entity)}`,
    );
    return rows[0]?.v;
  };
  const second = await publish(number);
  await database.pool.query(
    `update ${second.names.table(entity)} set ${second.names.column(entity, 'v')} = 2`,
  );
  const third = await publish(text);
  expect(await valueOf(third)).toBe('2');
  expect(third.names.column(entity, 'v')).toBe('"v_3"');

  // Taken out and put back with a type that only the outdated column had: what is outdated does not come back as if it were new.
  const gone = modelFor('w: { type: text }');
  await publish(number);
  await publish(gone);
  const back = await publish(text);
  expect(await valueOf(back)).toBe('2');
  expect(id).toBeDefined();
});

it('works formulas out in connections that were there before columns came and went', async () => {
  counter += 1;
  const entity = `thing${counter}`;
  const { database } = server;
  const modelFor = (fields: string) => modelOf({ [entity]: `title_of: { type: text }\n${fields}` });
  const formula = 'f: { type: integer, formula: n + 1 }';
  await activate(database, modelFor('gone: { type: integer, formula: n * 7 }\nn: { type: integer }'));
  const publish = async (fields: string): Promise<void> => {
    const begun = await begin(database, modelFor(fields));
    expect(await run(database, begun.id)).toMatchObject({ state: 'done' });
  };
  const table = `app."${entity}"`;
  await publish(`gone: { type: integer, formula: n * 7 }\nn: { type: integer }\n${formula}`);
  const session = await database.pool.connect();
  const write = async (n: number): Promise<unknown> => {
    const { rows } = await session.query<{ f: string }>({
      name: 'write',
      text: `insert into ${table} (id, created_by, updated_by, n) select gen_random_uuid(), id, id, $1::int from jig.actor limit 1 returning f`,
      values: [n],
    });
    return rows[0]?.f;
  };
  expect(await write(1)).toBe('2');
  expect(await write(2)).toBe('3');
  await publish(
    `n: { type: integer }\n${formula}\nmore: { type: text }\nday: { type: date, default: =today }`,
  );
  expect(await write(3)).toBe('4');
  await publish(`n: { type: integer }\n${formula}\nmore: { type: integer }`);
  expect(await write(4)).toBe('5');
  session.release();
});
