import { afterAll, beforeAll, expect, it } from 'vitest';
import { readDrift } from '../../server/migrate/read-drift.ts';
import type { Progress } from '../../server/migrate/migration-outcome.ts';
import { readMigration } from '../../server/migrate/migration-row.ts';
import { readTableShapes } from '../../server/migrate/table-shape.ts';
import { takeBackMigration } from '../../server/migrate/take-back-migration.ts';
import { activate, type ActiveRelease } from '../../server/releases/activate.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { insert, modelOf } from './model-of.ts';
import { begin, released, run, writeActivation } from './online.ts';

let server: TestDatabase;
beforeAll(async () => {
  server = await createTestDatabase();
});
afterAll(() => server.close());

const BEFORE = `
  title_of: { type: text }
  amount: { type: integer, required: true }
  code: { type: text, unique: true, max_length: 10 }
  note: { type: text }
  twice: { type: integer, formula: amount * 2 }
  gone: { type: text, required: true }`;

/** Every kind of stage at once. */
const AFTER = `
  title_of: { type: text }
  amount: { type: decimal, scale: 2, required: true }
  code: { type: text }
  note: { type: text, required: true, unique: true }
  twice: { type: decimal, scale: 2, formula: amount * 2 }
  number: { type: sequence }
  by: { type: user, default: =user, required: true }
  state: { type: choice, options: [open], default: open, required: true }
  others: { type: references, to: SELF }`;

let counter = 0;

async function prepare() {
  counter += 1;
  const entity = `thing${counter}`;
  const modelFor = (fields: string) => modelOf({ [entity]: fields.replaceAll('SELF', entity) });
  const base = modelFor(BEFORE);
  const first = await activate(server.database, base);
  const records = Array.from({ length: 7 }, (_, at) => ({
    amount: at,
    code: `c${at}`,
    note: `n${at}`,
    gone: 'x',
    created_at: new Date(Date.UTC(2026, 0, 20 - at)).toISOString(),
  }));
  await insert(server.database, first, entity, records);
  return { entity, base, first, head: modelFor(AFTER) };
}

/** All values of the fields of a release, by record, and how its tables look. */
async function contents({ names, model }: ActiveRelease, entity: string): Promise<unknown> {
  const columns = Object.values(model.entities[entity]?.fields ?? {})
    .filter(({ type }) => type !== 'references')
    .map(({ name }) => `${names.column(entity, name)}::text as "${name}"`);
  const { rows } = await server.database.pool.query(
    `select ${columns.join(', ')} from ${names.table(entity)} order by created_at`,
  );
  return rows;
}

/** How a table looks, whatever it is called. */
async function shapeOf(entity: string): Promise<unknown> {
  const shapes = await readTableShapes(server.database.pool, [entity]);
  const text = JSON.stringify(shapes[entity])
    .replaceAll(entity, 'thing')
    .replaceAll(/\.[0-9a-f]{8}/gu, '.<hash>');
  const lists = Object.entries(JSON.parse(text) as Record<string, unknown[]>);
  return lists.map(([name, items]) => [name, ...items.map((item) => JSON.stringify(item)).sort()]);
}

class Died extends Error {}

/** Dies at the n-th word of progress. */
function dyingAt(stop: number): { progress: (told: Progress) => void; alive: () => boolean } {
  let told = 0;
  return {
    progress: () => {
      if (told === stop) throw new Died();
      told += 1;
    },
    alive: () => told < stop,
  };
}

it('goes on after dying at any stage and batch, and ends like a run that never died', async () => {
  const whole = await prepare();
  const begun = await begin(server.database, whole.head);
  let words = 0;
  const outcome = await run(server.database, begun.id, { batchRows: 3, progress: () => (words += 1) });
  expect(outcome).toMatchObject({ state: 'done' });
  if (outcome.state !== 'done') return;
  expect(words).toBeGreaterThan(30);
  const expected = await contents(released(begun, outcome.release), whole.entity);
  expect(expected).toMatchObject([
    { amount: '6.00', twice: '12.00', number: '1', state: 'open' },
    {},
    {},
    {},
    {},
    {},
    { amount: '0.00', number: '7' },
  ]);

  const broken = await prepare();
  const other = await begin(server.database, broken.head);
  let deaths = 0;
  for (;;) {
    // A few stages and batches each time, then it is cut off and begun again.
    const { progress } = dyingAt(4);
    const ended = await run(server.database, other.id, { batchRows: 3, progress }).catch((error: unknown) => {
      if (!(error instanceof Died)) throw error;
      return null;
    });
    if (ended === null) {
      deaths += 1;
      continue;
    }
    expect(ended).toMatchObject({ state: 'done' });
    if (ended.state === 'done')
      expect(await contents(released(other, ended.release), broken.entity)).toEqual(expected);
    break;
  }
  expect(deaths).toBeGreaterThan(10);
  expect(await shapeOf(broken.entity)).toEqual(await shapeOf(whole.entity));
}, 30_000);

