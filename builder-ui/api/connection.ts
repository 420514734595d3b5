import { useSyncExternalStore } from 'react';

/** Seconds to the next try after the first, second, ... failure in a row. */
const WAITS = [1, 2, 4, 8, 15];

export type Connection = { readonly up: true } | { readonly up: false; readonly nextTry: number };

let connection: Connection = { up: true };
let failures = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();
const recoveries = new Set<() => void>();

function change(next: Connection): void {
  connection = next;
  for (const listener of listeners) listener();
}

/** Tells that a call got no answer; from then on the server is tried until it answers. */
export function connectionLost(): void {
  if (timer !== undefined) return;
  const wait = WAITS[Math.min(failures, WAITS.length - 1)] ?? 15;
  failures += 1;
  timer = setTimeout(tryConnection, wait * 1000);
  change({ up: false, nextTry: Date.now() + wait * 1000 });
}

/** Tells that the server answered. */
export function connectionWorks(): void {
  if (connection.up) return;
  clearTimeout(timer);
  timer = undefined;
  failures = 0;
  change({ up: true });
  for (const recovery of recoveries) recovery();
}

/** Tries at once instead of waiting for the next turn. */
export function tryConnection(): void {
  clearTimeout(timer);
  timer = undefined;
  fetch('/readyz', { cache: 'no-store' }).then(connectionWorks, connectionLost);
}

/** Calls `recovery` whenever the server answers again; returns the way to stop. */
export function onRecovery(recovery: () => void): () => void {
  recoveries.add(recovery);
  return () => void recoveries.delete(recovery);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Whether the server answers, kept current. */
export function useConnection(): Connection {
  return useSyncExternalStore(subscribe, () => connection);
}
