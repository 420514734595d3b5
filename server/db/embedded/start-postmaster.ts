import { type ChildProcess, spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../connection-problem.ts';
import { DatabaseProblem } from '../database-problem.ts';
import type { Binaries } from './binaries.ts';
import { type Cluster, describeFailure, diskFull } from './cluster-folder.ts';
import { SERVER_ENVIRONMENT } from './create-cluster.ts';
import { findPostmaster } from './postmaster.ts';
import { ensurePassword } from './reset-password.ts';
import type { ServerUser } from './server-user.ts';

const HOST = '127.0.0.1';
const LOG_LIMIT = 10_000_000;

/** Durability stays as Postgres ships it: fsync, full_page_writes and synchronous_commit are on. */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: HOST,
  unix_socket_directories: '',
  shared_buffers: '256MB',
  max_connections: '100',
  // One activation locks every new table and index in one transaction.
  max_locks_per_transaction: '1024',
  max_wal_size: '1GB',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] ',
  // Sign-ins that fail and statements that are refused are told to Jig, which says them better.
  log_min_messages: 'warning',
  log_min_error_statement: 'panic',
};

/** How long crash recovery may take before the start is given up. */
const READY_WAIT_MS = 120_000;

/**
 * Starts a server on the cluster and waits until it accepts connections. `lost` when another process's server has the
 * files, `port` when the port was taken meanwhile. Throws DatabaseProblem for everything that trying again cannot mend.
 */
export async function startPostmaster(
  cluster: Cluster,
  binaries: Binaries,
  user: ServerUser,
  settings: Readonly<Record<string, string>>,
): Promise<'ready' | 'lost' | 'again'> {
  ensurePassword(cluster, binaries, user);
  const port = await choosePort(cluster);
  const from = prepareLog(cluster);
  const child = launch(cluster, binaries, user, { ...SETTINGS, ...settings, port: String(port) });
  const end = new Promise<number | Error>((resolve) => {
    child.once('error', resolve);
    child.once('exit', (code) => resolve(code ?? -1));
  });
  const give_up = performance.now() + READY_WAIT_MS;
  for (;;) {
    const outcome = await Promise.race([end, sleep(10, null)]);
    if (outcome !== null) return explainEnd(cluster, outcome, readFileSync(cluster.log, 'utf8').slice(from));
    const running = findPostmaster(cluster);
    if (running?.pid === child.pid && running?.status === 'ready') break;
    if (performance.now() > give_up) throw notReady(cluster);
  }
  writeFileSync(cluster.port, String(port));
  return 'ready';
}

/** In a session of its own: Ctrl-C in the terminal is for Jig, which stops the server when it is done with it. */
function launch(
  cluster: Cluster,
  binaries: Binaries,
  user: ServerUser,
  settings: Readonly<Record<string, string>>,
): ChildProcess {
  const output = openSync(cluster.log, 'a');
  try {
    const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const child = spawn(binaries.postgres, ['-D', cluster.data, ...args], {
      ...user,
      cwd: cluster.folder,
      env: SERVER_ENVIRONMENT,
      stdio: ['ignore', output, output],
      detached: true,
    });
    child.unref();
    return child;
  } finally {
    closeSync(output);
  }
}

/** Place in the log from which this start's lines begin. */
function prepareLog(cluster: Cluster): number {
  return describeFailure(cluster.log, () => {
    if (!existsSync(cluster.log)) writeFileSync(cluster.log, '', { mode: 0o600 });
    if (statSync(cluster.log).size > LOG_LIMIT) truncateSync(cluster.log);
    return readFileSync(cluster.log, 'utf8').length;
  });
}

/** The port of the last start where it is free, so that tools keep their address; else any free one. */
async function choosePort(cluster: Cluster): Promise<number> {
  const last = existsSync(cluster.port) ? Number(readFileSync(cluster.port, 'utf8')) : 0;
  return (
    (await freePort(Number.isInteger(last) && last > 1023 && last < 65_536 ? last : 0)) ??
    (await freePort(0)) ??
    0
  );
}

/** `port` if it is free (0: any); null when it is not. */
function freePort(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen(port, HOST, () => {
      const { port: found } = server.address() as AddressInfo;
      server.close(() => resolve(found));
    });
  });
}

function explainEnd(cluster: Cluster, outcome: number | Error, words: string): 'lost' | 'again' {
  if (/lock file "postmaster\.pid" already exists|"postmaster\.pid" is empty/u.test(words)) return 'lost';
  if (/Address already in use|pre-existing shared memory block/u.test(words)) return 'again';
  if (/No space left on device|Disk quota exceeded/u.test(words))
    throw diskFull(cluster.folder, new Error(words));
  const reason = outcome instanceof Error ? messageOf(outcome) : lastReason(words, outcome);
  if (/Cannot allocate memory|could not (?:map|create) (?:anonymous )?shared memory/iu.test(words))
    throw new DatabaseProblem(
      'embedded/memory',
      `The database server did not get its memory: ${reason}.`,
      'Close other programs or give this machine or container about 512 MB more, and start again.',
    );
  throw new DatabaseProblem(
    'embedded/start',
    `The database server in ${cluster.folder} did not start: ${reason}.`,
    `Put right what the message names; all of it is in ${cluster.log}. The data is not touched.`,
  );
}

function lastReason(words: string, code: number): string {
  const lines = words.split('\n').filter((line) => line.trim() !== '');
  const fatal = lines.findLast((line) => /FATAL|PANIC|error while loading/u.test(line));
  const said = fatal ?? lines.slice(-3).join(' ');
  return said === ''
    ? `it ended with code ${code} and said nothing`
    : said.replace(/^[\d\-:. A-Z]+\[\d+\] /u, '').replace(/\.$/u, '');
}

function notReady(cluster: Cluster): DatabaseProblem {
  return new DatabaseProblem(
    'embedded/not-ready',
    `The database server in ${cluster.folder} is still not ready after ${READY_WAIT_MS / 1000} seconds.`,
    `It may be recovering after a crash: wait, see ${cluster.log}, and start again.`,
  );
}
