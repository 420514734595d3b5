import { createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { DatabaseProblem } from '../../server/db/database-problem.ts';
import { openDatabase } from '../../server/db/open.ts';
import { unsuitableProblem } from '../../server/db/connection-problem.ts';
import { refusalFrom } from '../../server/db/pg-errors.ts';
import { inTransaction } from '../../server/db/transaction.ts';
import { migrateSystem } from '../../server/migrate/migrate-system.ts';
import { createTestDatabase, databaseUrl, onServer, type TestDatabase } from '../support/database.ts';

let server: TestDatabase;
beforeAll(async () => {
  server = await createTestDatabase();
});
afterAll(() => server.close());

/** The problem that opening ends with. */
async function problemOf(url: string): Promise<DatabaseProblem> {
  const opened = await openDatabase(url, { connectTimeoutMs: 500 }).catch((error: unknown) => error);
  expect(opened).toBeInstanceOf(DatabaseProblem);
  return opened as DatabaseProblem;
}

async function listen(onConnection: (socket: Socket) => void): Promise<number> {
  const open = new Set<Socket>();
  const listener: Server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => undefined);
    onConnection(socket);
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of open) socket.destroy();
    listener.close();
  });
  const address = listener.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

it('says that the database is down, where, and what to do', async () => {
  const problem = await problemOf('postgres://jig:hunter2@127.0.0.1:1/jig');
  expect(problem.message).toBe(
    'No database server answers at 127.0.0.1:1.\n' +
      'Start the server or correct DATABASE_URL; without DATABASE_URL Jig runs its own server.',
  );
});

it('says so within its time limit when the database accepts and never answers', async () => {
  const port = await listen(() => undefined);
  const begin = performance.now();
  const problem = await problemOf(`postgres://jig:hunter2@127.0.0.1:${port}/jig`);
  expect(problem.code).toBe('database/no-answer');
  expect(performance.now() - begin).toBeLessThan(3000);
});

