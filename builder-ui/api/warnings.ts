import type { WarningJson } from '../../runtime/wire/rules.ts';

/** Header with the checks that let a write pass, as percent-encoded JSON. */
export const WARNINGS_HEADER = 'jig-warnings';

type Listener = (warnings: readonly WarningJson[]) => void;
const listeners = new Set<Listener>();

/** Tells everybody who listens what rules remarked on a write that was made. What cannot be read is left out. */
export function tellWarnings(header: string | null): void {
  const warnings = readWarnings(header);
  if (warnings.length > 0) for (const listener of listeners) listener(warnings);
}

function readWarnings(header: string | null): readonly WarningJson[] {
  if (header === null || header === '') return [];
  try {
    const list: unknown = JSON.parse(decodeURIComponent(header));
    return Array.isArray(list) ? (list as WarningJson[]) : [];
  } catch {
    return [];
  }
}

/** Calls `listener` with the warnings of every write; gives the way to stop. */
export function onWarnings(listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
