import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { codeOf, messageOf } from './connection-problem.ts';
import { DatabaseProblem, type StartLog } from './database-problem.ts';
import { type Binaries, findBinaries } from './embedded/binaries.ts';
import {
  type Cluster,
  dataOwner,
  hasDatabase,
  locateCluster,
  prepareCluster,
} from './embedded/cluster-folder.ts';
import { createCluster, SUPERUSER, syncInBackground } from './embedded/create-cluster.ts';
import {
  findPostmaster,
  type Postmaster,
  signal,
  stopPostmaster,
  waitUntilGone,
} from './embedded/postmaster.ts';
import { leaseHolders, takeLease } from './embedded/process-leases.ts';
import { findServerUser, type ServerUser } from './embedded/server-user.ts';
import { type StartOptions, startPostmaster } from './embedded/start-postmaster.ts';

export type EmbeddedOptions = StartOptions & {
  /** Absolute; the server's files go into `postgres` below it. */
  readonly dataFolder: string;
  /** Whether the files may go elsewhere when the server's user cannot get into `dataFolder`. */
  readonly movable?: boolean;
  readonly log: StartLog;
};

export type EmbeddedPostgres = {
  /** Address of the database, with its password; the same until `stop`, also after a crash of the server. */
  readonly url: string;
  /** Whether this start made the database. */
  readonly firstStart: boolean;
  /** Ends this process's use; the last process that uses the server stops it. */
  stop(): Promise<void>;
};

const DATABASE = 'jig';
const START_WAIT_MS = 150_000;

/**
 * Starts the embedded server of `dataFolder`, or joins the one that another process of Jig (or an earlier one that was
 * killed) has running there. Two starts at once are safe: one makes the files, one starts the server, both use it.
 * A server that dies is started again. Throws DatabaseProblem.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const user = findServerUser(dataOwner(locateCluster(options.dataFolder)));
  const binaries = findBinaries(user);
  const cluster = prepareCluster(options.dataFolder, user, options.movable ?? false, options.log);
  dataOwner(cluster);
  const release = takeLease(cluster);
  try {
    const firstStart = !hasDatabase(cluster, binaries.version) && createCluster(cluster, binaries, user);
    const server = { cluster, binaries, user, options };
    const keeper = await reachServer(server);
    if (firstStart) syncInBackground(cluster, binaries, user);
    return attend(server, keeper, release, firstStart);
  } catch (error) {
    release();
    if (leaseHolders(cluster).length === 0) await stopPostmaster(cluster, 5_000);
    throw error;
  }
}

type Server = {
  readonly cluster: Cluster;
  readonly binaries: Binaries;
  readonly user: ServerUser;
  readonly options: EmbeddedOptions;
};

/** A connection to a running server, which is started when there is none. */
async function reachServer(server: Server): Promise<pg.Client> {
  const { cluster, binaries, user, options } = server;
  for (const end = performance.now() + START_WAIT_MS; performance.now() < end; await sleep(20)) {
    const running = findPostmaster(cluster);
    if (running === null) {
      const outcome = await startPostmaster(cluster, binaries, user, options);
      if (outcome === 'again') await sleep(200);
    } else if (running.status === 'ready' || running.status === 'unknown') {
      const client = await join(cluster, running);
      if (client !== null) return client;
      await stopHalfDead(server, running);
    } else if (running.status === 'stopping' && !(await waitUntilGone(running.pid, 30_000))) {
      options.log.warn(`A database server (process ${running.pid}) that hung while stopping is ended.`);
      await stopPostmaster(cluster, 0);
    }
  }
  throw new DatabaseProblem(
    'embedded/not-ready',
    `The database server in ${cluster.folder} could neither be reached nor started.`,
    `See ${cluster.log}; end the process named in ${cluster.data}/postmaster.pid if it hangs, and start again.`,
  );
}

