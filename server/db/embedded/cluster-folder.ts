import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { codeOf, messageOf } from '../connection-problem.ts';
import { DatabaseProblem, type StartLog } from '../database-problem.ts';
import { ROOT_STATE_FOLDER } from './binaries.ts';
import { canEnter, type ServerUser, userName } from './server-user.ts';

/** Paths of one embedded server. */
export type Cluster = {
  readonly folder: string;
  /** What Postgres calls the data directory; complete or absent. */
  readonly data: string;
  readonly log: string;
  readonly port: string;
  /** One file per process that uses the server. */
  readonly users: string;
  /** In the data directory, so that both appear in one step. */
  readonly password: string;
};

/** File in the data folder that says where the server's files are when they are not beside it. */
const POINTER = 'postgres-is-at';

/** Paths below `dataFolder`, or wherever an earlier start had to put them. */
export function locateCluster(dataFolder: string): Cluster {
  const pointer = join(dataFolder, POINTER);
  return clusterAt(existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : join(dataFolder, 'postgres'));
}

function clusterAt(folder: string): Cluster {
  const data = join(folder, 'data');
  return {
    folder,
    data,
    log: join(folder, 'server.log'),
    port: join(folder, 'port'),
    users: join(folder, 'users'),
    password: join(data, 'jig.password'),
  };
}

/** Owner of the data there is; null when there is none yet. Throws DatabaseProblem when it belongs to someone else. */
export function dataOwner(cluster: Cluster): { uid: number; gid: number } | null {
  const stat = describeFailure(cluster.data, () => statSync(cluster.data, { throwIfNoEntry: false }));
  if (stat === undefined) return null;
  const self = process.getuid?.() ?? stat.uid;
  if (self === 0 || self === stat.uid) return { uid: stat.uid, gid: stat.gid };
  throw new DatabaseProblem(
    'embedded/owner',
    `The database in ${cluster.data} belongs to the user ${userName(stat.uid)}; Jig runs as ${userName(self)}.`,
    'Run Jig as that user (or as root), choose another folder with JIG_DATA, or hand the folder over with chown -R.',
  );
}

/**
 * Makes the cluster's folder. Where the server's user cannot get to it and nobody chose it (`movable`), the cluster goes
 * to root's own state folder and a file in the data folder says so; where somebody chose it, throws DatabaseProblem.
 */
export function prepareCluster(
  dataFolder: string,
  user: ServerUser,
  movable: boolean,
  log: StartLog,
): Cluster {
  const cluster = locateCluster(dataFolder);
  makeFolder(cluster.users);
  if (canEnter(user, cluster.folder)) return cluster;
  const name = user === null ? '' : userName(user.uid);
  if (!movable)
    throw new DatabaseProblem(
      'embedded/unreachable',
      `Jig runs as root and its database server as the user ${name}, who cannot get into ${cluster.folder}.`,
      'Choose a folder in JIG_DATA that every user can enter (chmod o+x on it and the folders above), or do not run Jig as root.',
    );
  const hash = createHash('sha256').update(resolve(dataFolder)).digest('hex').slice(0, 12);
  const moved = clusterAt(join(ROOT_STATE_FOLDER, hash));
  makeFolder(moved.users);
  writeFileSync(join(dataFolder, POINTER), `${moved.folder}\n`);
  log.info(
    `The database is kept in ${moved.folder}: its server runs as the user ${name}, who cannot get into ${cluster.folder}.`,
  );
  return moved;
}

function makeFolder(path: string): void {
  describeFailure(path, () => mkdirSync(path, { recursive: true }));
}

/** Runs `work` on the file system and explains its failure. */
export function describeFailure<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOSPC' || code === 'EDQUOT') throw diskFull(path, error);
    throw new DatabaseProblem(
      'embedded/folder',
      `The database's folder ${path} cannot be used: ${messageOf(error)}.`,
      code === 'EACCES' || code === 'EPERM'
        ? 'Give the user who runs Jig the right to write there, or choose another folder with JIG_DATA.'
        : 'Choose another folder with JIG_DATA.',
      { cause: error },
    );
  }
}

export function diskFull(path: string, cause: unknown): DatabaseProblem {
  return new DatabaseProblem(
    'embedded/disk-full',
    `The disk that holds ${path} is full, so the database cannot start. Nothing that was saved is lost.`,
    'Make room (the database needs about 200 MB to start) and start again.',
    { cause },
  );
}

/**
 * Whether the data directory holds a complete database. Throws DatabaseProblem when it holds anything else, or one of
 * another major version than `version`.
 */
export function hasDatabase(cluster: Cluster, version: string): boolean {
  const entries = describeFailure(cluster.data, () =>
    existsSync(cluster.data) ? readdirSync(cluster.data) : [],
  );
  if (entries.length === 0) return false;
  if (!entries.includes('PG_VERSION'))
    throw new DatabaseProblem(
      'embedded/foreign-folder',
      `The folder ${cluster.data} is not empty and holds no database.`,
      'Move it away, or choose another folder with JIG_DATA.',
    );
  const found = readFileSync(join(cluster.data, 'PG_VERSION'), 'utf8').trim();
  const major = version.split('.')[0];
  if (found === major) return true;
  throw new DatabaseProblem(
    'embedded/other-version',
    `The database in ${cluster.data} was made by Postgres ${found}; this version of Jig brings Postgres ${version}.`,
    `Dump it with Postgres ${found} (pg_dump) and restore it into a new folder, or use the version of Jig that made it.`,
  );
}
