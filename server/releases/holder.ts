import type { ActiveRelease } from './activate.ts';

type Listener = (release: ActiveRelease) => void;

/** Holds the release that requests are answered with. A request takes it once, so that it never sees two. */
export type ReleaseHolder = {
  current(): ActiveRelease;
  /** Puts another release in its place for every later request, then tells the listeners. */
  swap(next: ActiveRelease): void;
  /** Gives the function that stops listening. */
  onSwap(listener: Listener): () => void;
};

export function createReleaseHolder(initial: ActiveRelease): ReleaseHolder {
  let release = initial;
  const listeners = new Set<Listener>();
  return {
    current: () => release,
    swap: (next) => {
      release = next;
      for (const listener of listeners) listener(next);
    },
    onSwap: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
