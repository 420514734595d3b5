import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, connect as connectTo } from 'node:net';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { startEmbeddedPostgres } from '../../server/db/embedded-postgres.ts';
import { openDatabase } from '../../server/db/open.ts';
import {
  copyOf,
  isGone,
  isRunning,
  postmasterOf,
  start,
  startElsewhere,
  temporaryFolder,
} from './embedded-folder.ts';

const QUIET = { info: () => undefined, warn: () => undefined };

/** An initialised folder that tests copy, so that few of them pay for making one. */
let prototype = '';
let removePrototype = (): void => undefined;
beforeAll(async () => {
  const { mkdtempSync, chmodSync } = await import('node:fs');
  const { tmpdir } = await import('node:os');
  prototype = mkdtempSync(join(tmpdir(), 'jig-prototype-'));
  chmodSync(prototype, 0o755);
  removePrototype = () => rmSync(prototype, { recursive: true, force: true });
  const server = await startEmbeddedPostgres({ dataFolder: prototype, log: QUIET });
  expect(server.firstStart).toBe(true);
  await query(server.url, `create table public.kept (n int); insert into public.kept values (1)`);
  await server.stop();
});
afterAll(() => removePrototype());

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const result = await client.query<Record<string, unknown>>(sql);
    return result.rows ?? [];
  } finally {
    await client.end();
  }
}

/** Number of the server process, which must be running. */
function running(folder: string): number {
  const pid = postmasterOf(folder);
  expect(pid).not.toBeNull();
  return pid ?? 0;
}

it('keeps its data between starts, writes through, and is open to this machine and its password only', async () => {
  const folder = copyOf(prototype);
  const server = await start(folder);
  expect(server.firstStart).toBe(false);
  expect(await query(server.url, 'select n from public.kept')).toEqual([{ n: 1 }]);
  const settings = await query(
    server.url,
    `select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes',
       'data_checksums', 'server_encoding', 'listen_addresses', 'unix_socket_directories', 'password_encryption') order by name`,
  );
  expect(Object.fromEntries(settings.map(({ name, setting }) => [name, setting]))).toEqual({
    data_checksums: 'on',
    fsync: 'on',
    full_page_writes: 'on',
    listen_addresses: '127.0.0.1',
    password_encryption: 'scram-sha-256',
    server_encoding: 'UTF8',
    synchronous_commit: 'on',
    unix_socket_directories: '',
  });
  const without = new URL(server.url);
  without.password = 'wrong';
  await expect(query(without.href, 'select 1')).rejects.toThrow(/password authentication failed/u);
  expect(statSync(join(folder, 'postgres/data/jig.password')).mode & 0o077).toBe(0);

  const pid = running(folder);
  await server.stop();
  expect(isRunning(pid)).toBe(false);
});

it('serves two starts at once on one empty folder, and stops with the last of them', async () => {
  const folder = temporaryFolder();
  const both = [startElsewhere(folder), startElsewhere(folder)] as const;
  const lines = await Promise.all(both.map((process) => process.line('up ')));
  const [first, second] = lines.map((line) => line.split(' '));
  expect(first?.[0]).toBe(second?.[0]);
  expect(new Set([first?.[1], second?.[1]])).toEqual(new Set(['false', 'true']));
  const pid = running(folder);
  both[0].child.stdin?.end();
  expect(await both[0].ended).toBe(0);
  expect(await both[0].line('info The database server stays up')).toContain(String(both[1].child.pid));
  expect(await query(first?.[0] ?? '', 'select 1 as one')).toEqual([{ one: 1 }]);
  both[1].child.stdin?.end();
  expect(await both[1].ended).toBe(0);
  expect(isRunning(pid)).toBe(false);
  expect(readdirSync(join(folder, 'postgres')).sort()).toEqual(['data', 'port', 'server.log', 'users']);
});

it('adopts the server that a killed process left behind', async () => {
  const folder = copyOf(prototype);
  const killed = startElsewhere(folder);
  const [url = ''] = (await killed.line('up ')).split(' ');
  const pid = running(folder);
  killed.child.kill('SIGKILL');
  await killed.ended;
  expect(isRunning(pid)).toBe(true);
  const server = await start(folder);
  expect([server.url, running(folder)]).toEqual([url, pid]);
  await server.stop();
  expect(isRunning(pid)).toBe(false);
});

it('comes up by itself when both were killed, with everything that was committed', async () => {
  const folder = copyOf(prototype);
  const killed = startElsewhere(folder);
  const [url = ''] = (await killed.line('up ')).split(' ');
  await query(url, 'insert into public.kept values (2)');
  killed.child.kill('SIGKILL');
  process.kill(running(folder), 'SIGKILL');
  await killed.ended;
  const server = await start(folder);
  expect(await query(server.url, 'select n from public.kept')).toEqual([{ n: 1 }, { n: 2 }]);
});

