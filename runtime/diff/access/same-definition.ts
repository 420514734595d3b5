/** Places in files, which mean nothing. */
const PLACES: ReadonlySet<string> = new Set(['span', 'spans', 'rowSpans', 'start', 'end']);

/** Whether two parts of models say the same, wherever in their files they stand. */
export function sameDefinition(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b))
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((item, index) => sameDefinition(item, b[index]))
    );
  const [one, other] = [a, b] as Readonly<Record<string, unknown>>[];
  const keys = Object.keys(one ?? {});
  if (keys.length !== Object.keys(other ?? {}).length) return false;
  return keys.every(
    (key) =>
      PLACES.has(key) ||
      (Object.hasOwn(other ?? {}, key) && sameDefinition((one ?? {})[key], (other ?? {})[key])),
  );
}
