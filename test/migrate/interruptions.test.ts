import { afterAll, beforeAll, expect, it } from 'vitest';
import { readMigration } from '../../server/migrate/migration-row.ts';
import { takeBackMigration } from '../../server/migrate/take-back-migration.ts';
import { activate } from '../../server/releases/activate.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { insert, modelOf, valuesOf } from './model-of.ts';
import { dieAndGoOn, prepare, shapeOf, takeBackFromEverywhere } from './interrupted.ts';
import { begin, released, run, writeActivation } from './online.ts';

let server: TestDatabase;
beforeAll(async () => {
  server = await createTestDatabase();
});
afterAll(() => server.close());

let counter = 0;

it('goes on after dying, and ends like a run that never died', async () => {
  // After every fourth word of progress; `test/prove/migration-cuts.test.ts` dies after each.
  const { undisturbed, disturbed, deaths } = await dieAndGoOn(server.database, 4);
  expect(undisturbed.values).toMatchObject([
    { amount: '6.00', twice: '12.00', number: '1', state: 'open' },
    ...Array.from({ length: 5 }, () => ({})),
    { amount: '0.00', number: '7' },
  ]);
  expect(disturbed).toEqual(undisturbed);
  expect(deaths).toBeGreaterThan(10);
}, 30_000);

it('is taken back before the activation, and leaves everything as it was', async () => {
  const { before, after, drift, isSameRelease } = await takeBackFromEverywhere(server.database, 9);
  expect(after.length).toBeGreaterThan(3);
  for (const each of after) expect(each).toEqual(before);
  expect(drift).toEqual([]);
  expect(isSameRelease).toBe(true);
}, 30_000);

it('is not taken back once it is active', async () => {
  const { head } = await prepare(server.database);
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
  const { entity, head } = await prepare(server.database);
  const before = await shapeOf(server.database, entity);
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
  expect(await shapeOf(server.database, entity)).toEqual(before);
});

it('pauses where it is asked to, and goes on from there', async () => {
  const { head } = await prepare(server.database);
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
  const { entity, head } = await prepare(server.database);
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
  const { head } = await prepare(server.database);
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

it('drops and builds again what a killed build of an index left behind', async () => {
  const { head } = await prepare(server.database);
  const begun = await begin(server.database, head);
  const built = begun.preparation.stages.find(({ sql }) =>
    sql[0]?.startsWith('create unique index concurrently'),
  );
  const [name, statement] = [built?.index ?? '', built?.sql[0] ?? ''];
  await server.database.pool.query(statement);
  await server.database.pool.query(
    'update pg_index set indisvalid = false where indexrelid = (select oid from pg_class where relname = $1)',
    [name],
  );
  const fileOf = async (): Promise<unknown> =>
    (
      await server.database.pool.query(
        `select indisvalid, c.oid from pg_index join pg_class c on c.oid = indexrelid where relname = $1`,
        [name],
      )
    ).rows[0];
  const left = (await fileOf()) as { oid: number };
  expect(await run(server.database, begun.id)).toMatchObject({ state: 'done' });
  const now = (await fileOf()) as { oid: number };
  expect(now).toMatchObject({ indisvalid: true });
  expect(now.oid).not.toBe(left.oid);
});

it('pauses with what happened and what to do, without values of records, and goes on each time', async () => {
  const { head } = await prepare(server.database);
  const begun = await begin(server.database, head);
  const cases = [
    ['53100', 'migration/disk-full', /The disk of the database is full\./u],
    ['53200', 'migration/out-of-memory', /no memory or no lock left/u],
    ['42501', 'migration/privilege', /lacks a right/u],
    ['22P02', 'migration/failed', /stopped: invalid input syntax for type bigint\.$/u],
  ] as const;
  for (const [code, name, words] of cases) {
    const error = Object.assign(new Error('invalid input syntax for type bigint: "a secret"'), { code });
    const outcome = await run(server.database, begun.id, { activate: () => Promise.reject(error) });
    expect(outcome).toMatchObject({
      state: 'paused',
      problem: {
        code: name,
        stage: expect.stringContaining('activate') as string,
        message: expect.stringMatching(words) as string,
        next: expect.stringMatching(/resume/u) as string,
      },
    });
    expect(JSON.stringify(outcome)).not.toContain('a secret');
    const { rows } = await server.database.pool.query(
      'select state, problem from jig.migration where id = $1',
      [begun.id],
    );
    expect(rows).toMatchObject([{ state: 'paused', problem: { code: name } }]);
  }
  expect(await run(server.database, begun.id)).toMatchObject({ state: 'done' });
});

it('reserves the same numbers again after it died while it reserved them', async () => {
  const { database } = server;
  const modelFor = (fields: string) => modelOf({ numbered: `name: { type: text }\n${fields}` });
  const first = await activate(database, modelFor(''));
  await insert(database, first, 'numbered', [{ name: 'a' }, { name: 'b' }, { name: 'c' }]);
  const begun = await begin(database, modelFor('number: { type: sequence, start: 10 }'));
  const stage = begun.preparation.stages.find(({ id }) => id.includes('reserve numbers'));
  const died = new Error('died');
  const stopped = run(database, begun.id, {
    progress: ({ what }) => {
      if (what === stage?.what) throw died;
    },
  });
  await expect(stopped).rejects.toBe(died);
  const client = await database.pool.connect();
  await client.query('begin');
  for (const statement of stage?.sql ?? []) await client.query(statement);
  await client.query('rollback');
  client.release();
  const outcome = await run(database, begun.id);
  if (outcome.state !== 'done') throw new Error(JSON.stringify(outcome));
  const numbers = await valuesOf(database, released(begun, outcome.release), 'numbered', 'number');
  expect(new Set(numbers)).toEqual(new Set(['10', '11', '12']));
});

it('numbers no record that has a value which is no number, and leaves that value when it goes back', async () => {
  const { database } = server;
  const modelFor = (type: string) => modelOf({ ticket: `name: { type: text }\nnumber: { type: ${type} }` });
  const first = await activate(database, modelFor('text'));
  const [, odd = ''] = await insert(database, first, 'ticket', [{ number: '7' }, { number: 'abc' }, {}]);
  const begun = await begin(database, modelFor('sequence'));
  expect(await run(database, begun.id)).toMatchObject({
    state: 'paused',
    problem: { code: 'data/cast-fails', samples: [odd] },
  });
  await takeBackMigration(database, begun.id, { progress: () => undefined });
  expect(new Set(await valuesOf(database, first, 'ticket', 'number'))).toEqual(new Set(['7', 'abc', null]));
});