it('starts the server again at the same address when it dies under a running program', async () => {
  const folder = copyOf(prototype);
  const lines: string[] = [];
  const server = await start(folder, lines);
  const database = await openDatabase(server.url);
  onTestFinished(() => database.close());
  const pid = running(folder);
  process.kill(pid, 'SIGKILL');
  await isGone(pid);
  const begin = performance.now();
  const answer = async (): Promise<unknown> => {
    for (;;) {
      const result = await database.pool.query('select n from public.kept').catch(() => null);
      if (result !== null || performance.now() - begin > 10_000) return result?.rows;
    }
  };
  expect(await answer()).toEqual([{ n: 1 }]);
  expect(performance.now() - begin).toBeLessThan(5000);
  await expect.poll(() => lines.at(-1)).toBe('The database server is up again.');
});

it.each([
  ['a signal that nobody handles', '', 'SIGTERM'],
  ['Ctrl-C', '', 'SIGINT'],
  ['a signal that the program handles itself', 'handler', 'SIGTERM'],
  ['an exit without goodbye', 'exit', null],
] as const)('takes the server with it on %s', async (_, mode, signal) => {
  const folder = copyOf(prototype);
  const other = startElsewhere(folder, mode);
  await other.line('up ');
  const pid = postmasterOf(folder);
  if (signal !== null) other.child.kill(signal);
  expect(await other.ended).toBe(mode === 'exit' ? 3 : mode === 'handler' ? 0 : signal);
  expect(pid === null || (await isGone(pid))).toBe(true);
});

it('takes another port when the last one is in use', async () => {
  const folder = copyOf(prototype);
  const last = Number(readFileSync(join(folder, 'postgres/port'), 'utf8'));
  const squatter = createServer();
  await new Promise<void>((resolve) => squatter.listen(last, '127.0.0.1', resolve));
  onTestFinished(() => void squatter.close());
  const server = await start(folder);
  expect(Number(new URL(server.url).port)).not.toBe(last);
  expect(await query(server.url, 'select n from public.kept')).toEqual([{ n: 1 }]);
});

it('is not kept from starting by a process that has the number of the dead server', async () => {
  const folder = copyOf(prototype);
  const server = await start(folder);
  const file = join(folder, 'postgres/data/postmaster.pid');
  const lines = readFileSync(file, 'utf8').split('\n');
  process.kill(running(folder), 'SIGKILL');
  await server.stop();
  // This very process now has that number, and the file says `ready`.
  writeFileSync(file, [String(process.ppid), ...lines.slice(1)].join('\n'));
  const again = await start(folder);
  expect(await query(again.url, 'select n from public.kept')).toEqual([{ n: 1 }]);
});

it('sets a new password when the file with the old one is lost or changed', async () => {
  const folder = copyOf(prototype);
  const file = join(folder, 'postgres/data/jig.password');
  rmSync(file);
  const server = await start(folder);
  expect(await query(server.url, 'select n from public.kept')).toEqual([{ n: 1 }]);
  await server.stop();
  writeFileSync(file, 'something else');
  expect(await query((await start(folder)).url, 'select n from public.kept')).toEqual([{ n: 1 }]);
});

it('clears away what a killed first start left half made', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'postgres/data.new-4194304'), { recursive: true });
  writeFileSync(join(folder, 'postgres/data.new-4194304/PG_VERSION'), '18');
  const server = await start(folder);
  expect(server.firstStart).toBe(true);
  expect(existsSync(join(folder, 'postgres/data.new-4194304'))).toBe(false);
});

it.each([
  [
    'the data of another Postgres',
    { PG_VERSION: '14\n' },
    /made by Postgres 14; this version of Jig brings Postgres 18/u,
  ],
  ['files that are no database', { 'notes.txt': 'mine' }, /is not empty and holds no database/u],
])('refuses a folder with %s and touches nothing', async (_, files, message) => {
  const folder = temporaryFolder();
  const data = join(folder, 'postgres/data');
  mkdirSync(data, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(data, name), text);
  await expect(startEmbeddedPostgres({ dataFolder: folder, log: QUIET })).rejects.toThrow(message);
  expect(readdirSync(data)).toEqual(Object.keys(files));
});

it('repeats what the server said when its files are damaged', async () => {
  const folder = copyOf(prototype);
  rmSync(join(folder, 'postgres/data/global/pg_control'));
  await expect(startEmbeddedPostgres({ dataFolder: folder, log: QUIET })).rejects.toThrow(
    /did not start: .*database system[^]*server\.log. The data is not touched/u,
  );
});

it('says that a folder cannot be made', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'file'), '');
  await expect(startEmbeddedPostgres({ dataFolder: join(folder, 'file'), log: QUIET })).rejects.toThrow(
    /cannot be used: ENOTDIR[^]*JIG_DATA/u,
  );
});

it('answers on no other address of this machine', async () => {
  const folder = copyOf(prototype);
  const server = await start(folder);
  const { networkInterfaces } = await import('node:os');
  const outside = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4');
  for (const { address } of outside) {
    const refused = await new Promise<boolean>((resolve) => {
      const socket = connectTo(Number(new URL(server.url).port), address);
      socket.once('connect', () => resolve(false)).once('error', () => resolve(true));
    });
    expect(refused).toBe(true);
  }
});
