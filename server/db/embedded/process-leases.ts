import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cluster } from './cluster-folder.ts';
import { isAlive, processIdentity } from './process-identity.ts';

/*
 * Several processes of Jig may share one embedded server: each leaves a file with its number in `users` while it does, and
 * the last one out stops the server. All of it is synchronous, so that it also works while the process exits.
 */

let counter = 0;

/** Notes that this process uses the server; the result takes the note back. */
export function takeLease(cluster: Cluster): () => void {
  mkdirSync(cluster.users, { recursive: true });
  counter += 1;
  const path = join(cluster.users, `${process.pid}.${counter}`);
  writeFileSync(path, processIdentity(process.pid));
  return () => rmSync(path, { force: true });
}

/** Numbers of the living processes that use the server; clears the notes of dead ones. */
export function leaseHolders(cluster: Cluster): number[] {
  const holders: number[] = [];
  for (const name of readdirSync(cluster.users)) {
    const path = join(cluster.users, name);
    const pid = Number(name.split('.')[0]);
    if (isAlive(pid) && hasIdentity(pid, path)) holders.push(pid);
    else rmSync(path, { force: true });
  }
  return holders;
}

function hasIdentity(pid: number, path: string): boolean {
  try {
    const noted = readFileSync(path, 'utf8');
    const now = processIdentity(pid);
    return noted === '' || now === '' || noted === now;
  } catch {
    return false;
  }
}
