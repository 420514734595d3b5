import { useSyncExternalStore } from 'react';

let ended = false;
const listeners = new Set<() => void>();

function change(next: boolean): void {
  if (ended === next) return;
  ended = next;
  for (const listener of listeners) listener();
}

/** Tells that the server no longer knows who calls (401). */
export function sessionEnded(): void {
  change(true);
}

/** Tells that somebody signed in. */
export function sessionBegan(): void {
  change(false);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** True from the first 401 until the next sign-in. */
export function useSessionEnded(): boolean {
  return useSyncExternalStore(subscribe, () => ended);
}
