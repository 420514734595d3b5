import { execFileSync, spawnSync } from 'node:child_process';
import { messageOf } from '../connection-problem.ts';
import { DatabaseProblem } from '../database-problem.ts';

/** The system user that the server runs as; null when it is the user of this process. */
export type ServerUser = { readonly uid: number; readonly gid: number } | null;

const NAME = 'postgres';

/**
 * Postgres refuses to run as root, so root's server runs as the owner of the data there is, else as the system's
 * `postgres` user, which is created when there is none. Throws DatabaseProblem when it cannot be created.
 */
export function findServerUser(dataOwner: { uid: number; gid: number } | null): ServerUser {
  if (process.getuid?.() !== 0) return null;
  if (dataOwner !== null && dataOwner.uid !== 0) return { uid: dataOwner.uid, gid: dataOwner.gid };
  return lookUp() ?? create();
}

function lookUp(): ServerUser {
  const read = (flag: string): number => {
    const { status, stdout } = spawnSync('id', [flag, NAME], { encoding: 'utf8' });
    return status === 0 ? Number(stdout.trim()) : Number.NaN;
  };
  const [uid, gid] = [read('-u'), read('-g')];
  return Number.isInteger(uid) && Number.isInteger(gid) ? { uid, gid } : null;
}

function create(): ServerUser {
  const shadowTools = [
    'useradd',
    ['--system', '--user-group', '--no-create-home', '--shell', '/bin/false', NAME],
  ] as const;
  const busybox = ['adduser', ['-S', '-D', '-H', '-s', '/bin/false', NAME]] as const;
  const reasons: string[] = [];
  for (const [command, args] of [shadowTools, busybox]) {
    try {
      execFileSync(command, args, { stdio: 'pipe' });
      const user = lookUp();
      if (user !== null) return user;
    } catch (error) {
      reasons.push(messageOf(error).split('\n')[0] ?? command);
    }
  }
  throw new DatabaseProblem(
    'embedded/root',
    `Jig runs as root, Postgres refuses to, and the user \`${NAME}\` that it would run as cannot be created (${reasons.join('; ')}).`,
    `Create a system user \`${NAME}\`, run Jig as another user than root, or name a database in DATABASE_URL.`,
  );
}

/** Whether the server's user gets into `folder`. Asks the system, so that group rights and access lists count too. */
export function canEnter(user: ServerUser, folder: string): boolean {
  if (user === null) return true;
  const { status } = spawnSync('/bin/sh', ['-c', 'cd "$0"', folder], { ...user, cwd: '/', stdio: 'ignore' });
  return status === 0;
}

/** The user's name for people, or its number. */
export function userName(uid: number): string {
  const { status, stdout } = spawnSync('id', ['-nu', String(uid)], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : `number ${uid}`;
}
