import { type Bounds, createBounds } from './difference-bounds.ts';
import { floorDivide, powerOf } from './ordered-values.ts';
import type { Solution } from './search.ts';
import type { Literal, Ordered } from './unknown.ts';
import type { Unknowns } from './unknowns.ts';

const DAY = 86_400_000n;
const HOUR = 3_600_000n;
/** Zones lie between 12 hours behind and 14 hours before: so far `now` may be from midnight of `today` in UTC. */
const EARLIEST = -14n * HOUR;
const LATEST = DAY + 12n * HOUR - 1n;

/**
 * The solution with `now` and `today` on one day; null where its conditions on both leave none, so that it is no
 * solution: `today` comes from `now`.
 */
export function setClock(solution: Solution, unknowns: Unknowns): Solution | null {
  const { ordered } = solution;
  const named = (name: string): Ordered | undefined =>
    unknowns.all().find((one): one is Ordered => one.is === 'ordered' && one.path?.root === name);
  const [now, today] = [named('now'), named('today')];
  if (now === undefined || today === undefined) return solution;
  const [times, days] = [boundsAround(now, solution, unknowns), boundsAround(today, solution, unknowns)];
  const [first, last] = times.ends(now);
  const unit = powerOf(today.scale);
  const [firstDay, lastDay] = days.ends(today).map((units) => (units === null ? null : units / unit));
  if (first === null || last === null || firstDay == null || lastDay == null) return solution;
  const usual = (days.values().get(today) ?? firstDay * unit) / unit;
  for (const day of [
    usual,
    clamp(floorDivide(first, DAY), firstDay, lastDay),
    clamp(floorDivide(last, DAY), firstDay, lastDay),
  ]) {
    const midnight = day * DAY;
    const time = clamp(midnight + DAY / 2n, first, last);
    if (time < midnight + EARLIEST || time > midnight + LATEST) continue;
    const [set, setDay] = [fix(times, now, time), fix(days, today, day * unit)];
    if (set !== null && setDay !== null)
      return { ...solution, ordered: new Map([...ordered, ...set.values(), ...setDay.values()]) };
  }
  return null;
}

const clamp = (value: bigint, low: bigint, high: bigint): bigint =>
  value < low ? low : value > high ? high : value;

const fix = (bounds: Bounds, x: Ordered, units: bigint): Bounds | null =>
  bounds.with(x, null, units)?.with(null, x, -units) ?? null;

/** What the solution decides of the unknown, and of all that it is compared with. */
function boundsAround(start: Ordered, { holds, decided }: Solution, { literals }: Unknowns): Bounds {
  const isSet = (mask: bigint, number: number): boolean => ((mask >> BigInt(number)) & 1n) === 1n;
  const all = literals.flatMap((literal, number) =>
    literal.is === 'most' && isSet(decided, number) ? [{ literal, holds: isSet(holds, number) }] : [],
  );
  const reached = new Set([start]);
  const within: { readonly literal: Literal & { readonly is: 'most' }; readonly holds: boolean }[] = [];
  for (let grown = true; grown;) {
    grown = false;
    for (const one of all) {
      const { x, y } = one.literal;
      if (within.includes(one) || !(reached.has(x) || (y !== null && reached.has(y)))) continue;
      within.push(one);
      reached.add(x);
      if (y !== null) reached.add(y);
      grown = true;
    }
  }
  let bounds = createBounds([...reached]);
  for (const { literal, holds: isTrue } of within) {
    const { x, y, at } = literal;
    const step = y === null || x.grid < y.grid ? x.grid : y.grid;
    bounds = (isTrue ? bounds.with(x, y, at) : bounds.with(y, x, -(at + step))) ?? bounds;
  }
  return bounds;
}
