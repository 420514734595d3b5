import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished, vi } from 'vitest';
import { openDatabase } from '../../server/db/open.ts';
import { activate } from '../../server/releases/activate.ts';
import { createTestDatabase } from '../support/database.ts';
import { modelOf } from './model-of.ts';
import { wideModel } from './wide-model.ts';

const PROGRAM = fileURLToPath(new URL('./activate-process.ts', import.meta.url));

/** Starts a process that activates; `output` grows as it speaks. */
function start(
  url: string,
  entities: number,
): {
  child: ChildProcess;
  ended: Promise<{ code: number | null; output: string }>;
  said: (word: string) => Promise<void>;
} {
  const child = spawn(process.execPath, [PROGRAM, url, String(entities)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (part: Buffer) => (output += part.toString()));
  child.stderr.on('data', (part: Buffer) => (output += part.toString()));
  const ended = new Promise<{ code: number | null; output: string }>((resolve) => {
    child.on('close', (code) => resolve({ code, output }));
  });
  const said = async (word: string): Promise<void> => {
    while (!output.includes(word) && child.exitCode === null) await sleep(2);
  };
  return { child, ended, said };
}

it('lets eight processes bring up one empty database at once', async () => {
  const server = await createTestDatabase({ empty: true });
  onTestFinished(() => server.close());
  const processes = Array.from({ length: 8 }, () => start(server.url, 5));
  const results = await Promise.all(processes.map(({ ended }) => ended));
  expect(results).toEqual(Array.from({ length: 8 }, () => ({ code: 0, output: 'ready\nrelease 1\n' })));
  const { rows } = await server.database.pool.query(
    'select (select count(*) from jig.release)::int as releases, (select count(*) from jig.schema_state)::int as states',
  );
  expect(rows).toEqual([{ releases: 1, states: 1 }]);
}, 60_000);

it('is whole or not at all when the process is killed in the middle, and goes on from there', async () => {
  const server = await createTestDatabase();
  onTestFinished(() => server.close());
  const { pool } = server.database;
  const tables = async (): Promise<number> => {
    const { rows } = await pool.query<{ count: number }>(
      `select count(*)::int as count from pg_class where relnamespace = 'app'::regnamespace and relkind = 'r'`,
    );
    return rows[0]?.count ?? -1;
  };
  for (const delay of [10, 35]) {
    const process = start(server.url, 40);
    await process.said('ready');
    await sleep(delay);
    process.child.kill('SIGKILL');
    await process.ended;
    const { rows } = await pool.query<{ count: number }>('select count(*)::int as count from jig.release');
    expect([rows[0]?.count, await tables()]).toEqual(rows[0]?.count === 0 ? [0, 0] : [1, 80]);
  }
  expect((await activate(server.database, wideModel(40))).number).toBe(1);
  expect(await tables()).toBe(80);
}, 60_000);

it('rolls back wherever the connection breaks', async () => {
  const server = await createTestDatabase();
  onTestFinished(() => server.close());
  await activate(server.database, modelOf({ first: 'a: { type: text }' }));
  // The trigger ends the activation's own connection at a statement in its middle.
  for (const command of ['CREATE TABLE', 'CREATE SEQUENCE', 'CREATE INDEX', 'ALTER TABLE']) {
    await server.database.pool.query(`
      create or replace function public.cut() returns event_trigger language plpgsql as
        $$ begin if tg_tag = '${command}' then perform pg_terminate_backend(pg_backend_pid()); end if; end $$;
      drop event trigger if exists cut;
      create event trigger cut on ddl_command_end execute function public.cut()`);
    const model = modelOf({ first: 'a: { type: text }\nb: { type: sequence }', fresh: 'a: { type: text }' });
    const broken = await openDatabase(server.url);
    await expect(activate(broken, model)).rejects.toThrow(/terminat/u);
    await broken.close();
    await server.database.pool.query('drop event trigger cut');
    const { rows } = await server.database.pool.query(
      `select (select max(number) from jig.release) as release, to_regclass('app.fresh') as fresh,
              (select count(*)::int from pg_attribute where attrelid = 'app.first'::regclass and attname = 'b') as columns`,
    );
    expect(rows, command).toEqual([{ release: 1, fresh: null, columns: 0 }]);
  }
});

it('asks once and does nothing when the model is in force already', async () => {
  const server = await createTestDatabase();
  onTestFinished(() => server.close());
  const model = wideModel(30);
  await activate(server.database, model);
  const { pool } = server.database;
  const asked = vi.spyOn(pool, 'query');
  const taken = vi.fn();
  pool.on('acquire', taken);
  expect((await activate(server.database, model)).number).toBe(1);
  expect([asked.mock.calls.length, taken.mock.calls.length]).toEqual([1, 1]);
});

it('says so when a running statement keeps a table from changing', async () => {
  const server = await createTestDatabase();
  onTestFinished(() => server.close());
  await activate(server.database, modelOf({ busy: 'a: { type: text }' }));
  const holder = await server.database.pool.connect();
  await holder.query('begin; lock table app.busy in access share mode');
  const error = activate(server.database, modelOf({ busy: 'a: { type: text }\nb: { type: text }' }), {
    tableWaitMs: 200,
  });
  await expect(error).rejects.toThrow(/a running statement holds a table/u);
  await holder.query('rollback');
  holder.release();
});
