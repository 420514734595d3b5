import { useEffect, useRef } from 'react';

/** Wait after the last key before a filter is applied. */
const PAUSE_MS = 300;

/** Calls `apply` once `draft` has not changed for a moment, and at once when the editor is closed before that. */
export function useSettled(draft: string, apply: () => void): void {
  const applied = useRef(draft);
  const latest = useRef({ draft, apply });
  latest.current = { draft, apply };
  useEffect(() => {
    if (draft === applied.current) return undefined;
    const timer = setTimeout(() => {
      applied.current = draft;
      latest.current.apply();
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [draft]);
  useEffect(
    () => () => {
      if (latest.current.draft !== applied.current) latest.current.apply();
    },
    [],
  );
}
