import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, renameSync, writeFileSync } from 'node:fs';
import { DatabaseProblem } from '../database-problem.ts';
import type { Binaries } from './binaries.ts';
import type { Cluster } from './cluster-folder.ts';
import { SERVER_ENVIRONMENT, SUPERUSER } from './create-cluster.ts';
import type { ServerUser } from './server-user.ts';

/** Gives the stopped server a new password when the file with the old one is gone. */
export function ensurePassword(cluster: Cluster, binaries: Binaries, user: ServerUser): void {
  if (existsSync(cluster.password)) return;
  const password = randomBytes(24).toString('base64url');
  const run = spawnSync(binaries.postgres, ['--single', '-D', cluster.data, 'postgres'], {
    ...user,
    cwd: cluster.folder,
    env: SERVER_ENVIRONMENT,
    input: `alter role ${SUPERUSER} password '${password}'\n`,
    encoding: 'utf8',
  });
  // Another server on the files means that another process is ahead; it has the password then.
  if (/"postmaster\.pid" already exists/u.test(run.stderr)) return;
  if (run.status !== 0 || /ERROR|FATAL/u.test(run.stdout + run.stderr))
    throw new DatabaseProblem(
      'embedded/password',
      `The password file ${cluster.password} is missing, and no new password could be set: ${run.stderr.trim()}.`,
      'Put the file back from a backup, or right what the message names. The data is not touched.',
    );
  const half = `${cluster.password}.${process.pid}`;
  writeFileSync(half, password, { mode: 0o600 });
  if (user !== null) chownSync(half, user.uid, user.gid);
  renameSync(half, cluster.password);
}
