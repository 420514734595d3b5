import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import type { MeJson } from '../../runtime/wire/view.ts';

/** Header of every answer: the release that it was given under. On writes: the one whose form they were made with. */
export const RELEASE_HEADER = 'jig-release';

/** News need a moment: what brought them may bring the views of the new release as well. */
const PAUSE = 400;
/** Where an answer of the new release came before every process serves it, the views are asked for again. */
const AGAIN = 5000;
/** Somebody who only types asks for nothing, so the page itself asks now and then. */
const LOOK = 60_000;

let seen = 0;
const listeners = new Set<() => void>();

/** Notes the release that an answer names; older ones are news of the past. */
export function releaseSeen(header: string | null): void {
  const release = Number(header ?? 0);
  if (!(release > seen)) return;
  seen = release;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** The newest release that an answer named; 0 before the first. */
export function useReleaseSeen(): number {
  return useSyncExternalStore(subscribe, () => seen);
}

/**
 * Reads the views again when a newer release than theirs has answered. Open forms keep what they were opened with, and what
 * was typed.
 */
export function useFollowRelease({ release, mode }: MeJson): void {
  const client = useQueryClient();
  const newest = useReleaseSeen();
  useEffect(() => {
    if (newest <= release) return undefined;
    const read = (): void =>
      void client
        .invalidateQueries({ queryKey: ['view'] })
        .then(() => client.invalidateQueries({ queryKey: ['records'] }));
    const first = setTimeout(read, PAUSE);
    const again = setInterval(read, AGAIN);
    return () => {
      clearTimeout(first);
      clearInterval(again);
    };
  }, [client, newest, release]);
  useEffect(() => {
    // In development every change is announced.
    if (mode === 'development') return undefined;
    const timer = setInterval(() => {
      if (document.visibilityState !== 'visible') return;
      fetch('/api/v1/me', { cache: 'no-store' }).then(
        (answer) => releaseSeen(answer.headers.get(RELEASE_HEADER)),
        () => undefined,
      );
    }, LOOK);
    return () => clearInterval(timer);
  }, [mode]);
}
