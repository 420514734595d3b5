import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from '../connection-problem.ts';
import { DatabaseProblem } from '../database-problem.ts';
import type { Binaries } from './binaries.ts';
import { type Cluster, describeFailure, diskFull } from './cluster-folder.ts';
import { isAlive } from './process-identity.ts';
import type { ServerUser } from './server-user.ts';

/** The superuser and owner of everything in an embedded server. */
export const SUPERUSER = 'jig';

/** Language and place come from nowhere: messages in English, for they are read by programs. */
export const SERVER_ENVIRONMENT = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

const INITDB = [
  `--username=${SUPERUSER}`,
  '--encoding=UTF8',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--locale=C',
  '--data-checksums',
  '--auth=scram-sha-256',
  '--no-instructions',
  // Written through in the background once the server is up, see `syncInBackground`: saves a quarter of the first start.
  '--no-sync',
];

/**
 * Makes the database files beside their place and moves them there in one step, so that neither an interruption nor a
 * second process ever meets half of them. False when another process was first.
 */
export async function createCluster(
  cluster: Cluster,
  binaries: Binaries,
  user: ServerUser,
): Promise<boolean> {
  removeAbandoned(cluster);
  const half = `${cluster.data}.new-${process.pid}`;
  try {
    const password = randomBytes(24).toString('base64url');
    describeFailure(half, () => makePrivate(half, user));
    const passwordFile = `${half}.password`;
    describeFailure(passwordFile, () => {
      writeFileSync(passwordFile, password, { mode: 0o600 });
      if (user !== null) chownSync(passwordFile, user.uid, user.gid);
    });
    await runInitdb(cluster, binaries, user, half, passwordFile);
    renameSync(passwordFile, join(half, 'jig.password'));
    renameSync(half, cluster.data);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOTEMPTY' || codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(half, { recursive: true, force: true });
    rmSync(`${half}.password`, { force: true });
  }
}

function makePrivate(folder: string, user: ServerUser): void {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o700);
  if (user !== null) chownSync(folder, user.uid, user.gid);
}

/** Not waited for by blocking: the definitions are compiled meanwhile. */
async function runInitdb(
  cluster: Cluster,
  binaries: Binaries,
  user: ServerUser,
  folder: string,
  passwordFile: string,
): Promise<void> {
  const child = spawn(binaries.initdb, [`--pgdata=${folder}`, `--pwfile=${passwordFile}`, ...INITDB], {
    ...user,
    cwd: cluster.folder,
    env: SERVER_ENVIRONMENT,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let words = '';
  child.stderr.on('data', (part: Buffer) => (words += part.toString()));
  const code = await new Promise<number>((resolve) => {
    child.once('error', (error) => {
      words += error.message;
      resolve(-1);
    });
    child.once('close', (status) => resolve(status ?? -1));
  });
  if (code === 0) return;
  if (/No space left|Disk quota/u.test(words)) throw diskFull(cluster.folder, new Error(words));
  throw new DatabaseProblem(
    'embedded/create',
    `The database in ${cluster.folder} could not be made: ${words.trim().split('\n').slice(-3).join(' ')}.`,
    'Put right what the message names, choose another folder with JIG_DATA, or name a database in DATABASE_URL.',
  );
}

/** Removes what starts that were killed left half made. */
function removeAbandoned(cluster: Cluster): void {
  for (const name of readdirSync(cluster.folder)) {
    const pid = /^data\.new-(\d+)/u.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid)))
      rmSync(join(cluster.folder, name), { recursive: true, force: true });
  }
}

/** Makes the new files survive a power cut, as `initdb` would have; ends by itself. */
export function syncInBackground(cluster: Cluster, binaries: Binaries, user: ServerUser): void {
  const child = spawn(binaries.initdb, ['--sync-only', `--pgdata=${cluster.data}`], {
    ...user,
    cwd: cluster.folder,
    env: SERVER_ENVIRONMENT,
    stdio: 'ignore',
    detached: true,
  });
  child.on('error', () => undefined);
  child.unref();
}
