import { existsSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { codeOf } from '../connection-problem.ts';
import { DatabaseProblem, type StartLog } from '../database-problem.ts';
import type { Binaries } from './binaries.ts';
import type { Cluster } from './cluster-folder.ts';
import { SUPERUSER } from './create-cluster.ts';
import { findPostmaster, type Postmaster, stopPostmaster, waitUntilGone } from './postmaster.ts';
import { leaseHolders } from './process-leases.ts';
import type { ServerUser } from './server-user.ts';
import { startPostmaster } from './start-postmaster.ts';

export type Server = {
  readonly cluster: Cluster;
  readonly binaries: Binaries;
  readonly user: ServerUser;
  /** Settings on top of the usual ones. */
  readonly settings: Readonly<Record<string, string>>;
  readonly log: StartLog;
};

const DATABASE = 'jig';
/** What a server answers while it comes up or goes down. */
const PASSING: ReadonlySet<string> = new Set(['57P03', '57P01', 'ECONNREFUSED', 'ECONNRESET']);
/** A server that says it is ready and takes longer to answer hangs. */
const ANSWER_WAIT_MS = 5_000;
/** How long the starts of several processes may take turns. */
const REACH_WAIT_MS = 150_000;

/**
 * A connection to the server of the cluster: the one that runs, else one that is started. Runs until it has it or knows
 * why not; whatever another process does at the same time, it looks again. Throws DatabaseProblem.
 */
export async function reachServer(server: Server): Promise<Client> {
  const { cluster, log } = server;
  for (const end = performance.now() + REACH_WAIT_MS; performance.now() < end; await sleep(20)) {
    const running = findPostmaster(cluster);
    if (running === null) {
      const outcome = await startPostmaster(cluster, server.binaries, server.user, server.settings);
      if (outcome === 'again') await sleep(200);
    } else if (running.status === 'ready') {
      const client = await connect(cluster, running);
      if (client !== null) return client;
      await stopHalfDead(server, running);
    } else if (running.status === 'stopping' && !(await waitUntilGone(running.pid, 30_000))) {
      log.warn(`A database server (process ${running.pid}) that hung while stopping is ended.`);
      await stopPostmaster(cluster, 0);
    }
  }
  throw new DatabaseProblem(
    'embedded/not-ready',
    `The database server in ${cluster.folder} could neither be reached nor started.`,
    `See ${cluster.log}; end the process named in ${cluster.data}/postmaster.pid if it hangs, and start again.`,
  );
}

/** Address of the database on that port, with its password. */
export function urlOf(cluster: Cluster, port: number, database = DATABASE): string {
  const password = existsSync(cluster.password) ? readFileSync(cluster.password, 'utf8').trim() : '';
  return `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`;
}

/** A connection to the server that runs there; null when it does not answer as ours. */
async function connect(cluster: Cluster, running: Postmaster): Promise<Client | null> {
  const give_up = performance.now() + ANSWER_WAIT_MS;
  for (;;) {
    const client = await tryDatabase(cluster, running, DATABASE);
    if (typeof client !== 'string') return client;
    if (client === '3D000') await createDatabase(cluster, running);
    // Just starting or stopping: look whether it still is.
    else if (!PASSING.has(client) || findPostmaster(cluster)?.pid !== running.pid) return null;
    if (performance.now() > give_up) return null;
    await sleep(30);
  }
}

/** The connection when it is to our own server; else the code of what went wrong. */
async function tryDatabase(
  cluster: Cluster,
  running: Postmaster,
  database: string,
): Promise<Client | string> {
  const client = new Client({
    connectionString: urlOf(cluster, running.port, database),
    application_name: 'jig keeper',
    connectionTimeoutMillis: ANSWER_WAIT_MS,
    query_timeout: ANSWER_WAIT_MS,
    keepAlive: true,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ folder: string }>(
      `select current_setting('data_directory') as folder`,
    );
    if (rows[0] !== undefined && realpathSync(rows[0].folder) === realpathSync(cluster.data)) return client;
    await client.end();
    return 'foreign';
  } catch (error) {
    // Without waiting: a server that hangs does not answer a farewell either.
    void client.end().catch(() => undefined);
    // The password no longer fits: the next start sets a new one.
    if (codeOf(error) === '28P01') rmSync(cluster.password, { force: true });
    return codeOf(error) ?? 'no answer';
  }
}

async function createDatabase(cluster: Cluster, running: Postmaster): Promise<void> {
  const client = await tryDatabase(cluster, running, 'postgres');
  if (typeof client === 'string') return;
  try {
    await client.query(`create database ${DATABASE}`);
  } catch (error) {
    // 42P04, 23505: another process was first.
    if (codeOf(error) !== '42P04' && codeOf(error) !== '23505') throw error;
  } finally {
    await client.end();
  }
}

/** Ends a server that runs but does not answer, unless another process of Jig depends on it. */
async function stopHalfDead({ cluster, log }: Server, running: Postmaster): Promise<void> {
  if (findPostmaster(cluster)?.pid !== running.pid) return;
  const others = leaseHolders(cluster).filter((pid) => pid !== process.pid);
  const names = others.join(', ');
  if (others.length > 0)
    throw new DatabaseProblem(
      'embedded/held',
      `The database server in ${cluster.folder} (process ${running.pid}) does not answer, and another Jig (process ${names}) uses it.`,
      `Stop process ${names} first, then start again.`,
    );
  log.warn(
    `The database server that an earlier run left behind (process ${running.pid}) does not answer and is restarted.`,
  );
  await stopPostmaster(cluster, 5_000);
}
