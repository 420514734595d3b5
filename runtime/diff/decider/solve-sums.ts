import { sendOrdered } from './ordered-values.ts';
import type { Solution } from './search.ts';
import { nameOf } from './survey.ts';
import type { Ordered } from './unknown.ts';

type Part = readonly [unknown: Ordered, times: bigint];
type Units = ReadonlyMap<Ordered, bigint>;

/** Most worlds that are made of one. */
const MOST_WORLDS = 48;

/**
 * Worlds in which sums have the value that a solution gives them: each is solved for each of its parts in turn, while the
 * others stay as they are or lie at their ends.
 */
export function* solvedSums(
  world: ReadonlyMap<string, unknown>,
  sums: readonly Ordered[],
  { ordered }: Solution,
): Generator<ReadonlyMap<string, unknown>> {
  let settings: readonly Units[] = [ordered];
  const parts = new Set<Ordered>();
  for (const sum of sums) {
    const wanted = ordered.get(sum);
    const own = sum.closed?.sum ?? [];
    if (wanted === undefined) continue;
    for (const [unknown] of own) parts.add(unknown);
    settings = settings.flatMap((units) => solve(own, wanted, units)).slice(0, MOST_WORLDS);
  }
  if (parts.size === 0) return;
  for (const units of settings) {
    const made = new Map(world);
    for (const unknown of parts)
      if (unknown.path !== null)
        made.set(nameOf(unknown.path), sendOrdered(unknown, units.get(unknown) ?? usual(unknown)));
    yield made;
  }
}

function solve(parts: readonly Part[], wanted: bigint, units: Units): readonly Units[] {
  return parts.flatMap(([unknown, times]) => {
    const others = parts.filter(([other]) => other !== unknown);
    return settingsOf(others, units).flatMap((set) => {
      const rest = others.reduce((total, [other, factor]) => total + factor * (set.get(other) ?? 0n), 0n);
      const own = (wanted - rest) / times;
      if ((wanted - rest) % times !== 0n || own % unknown.grid !== 0n || unknown.path === null) return [];
      const fits =
        (unknown.low === null || own >= unknown.low) && (unknown.high === null || own <= unknown.high);
      return fits ? [new Map([...set, [unknown, own]])] : [];
    });
  });
}

/** All parts as they are, and each of them at one of its ends. */
function settingsOf(parts: readonly Part[], units: Units): readonly Units[] {
  const asIs = new Map([...units, ...parts.map(([one]) => [one, units.get(one) ?? usual(one)] as const)]);
  const atEnds = parts.flatMap(([one]) =>
    [one.low, one.high].flatMap((end) => (end === null ? [] : [new Map([...asIs, [one, end]])])),
  );
  return [asIs, ...atEnds];
}

const usual = ({ low, high }: Ordered): bigint =>
  low !== null && low > 0n ? low : high !== null && high < 0n ? high : 0n;