it('is taken back from any stage before the activation, and leaves everything as it was', async () => {
  const { entity, base, first, head } = await prepare();
  const before = await shapeOf(entity);
  const values = await contents(first, entity);
  for (let stop = 1; ; stop += 9) {
    const begun = await begin(server.database, head);
    const { progress } = dyingAt(stop);
    const stopped = new AbortController();
    const outcome = await run(server.database, begun.id, {
      progress,
      activate: () => {
        stopped.abort();
        throw new Died();
      },
    }).catch((error: unknown) => {
      if (!(error instanceof Died)) throw error;
      return null;
    });
    // The way back is interrupted once, too.
    await takeBackMigration(server.database, begun.id, dyingAt(1)).catch((error: unknown) => {
      if (!(error instanceof Died)) throw error;
    });
    await takeBackMigration(server.database, begun.id, { progress: () => undefined }).catch(
      (error: unknown) => {
        if (!/taken back already/u.test(String(error))) throw error;
      },
    );
    expect(await shapeOf(entity)).toEqual(before);
    expect(await readDrift(server.database.pool)).toEqual([]);
    if (outcome !== null) break;
  }
  expect(await contents(first, entity)).toEqual(values);
  expect((await activate(server.database, base)).number).toBe(first.number);
}, 60_000);

it('is not taken back once it is active', async () => {
  const { head } = await prepare();
  const begun = await begin(server.database, head);
  const paused = await run(server.database, begun.id, {
    drained: () => Promise.reject(new Error('somebody still works under it')),
  });
  expect(paused).toMatchObject({ state: 'paused', problem: { code: 'migration/failed' } });
  await expect(takeBackMigration(server.database, begun.id, { progress: () => undefined })).rejects.toThrow(
    /cannot be taken back: release \d+ is in force/u,
  );
  expect(await run(server.database, begun.id)).toMatchObject({ state: 'done' });
});

it('is run by one process at a time, and taken back while another one runs it', async () => {
  const { entity, head } = await prepare();
  const before = await shapeOf(entity);
  const begun = await begin(server.database, head);
  const second: Promise<unknown>[] = [];
  const outcome = await run(server.database, begun.id, {
    progress: ({ stage }) => {
      if (stage === 4 && second.length === 0) {
        second.push(run(server.database, begun.id));
        second.push(takeBackMigration(server.database, begun.id, { progress: () => undefined }));
      }
    },
    // Long enough for the others to have their say.
    activate: async (client) => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      return writeActivation(client, begun.id);
    },
  });
  expect(await second[0]).toEqual({ state: 'elsewhere' });
  expect(outcome).toEqual({ state: 'elsewhere' });
  await second[1];
  expect(await readMigration(server.database.pool, begun.id)).toMatchObject({ state: 'taken_back', done: 0 });
  expect(await shapeOf(entity)).toEqual(before);
});

it('pauses where it is asked to, and goes on from there', async () => {
  const { head } = await prepare();
  const begun = await begin(server.database, head);
  const stop = new AbortController();
  const outcome = await run(server.database, begun.id, {
    batchRows: 3,
    pause: stop.signal,
    progress: ({ rows }) => {
      if (rows === 3) stop.abort();
    },
  });
  expect(outcome).toMatchObject({ state: 'paused', problem: { code: 'migration/stopped' } });
  expect(await readMigration(server.database.pool, begun.id)).toMatchObject({
    state: 'paused',
    progress: { rows: 3 },
  });
  expect(await run(server.database, begun.id)).toMatchObject({ state: 'done' });
});

