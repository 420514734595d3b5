import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf } from '../connection-problem.ts';
import type { Cluster } from './cluster-folder.ts';
import { isAlive, runsOn } from './process-identity.ts';

/** What a running server says of itself in its `postmaster.pid`. */
export type Postmaster = {
  readonly pid: number;
  readonly port: number;
  readonly status: 'starting' | 'ready' | 'stopping';
};

const pidFile = (cluster: Cluster): string => join(cluster.data, 'postmaster.pid');

/** The server that runs on these files, whoever started it; null when none does. */
export function findPostmaster(cluster: Cluster): Postmaster | null {
  const lines = readPidFile(cluster);
  if (lines === null) return null;
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return null;
  if (!runsOn(pid, cluster.data)) {
    disownPidFile(cluster, lines);
    return null;
  }
  const status = lines[7]?.trim() ?? '';
  return {
    pid,
    port: Number(lines[3]),
    // The file is written before it has that line.
    status: status === 'ready' || status === 'stopping' ? status : 'starting',
  };
}

function readPidFile(cluster: Cluster): string[] | null {
  try {
    return readFileSync(pidFile(cluster), 'utf8').split('\n');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/**
 * After a crash the number in the file may be another program's by now, which would keep Postgres from starting. Postgres
 * takes no notice of its own parent's number, so ours is put there; the rest of the file, by which it recognises
 * left-over children on the same memory, stays.
 */
function disownPidFile(cluster: Cluster, lines: readonly string[]): void {
  writeFileSync(pidFile(cluster), [String(process.pid), ...lines.slice(1)].join('\n'));
}

/** Asks the server to stop: `SIGINT` ends its sessions first, `SIGQUIT` at once (it recovers at the next start). */
export function signal(pid: number, name: 'SIGINT' | 'SIGQUIT' | 'SIGKILL'): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (codeOf(error) !== 'ESRCH') throw error;
  }
}

/** Stops the server in order, or the hard way when it does not follow; committed data is safe in each. */
export async function stopPostmaster(cluster: Cluster, patienceMs: number): Promise<void> {
  for (const [name, wait] of [
    ['SIGINT', patienceMs],
    ['SIGQUIT', 6_000], // after 5 s it ends its children itself
    ['SIGKILL', 5_000],
  ] as const) {
    const running = findPostmaster(cluster);
    if (running === null) return;
    signal(running.pid, name);
    if (await waitUntilGone(running.pid, wait)) return;
  }
}

/** Whether the process ended within `ms`. */
export async function waitUntilGone(pid: number, ms: number): Promise<boolean> {
  for (const end = performance.now() + ms; performance.now() < end; await sleep(10))
    if (!isAlive(pid)) return true;
  return !isAlive(pid);
}