/** A connection to the server that runs there; null when it does not answer as ours. */
async function join(cluster: Cluster, running: Postmaster): Promise<pg.Client | null> {
  for (const database of [DATABASE, 'postgres']) {
    const client = new pg.Client({
      connectionString: urlOf(cluster, running.port, database),
      application_name: 'jig keeper',
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { rows } = await client.query<{ folder: string }>(
        `select current_setting('data_directory') as folder`,
      );
      if (rows[0] === undefined || realpathSync(rows[0].folder) !== realpathSync(cluster.data)) return null;
      if (database === DATABASE) return client;
      await createDatabase(client);
      await client.end();
      return await join(cluster, running);
    } catch (error) {
      await client.end().catch(() => undefined);
      if (codeOf(error) === '3D000') continue;
      if (codeOf(error) === '57P03') await sleep(50); // still starting, or already stopping
      return codeOf(error) === '57P03' ? await join(cluster, running) : null;
    }
  }
  return null;
}

async function createDatabase(client: pg.Client): Promise<void> {
  await client.query(`create database ${DATABASE}`).catch((error: unknown) => {
    // 42P04, 23505: another process was first.
    if (codeOf(error) !== '42P04' && codeOf(error) !== '23505') throw error;
  });
}

/** Ends a server that runs but does not answer, unless another process of Jig depends on it. */
async function stopHalfDead(server: Server, running: Postmaster): Promise<void> {
  const others = leaseHolders(server.cluster).filter((pid) => pid !== process.pid);
  if (findPostmaster(server.cluster)?.pid !== running.pid) return;
  if (others.length > 0)
    throw new DatabaseProblem(
      'embedded/held',
      `The database server in ${server.cluster.folder} (process ${running.pid}) does not answer, and another Jig (process ${others.join(', ')}) uses it.`,
      `Stop process ${others.join(', ')} first, then start again.`,
    );
  server.options.log.warn(
    `The database server that an earlier run left behind (process ${running.pid}) does not answer and is restarted.`,
  );
  await stopPostmaster(server.cluster, 5_000);
}

function urlOf(cluster: Cluster, port: number, database: string): string {
  const password = existsSync(cluster.password) ? readFileSync(cluster.password, 'utf8').trim() : '';
  return `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`;
}

/** Watches over the running server until `stop`. */
function attend(
  server: Server,
  first: pg.Client,
  release: () => void,
  firstStart: boolean,
): EmbeddedPostgres {
  const { cluster, options } = server;
  const port = findPostmaster(cluster)?.port ?? 0;
  let keeper: pg.Client | null = null;
  let stopped: Promise<void> | null = null;

  const watch = (client: pg.Client): void => {
    keeper = client;
    // A program that ends by itself is not kept alive by this connection.
    (client as pg.Client & { unref(): void }).unref();
    client.once('end', () => {
      if (keeper !== client || stopped !== null) return;
      keeper = null;
      options.log.warn('The database server ended unexpectedly and is started again.');
      void recover();
    });
  };
  const recover = async (): Promise<void> => {
    for (let wait = 100; stopped === null; wait = Math.min(wait * 2, 5_000)) {
      try {
        const client = await reachServer(server);
        if (stopped !== null) return await client.end();
        if (findPostmaster(cluster)?.port !== port)
          options.log.warn('The database server had to take another port: start Jig again.');
        options.log.info('The database server is up again.');
        return watch(client);
      } catch (error) {
        options.log.warn(`The database server does not come up: ${messageOf(error)}`);
        await sleep(wait, undefined, { ref: false });
      }
    }
  };
  const leave = async (): Promise<void> => {
    unhook();
    release();
    await keeper?.end().catch(() => undefined);
    const others = leaseHolders(cluster);
    if (others.length === 0) await stopPostmaster(cluster, 30_000);
    else
      options.log.info(`The database server stays up: process ${[...new Set(others)].join(', ')} uses it.`);
  };
  const stop = (): Promise<void> => (stopped ??= leave());
  const unhook = stopWithProcess(stop, () => {
    release();
    const running = leaseHolders(cluster).length === 0 ? findPostmaster(cluster) : null;
    if (running !== null) signal(running.pid, 'SIGINT');
  });
  watch(first);
  return { url: urlOf(cluster, port, DATABASE), firstStart, stop };
}

/**
 * No end of this process but `kill -9` leaves the server behind. The signals are only acted on where nobody else listens
 * to them: a program that closes in order calls `stop` itself.
 */
function stopWithProcess(stop: () => Promise<void>, stopNow: () => void): () => void {
  const hooks = (['SIGINT', 'SIGTERM', 'SIGHUP'] as const).map((name) => {
    const listener = (): void => {
      if (process.listenerCount(name) > 1) return;
      void stop().finally(() => {
        process.off(name, listener);
        process.kill(process.pid, name);
      });
    };
    process.on(name, listener);
    return () => process.off(name, listener);
  });
  process.on('exit', stopNow);
  return () => {
    process.off('exit', stopNow);
    for (const unhook of hooks) unhook();
  };
}
