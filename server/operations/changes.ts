/** One value that differs between two forms of a record. */
export type Change = { readonly field: string; readonly before: unknown; readonly after: unknown };

/** Keys that differ with every write. */
const ALWAYS: ReadonlySet<string> = new Set(['version', 'updated_at', 'updated_by']);

/** What differs between a record before and after, both as somebody may read them. */
export function changesBetween(before: string, after: string): readonly Change[] {
  const [old, now] = [before, after].map((json) => JSON.parse(json) as Readonly<Record<string, unknown>>);
  if (old === undefined || now === undefined) return [];
  return [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .filter((field) => !ALWAYS.has(field) && JSON.stringify(old[field]) !== JSON.stringify(now[field]))
    .map((field) => ({ field, before: old[field] ?? null, after: now[field] ?? null }));
}
