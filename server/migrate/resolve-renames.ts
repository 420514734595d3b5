type Named = { readonly name: string; readonly was: string | null };

/**
 * For each name of the new definitions, the present name whose place it takes: its own where that exists, else the one
 * its `was` tells, else null. `was` counts only for a name that does not exist yet and a former one that does; the former
 * one may itself move on at the same time (`b was a`, `c was b`), but is never taken from a definition that stays.
 */
export function resolveRenames(
  wanted: readonly Named[],
  present: ReadonlySet<string>,
): ReadonlyMap<string, string | null> {
  const byName = new Map(wanted.map((item) => [item.name, item]));
  const sources = new Map<string, string | null>();
  const taken = new Set<string>();

  /** Whether `name`, which exists and stays defined, gives up its place for that of its own former name. */
  const moves = (name: string, path: ReadonlySet<string>): boolean => {
    const former = byName.get(name)?.was ?? null;
    if (former === null || !present.has(former) || path.has(former)) return false;
    return !byName.has(former) || moves(former, new Set([...path, former]));
  };
  const assign = (name: string, source: string): void => {
    sources.set(name, source);
    taken.add(source);
    if (source !== name && byName.has(source)) assign(source, byName.get(source)?.was ?? source);
  };
  for (const { name, was } of wanted) {
    if (present.has(name) || was === null || !present.has(was) || taken.has(was)) continue;
    if (!byName.has(was) || moves(was, new Set([was]))) assign(name, was);
  }
  for (const { name } of wanted)
    if (!sources.has(name)) sources.set(name, present.has(name) && !taken.has(name) ? name : null);
  return sources;
}
