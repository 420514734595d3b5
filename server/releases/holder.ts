import type { ActiveRelease } from './activate.ts';

type Listener = (release: ActiveRelease) => void;

/** A release that a request works under, until it says that it is done. */
export type Held = { readonly release: ActiveRelease; readonly done: () => void };

/** Holds the release that requests are answered with. A request takes it once, so that it never sees two. */
export type ReleaseHolder = {
  current(): ActiveRelease;
  /** Takes the release for a request and counts the request until `done`, which counts once. */
  hold(): Held;
  /** Number of the oldest release that a request still works under; the current one where none does. */
  oldest(): number;
  /**
   * Puts another release in its place for every later request, then tells the listeners. An older one than the current is passed
   * over: news of releases may come late.
   */
  swap(next: ActiveRelease): void;
  /** Gives the function that stops listening. */
  onSwap(listener: Listener): () => void;
  /** Tells when the last request under a former release is done; gives the function that stops it. */
  onDrained(listener: () => void): () => void;
  /** Why a newer release than the current one cannot be served here, in a sentence; null where nothing is wrong. */
  problem(): string | null;
  report(problem: string | null): void;
};

export function createReleaseHolder(initial: ActiveRelease): ReleaseHolder {
  let release = initial;
  let problem: string | null = null;
  const swapped = new Set<Listener>();
  const drained = new Set<() => void>();
  /** Requests under way by the number of their release; numbers without any are absent. */
  const held = new Map<number, number>();
  const oldest = (): number => Math.min(release.number, ...held.keys());
  const letGo = (number: number): void => {
    const before = oldest();
    const left = (held.get(number) ?? 1) - 1;
    if (left > 0) held.set(number, left);
    else held.delete(number);
    if (oldest() > before) for (const listener of drained) listener();
  };
  return {
    current: () => release,
    hold: () => {
      const taken = release;
      let isDone = false;
      held.set(taken.number, (held.get(taken.number) ?? 0) + 1);
      return {
        release: taken,
        done: () => {
          if (isDone) return;
          isDone = true;
          letGo(taken.number);
        },
      };
    },
    oldest,
    swap: (next) => {
      if (next.number < release.number) return;
      release = next;
      problem = null;
      for (const listener of swapped) listener(next);
    },
    onSwap: (listener) => listen(swapped, listener),
    onDrained: (listener) => listen(drained, listener),
    problem: () => problem,
    report: (found) => void (problem = found),
  };
}

function listen<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
