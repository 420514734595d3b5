import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { messageOf } from './connection-problem.ts';
import type { StartLog } from './database-problem.ts';
import { findBinaries } from './embedded/binaries.ts';
import {
  type Cluster,
  dataOwner,
  hasDatabase,
  locateCluster,
  prepareCluster,
} from './embedded/cluster-folder.ts';
import { createCluster, syncInBackground } from './embedded/create-cluster.ts';
import { findPostmaster, signal, stopPostmaster } from './embedded/postmaster.ts';
import { leaseHolders, takeLease } from './embedded/process-leases.ts';
import { reachServer, type Server, urlOf } from './embedded/reach-server.ts';
import { findServerUser } from './embedded/server-user.ts';
import { stopWithProcess } from './embedded/stop-with-process.ts';

export type EmbeddedOptions = {
  /** Absolute; the server's files go into `postgres` below it. */
  readonly dataFolder: string;
  /** Whether the files may go elsewhere when the server's user cannot get into `dataFolder`. */
  readonly movable?: boolean;
  /** Settings of the server on top of the usual ones, for tests. */
  readonly settings?: Readonly<Record<string, string>>;
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

/**
 * Starts the embedded server of `dataFolder`, or joins the one that another process of Jig (or an earlier one that was
 * killed) has running there. Two starts at once are safe: one makes the files, one starts the server, both use it.
 * A server that dies is started again. Throws DatabaseProblem.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const { dataFolder, movable = false, settings = {}, log } = options;
  const user = findServerUser(dataOwner(locateCluster(dataFolder)));
  const binaries = findBinaries(user);
  const cluster = prepareCluster(dataFolder, user, movable, log);
  dataOwner(cluster);
  const attendance = attend({ cluster, binaries, user, settings, log });
  try {
    const firstStart =
      !hasDatabase(cluster, binaries.version) && (await createCluster(cluster, binaries, user));
    const port = await attendance.begin();
    if (firstStart) syncInBackground(cluster, binaries, user);
    return { url: urlOf(cluster, port), firstStart, stop: () => attendance.stop() };
  } catch (error) {
    await attendance.stop();
    throw error;
  }
}

type Attendance = {
  /** Reaches the server, keeps watch over it from then on, and gives its port. */
  begin(): Promise<number>;
  stop(): Promise<void>;
};

/** How long running statements may take to end at a stop; then the server ends them the hard way, and recovers later. */
const STOP_WAIT_MS = 15_000;

/** What the driver has and its types leave out. */
type Keeper = Client & { ref(): void; unref(): void };

/** This process's use of the server, noted from now until `stop`. */
function attend(server: Server): Attendance {
  const { cluster, log } = server;
  const release = takeLease(cluster);
  const stopping = new AbortController();
  let keeper: Keeper | null = null;
  let port = 0;
  let stopped: Promise<void> | null = null;

  const watch = (connection: Client): void => {
    const client = connection as Keeper;
    keeper = client;
    // A program that ends by itself is not kept alive by this connection.
    client.unref();
    client.once('end', () => {
      if (stopping.signal.aborted) return;
      log.warn('The database server ended unexpectedly and is started again.');
      void recover();
    });
  };
  const recover = async (): Promise<void> => {
    for (let wait = 100; !stopping.signal.aborted; wait = Math.min(wait * 2, 5_000)) {
      try {
        const client = await reachServer(server);
        watch(client);
        if (client.port === port) log.info('The database server is up again.');
        else log.warn('The database server had to take another port: start Jig again.');
        return;
      } catch (error) {
        log.warn(`The database server does not come up: ${messageOf(error)}`);
        await sleep(wait, undefined, { ref: false });
      }
    }
  };
  const leave = async (): Promise<void> => {
    stopping.abort();
    release();
    keeper?.ref();
    await keeper?.end().catch(() => undefined);
    await stopUnlessUsed(cluster, log);
    unhook();
  };
  const stop = (): Promise<void> => (stopped ??= leave());
  const unhook = stopWithProcess(stop, () => {
    release();
    const running = leaseHolders(cluster).length === 0 ? findPostmaster(cluster) : null;
    if (running !== null) signal(running.pid, 'SIGINT');
  });
  const begin = async (): Promise<number> => {
    const client = await reachServer(server);
    watch(client);
    port = client.port;
    return port;
  };
  return { begin, stop };
}

async function stopUnlessUsed(cluster: Cluster, log: StartLog): Promise<void> {
  const others = new Set(leaseHolders(cluster));
  if (others.size === 0) await stopPostmaster(cluster, STOP_WAIT_MS);
  else log.info(`The database server stays up: process ${[...others].join(', ')} uses it.`);
}