it('says so when something else than Postgres answers', async () => {
  const port = await listen((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  expect((await problemOf(`postgres://jig:hunter2@127.0.0.1:${port}/jig`)).code).toBe('database/unreachable');
});

it('tells an unknown host, a missing database and a refused sign-in apart', async () => {
  expect((await problemOf('postgres://u:hunter2@no-such-host.invalid/d')).code).toBe('database/unknown-host');
  expect((await problemOf(databaseUrl('no_such_database'))).code).toBe('database/missing');
  const stranger = new URL(databaseUrl('postgres'));
  stranger.username = 'no_such_user';
  stranger.password = 'hunter2';
  const problem = await problemOf(stranger.href);
  expect(problem.code).toBe('database/sign-in');
  expect(problem.message).not.toContain('hunter2');
});

it('refuses a database that cannot hold every character', async () => {
  await onServer((client) =>
    client.query(`create database jig_test_latin encoding 'LATIN1' locale 'C' template template0`),
  );
  const problem = await problemOf(databaseUrl('jig_test_latin'));
  await onServer((client) => client.query('drop database jig_test_latin'));
  expect(problem.message).toMatch(/stores text as LATIN1.*\n.*createdb --encoding=UTF8/u);
});

it('refuses a server that is too old and one that only reads', () => {
  const good = { version_number: 150_000, version: '15.0', encoding: 'UTF8', replica: false, database: 'd' };
  expect(unsuitableProblem(good)).toBeNull();
  expect(unsuitableProblem({ ...good, version_number: 140_011, version: '14.11' })?.title).toMatch(
    /Postgres 14\.11/u,
  );
  expect(unsuitableProblem({ ...good, replica: true })?.code).toBe('database/replica');
});

it('refuses a database that a newer version of the program has used, and leaves it as it is', async () => {
  const newer = await createTestDatabase();
  onTestFinished(() => newer.close());
  await newer.database.pool.query(
    `insert into jig.kysely_migration (name, timestamp) values ('9999-from-the-future', '2030-01-01')`,
  );
  await expect(migrateSystem(newer.database)).rejects.toThrow(/newer version of Jig.*9999-from-the-future/u);
});

it('explains the right that a database user lacks', async () => {
  const target = await createTestDatabase({ empty: true });
  onTestFinished(async () => {
    await target.close();
    await onServer((client) => client.query('drop role jig_test_poor'));
  });
  await onServer((client) => client.query(`create role jig_test_poor login password 'poor'`));
  const url = new URL(target.url);
  url.username = 'jig_test_poor';
  url.password = 'poor';
  const database = await openDatabase(url.href);
  await expect(migrateSystem(database)).rejects.toThrow(
    /may not create a schema[^]*grant create on database/u,
  );
  await database.close();
});

it('needs no more than to own the database', async () => {
  const target = await createTestDatabase({ empty: true });
  const name = new URL(target.url).pathname.slice(1);
  onTestFinished(async () => {
    await target.close();
    await onServer((client) => client.query('drop role jig_test_owner'));
  });
  await onServer((client) =>
    client.query(
      `create role jig_test_owner login password 'own'; alter database ${name} owner to jig_test_owner`,
    ),
  );
  const url = new URL(target.url);
  url.username = 'jig_test_owner';
  url.password = 'own';
  const database = await openDatabase(url.href);
  await migrateSystem(database);
  await database.close();
});

it('uses an extension where another program has put it', async () => {
  const target = await createTestDatabase({ empty: true });
  onTestFinished(() => target.close());
  await target.database.pool.query(
    'create schema "Their Tools"; create extension unaccent schema "Their Tools"; create extension pg_trgm schema "Their Tools"',
  );
  await migrateSystem(target.database);
  const { rows } = await target.database.pool.query(`select jig.fold('Crème BRÛLÉE e\u0301') as folded`);
  expect(rows).toEqual([{ folded: 'creme brulee e' }]);
});

it('gives exact types as the text that Postgres prints', async () => {
  const { rows } = await server.database.pool.query(
    `select 9007199254740993::int8 as big, 1.10::numeric as exact, date '2026-03-29' as day,
            timestamptz '2026-01-01 00:00:00.123456+01' as at, 7::int4 as small, true as yes`,
  );
  expect(rows).toEqual([
    {
      big: '9007199254740993',
      exact: '1.10',
      day: '2026-03-29',
      at: '2025-12-31 23:00:00.123456+00',
      small: 7,
      yes: true,
    },
  ]);
});

it('lives on when the server ends its idle connections', async () => {
  const lost: Error[] = [];
  const database = await openDatabase(server.url, { onConnectionLost: (error) => lost.push(error) });
  onTestFinished(() => database.close());
  await database.pool.query('select 1');
  await server.database.pool.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  );
  await sleep(100);
  expect(lost).toHaveLength(1);
  expect((await database.pool.query('select 1')).rowCount).toBe(1);
});

it('gives up on a slow statement, a held lock and a full pool in time, each as a refusal that says so', async () => {
  const database = await openDatabase(server.url, {
    poolSize: 2,
    statementTimeoutMs: 150,
    lockTimeoutMs: 100,
    connectTimeoutMs: 150,
  });
  onTestFinished(() => database.close());
  const codeOf = async (work: Promise<unknown>): Promise<string | undefined> => {
    const error = await work.catch((thrown: unknown) => thrown);
    return refusalFrom(error)?.code;
  };
  expect(await codeOf(database.pool.query('select pg_sleep(5)'))).toBe('database/timeout');
  const holder = await database.pool.connect();
  await holder.query('begin; lock table jig.preference');
  expect(await codeOf(database.pool.query('select from jig.preference'))).toBe('database/busy');
  const other = await database.pool.connect();
  expect(await codeOf(database.pool.query('select 1'))).toBe('database/busy');
  other.release();
  holder.release(true);
});

it('ends a transaction that was left open', async () => {
  const client = await server.database.pool.connect();
  await client.query('begin');
  const { rows } = await client.query<{ wait: string }>(
    `select current_setting('idle_in_transaction_session_timeout') as wait`,
  );
  expect(rows).toEqual([{ wait: '30s' }]);
  await client.query('rollback');
  client.release();
});

it('does not report a transaction as done that Postgres rolled back', async () => {
  const swallowed = inTransaction(server.database, async (client) => {
    await client.query('select 1 / 0').catch(() => undefined);
  });
  await expect(swallowed).rejects.toThrow(/ended with ROLLBACK/u);
});

it('begins again after a deadlock, so that both get through', async () => {
  await server.database.pool.query(
    'create table public.pair (id int primary key, n int); insert into public.pair values (1, 0), (2, 0)',
  );
  const met: number[] = [];
  const add = (first: number, second: number) =>
    inTransaction(server.database, async (client) => {
      await client.query(`set local deadlock_timeout = '50ms'`);
      await client.query('update public.pair set n = n + 1 where id = $1', [first]);
      met.push(first);
      while (met.length < 2) await sleep(5);
      await client.query('update public.pair set n = n + 1 where id = $1', [second]);
    });
  await Promise.all([add(1, 2), add(2, 1)]);
  const { rows } = await server.database.pool.query('select n from public.pair');
  expect(rows).toEqual([{ n: 2 }, { n: 2 }]);
});

it('gives up after three repetitions', async () => {
  let attempts = 0;
  const always = inTransaction(server.database, async (client) => {
    attempts += 1;
    await client.query(`do $$ begin raise exception 'again' using errcode = '40001'; end $$`);
  });
  await expect(always).rejects.toThrow('again');
  expect(attempts).toBe(4);
});

it('does not give a broken connection to the next request', async () => {
  const database = await openDatabase(server.url, { poolSize: 2 });
  onTestFinished(() => database.close());
  const cut = inTransaction(database, async (client) => {
    await client.query('select pg_terminate_backend(pg_backend_pid())');
  });
  await expect(cut).rejects.toThrow();
  for (let round = 0; round < 3; round += 1) expect((await database.pool.query('select 1')).rowCount).toBe(1);
});

it('keeps audit entries as they were written', async () => {
  const { pool } = server.database;
  await pool.query(`insert into jig.audit_entry (actor_id, operation) select id, 'test' from jig.actor`);
  for (const statement of [
    'update jig.audit_entry set operation = null',
    'delete from jig.audit_entry',
    'truncate jig.audit_entry',
  ])
    await expect(pool.query(statement)).rejects.toThrow(/only ever added/u);
});
