import { useCallback, useEffect, useRef, useState } from 'react';
import type { FormStore } from './form-store.ts';
import { dropDraft, keepDraft, readDraft, type Draft } from './drafts.ts';
import type { Links } from './record-values.ts';

const PAUSE = 600; // ms without a change before the draft is written

const idsIn = (value: unknown): readonly string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(idsIn)
      : [];

/** What was typed and not saved, with what it was typed over. */
export function makeDraft(store: FormStore, links: Links, version: number | null): Draft {
  const [values, baseline] = [store.values(), store.baseline()];
  const names = store.dirtyNames();
  const part = (from: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(names.map((name) => [name, from[name] ?? null]));
  const ids = idsIn(part(values)).filter((id) => links.has(id));
  return {
    savedAt: Date.now(),
    version,
    changes: part(values),
    baseline: part(baseline),
    titles: Object.fromEntries(ids.map((id) => [id, links.get(id)?.title ?? null])),
  };
}

/**
 * Keeps what is being typed in this browser until it is saved or discarded, and gives the draft of an earlier visit, which
 * the person may take or leave. While that is undecided nothing is written over it.
 */
export function useDraft(options: {
  readonly key: string | null;
  readonly store: FormStore;
  readonly links: Links;
  readonly version: number | null;
  /** The form took over what was typed, so that nothing kept is offered. */
  readonly isTaken: boolean;
}): {
  readonly offered: Draft | null;
  /** The draft was taken over into the form. */
  readonly settle: () => void;
  /** The draft is not wanted; what is typed from now on is kept again. */
  readonly discard: () => void;
  /** The form is done: nothing more is kept. */
  readonly forget: () => void;
} {
  const { key, store, links, version } = options;
  const [offered, setOffered] = useState(() => (key === null || options.isTaken ? null : readDraft(key)));
  const forgotten = useRef(false);
  useEffect(() => {
    if (key === null || offered !== null) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const write = (): void => {
      timer = undefined;
      if (forgotten.current) return;
      if (store.dirtyNames().length === 0) dropDraft(key);
      else keepDraft(key, makeDraft(store, links, version));
    };
    const stop = store.subscribe(() => {
      clearTimeout(timer);
      timer = setTimeout(write, PAUSE);
    });
    const flush = (): void => {
      if (timer === undefined) return;
      clearTimeout(timer);
      write();
    };
    window.addEventListener('pagehide', flush);
    return () => {
      stop();
      flush();
      window.removeEventListener('pagehide', flush);
    };
  }, [key, offered, store, links, version]);
  const forget = useCallback(() => {
    forgotten.current = true;
    if (key !== null) dropDraft(key);
  }, [key]);
  return {
    offered,
    settle: () => setOffered(null),
    discard: () => {
      if (key !== null) dropDraft(key);
      setOffered(null);
    },
    forget,
  };
}
