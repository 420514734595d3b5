import { useEffect, useEffectEvent, useRef } from 'react';

/** Wait after the last key before a filter is applied. */
const PAUSE_MS = 300;

/** Calls `apply` once `draft` has not changed for a moment, and at once when the editor is closed before that. */
export function useSettled(draft: string, apply: () => void): void {
  const applied = useRef(draft);
  const settle = useEffectEvent((next: string) => {
    if (next === applied.current) return;
    applied.current = next;
    apply();
  });
  const leave = useEffectEvent(() => settle(draft));
  useEffect(() => {
    const timer = setTimeout(() => settle(draft), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [draft]);
  useEffect(() => () => leave(), []);
}