it('steps back from a busy table, so that nobody waits behind it, says who holds it, and goes on', async () => {
  const { entity, head } = await prepare();
  const begun = await begin(server.database, head);
  const holder = await server.database.pool.connect();
  await holder.query(`set application_name = 'a long report'; begin; select count(*) from app."${entity}"`);
  const waits: number[] = [];
  let waiting = '';
  const probing = new AbortController();
  const probe = (async () => {
    while (!probing.signal.aborted) {
      const started = performance.now();
      await server.database.pool.query(`select count(*) from app."${entity}"`);
      waits.push(performance.now() - started);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  })();
  const outcome = await run(server.database, begun.id, {
    tableWaitMs: 200,
    patienceMs: 1_000,
    progress: (told) => (waiting = told.waiting ?? waiting),
  });
  expect(outcome).toMatchObject({ state: 'paused', problem: { code: 'migration/busy-table' } });
  const problem = outcome.state === 'paused' ? outcome.problem : null;
  expect(problem?.message).toMatch(/held by a long report \(process \d+, in a transaction since 20/u);
  expect(waiting).toContain('held by a long report');
  await holder.query('rollback');
  holder.release(true);
  expect(await run(server.database, begun.id)).toMatchObject({ state: 'done' });
  probing.abort();
  await probe;
  expect(Math.max(...waits)).toBeLessThan(1_200);
});

it('pauses before the activation at a value that stopped fitting meanwhile, names it, and goes on once it is mended', async () => {
  counter += 1;
  const entity = `thing${counter}`;
  const modelFor = (type: string) => modelOf({ [entity]: `title_of: { type: text }\nv: { type: ${type} }` });
  const first = await activate(server.database, modelFor('text'));
  const [id] = await insert(server.database, first, entity, [{ v: '1' }, { v: '2' }]);
  const begun = await begin(server.database, modelFor('integer'));
  const stop = new AbortController();
  const stopped = await run(server.database, begun.id, {
    pause: stop.signal,
    progress: ({ rows }) => {
      if (rows !== null) stop.abort();
    },
  });
  expect(stopped).toMatchObject({ state: 'paused', problem: { code: 'migration/stopped' } });
  await server.database.pool.query(`update app."${entity}" set v = 'many' where id = $1`, [id]);
  const outcome = await run(server.database, begun.id);
  expect(outcome).toMatchObject({
    state: 'paused',
    problem: {
      code: 'data/cast-fails',
      samples: [id],
      message: `\`${entity}.v\`: it becomes \`integer\` (bigint), which cannot hold the value of 1 record exactly.`,
    },
  });
  await server.database.pool.query(`update app."${entity}" set v = '7' where id = $1`, [id]);
  expect(await run(server.database, begun.id)).toMatchObject({ state: 'done' });
  const { rows } = await server.database.pool.query(`select v, v_2 from app."${entity}" order by v`);
  expect(rows).toEqual([
    { v: '2', v_2: '2' },
    { v: '7', v_2: '7' },
  ]);
});

it('pauses at doubles that appear while the unique index is built, leaving nothing that refuses them', async () => {
  counter += 1;
  const entity = `thing${counter}`;
  const modelFor = (extra: string) =>
    modelOf({ [entity]: `title_of: { type: text }\nv: { type: text${extra} }` });
  const first = await activate(server.database, modelFor(''));
  const ids = await insert(server.database, first, entity, [{ v: 'a' }, { v: 'a' }]);
  const begun = await begin(server.database, modelFor(', unique: true'));
  const outcome = await run(server.database, begun.id);
  expect(outcome).toMatchObject({
    state: 'paused',
    problem: { code: 'data/duplicates', samples: ids.toSorted((a, b) => (a < b ? -1 : 1)) },
  });
  const { rows } = await server.database.pool.query(
    `select from pg_index where not indisvalid and indrelid = $1::regclass`,
    [`app.${entity}`],
  );
  expect(rows).toEqual([]);
  await server.database.pool.query(`update app."${entity}" set v = 'b' where id = $1`, [ids[0]]);
  expect(await run(server.database, begun.id)).toMatchObject({ state: 'done' });
});

it('names the very record on which a batch fails, and goes on there', async () => {
  counter += 1;
  const entity = `thing${counter}`;
  const modelFor = (extra: string) =>
    modelOf({ [entity]: `title_of: { type: text }\nn: { type: integer }${extra}` });
  const first = await activate(server.database, modelFor(''));
  const ids = await insert(
    server.database,
    first,
    entity,
    Array.from({ length: 20 }, (_, at) => ({ n: at })),
  );
  const bad = ids[13];
  const begun = await begin(server.database, modelFor('\nby: { type: user, default: =user }'));
  await server.database.pool.query(
    `alter table app."${entity}" add constraint by_hand check (n <> 13) not valid`,
  );
  const outcome = await run(server.database, begun.id, { batchRows: 8 });
  expect(outcome).toMatchObject({
    state: 'paused',
    problem: { code: 'migration/record-fails', samples: [bad] },
  });
  await server.database.pool.query(`alter table app."${entity}" drop constraint by_hand`);
  expect(await run(server.database, begun.id, { batchRows: 8 })).toMatchObject({ state: 'done' });
  const { rows } = await server.database.pool.query(`select from app."${entity}" where by is null`);
  expect(rows).toEqual([]);
});

it('pauses when its connection is lost, and another process goes on at once', async () => {
  const { head } = await prepare();
  const begun = await begin(server.database, head);
  let killed = false;
  const outcome = await run(server.database, begun.id, {
    activate: async (client) => {
      const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
      killed = true;
      await server.database.pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
      return writeActivation(client, begun.id);
    },
  });
  expect(killed).toBe(true);
  expect(outcome).toMatchObject({ state: 'paused', problem: { code: 'migration/connection-lost' } });
  expect(await run(server.database, begun.id)).toMatchObject({ state: 'done' });
});
