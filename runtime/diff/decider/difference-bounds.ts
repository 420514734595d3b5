import { TooManyCases } from './formula.ts';
import { ceilDivide, floorDivide } from './ordered-values.ts';
import { within } from './within.ts';
import type { Ordered } from './unknown.ts';

/** Greatest differences between values, closed: what follows from several of them stands there as well. */
export type Bounds = {
  /** With `x - y <= units` beside (null is zero); null when no values are left. */
  readonly with: (x: Ordered | null, y: Ordered | null, units: bigint) => Bounds | null;
  /** Least and greatest value that x can have; null where there is no end. */
  readonly ends: (x: Ordered) => readonly [low: bigint | null, high: bigint | null];
  /** Values for which all bounds hold. */
  readonly values: () => ReadonlyMap<Ordered, bigint>;
};

/** Rounds of tightening bounds to what multiples can reach, before it is given up. */
const MOST_ROUNDS = 10_000;

/**
 * Every value within its own ends. Grids must divide one another: then rounding every bound to the finer grid of its two
 * values, until nothing changes, leaves a bound of which no value is out of reach.
 */
export function createBounds(unknowns: readonly Ordered[]): Bounds {
  // Zero is a multiple of everything.
  const all: readonly (Ordered | null)[] = [null, ...unknowns];
  const size = all.length;
  const empty: (bigint | null)[] = Array.from({ length: size * size }, (_, at) =>
    at % (size + 1) === 0 ? 0n : null,
  );
  let bounds: (bigint | null)[] | null = empty;
  unknowns.forEach((x, index) => {
    if (bounds !== null && x.high !== null) bounds = tighten(all, bounds, index + 1, 0, x.high);
    if (bounds !== null && x.low !== null) bounds = tighten(all, bounds, 0, index + 1, -x.low);
  });
  return boundsOf(all, bounds ?? empty);
}

type Matrix = readonly (bigint | null)[];

function boundsOf(all: readonly (Ordered | null)[], matrix: Matrix): Bounds {
  return {
    with: (x, y, units) => {
      const tight = tighten(all, matrix, all.indexOf(x), all.indexOf(y), units);
      return tight === null ? null : boundsOf(all, tight);
    },
    ends: (x) => {
      const at = all.indexOf(x);
      const [low, high] = [matrix[at] ?? null, matrix[at * all.length] ?? null];
      return [low === null ? null : -low, high];
    },
    values: () => valuesOf(all, matrix),
  };
}

function gridOf(a: Ordered | null, b: Ordered | null): bigint {
  if (a === null) return b?.grid ?? 1n;
  return b === null || a.grid < b.grid ? a.grid : b.grid;
}

/** The matrix with one more bound, closed again; null when it contradicts the others. */
function tighten(
  all: readonly (Ordered | null)[],
  matrix: Matrix,
  from: number,
  to: number,
  units: bigint,
): (bigint | null)[] | null {
  const size = all.length;
  const next = [...matrix];
  const open: [from: number, to: number, units: bigint][] = [[from, to, units]];
  for (let round = 0; ; round += 1) {
    const bound = open.pop();
    if (bound === undefined) return next;
    if (round > MOST_ROUNDS) throw new TooManyCases();
    const [i, j, given] = bound;
    const grid = gridOf(all[i] ?? null, all[j] ?? null);
    const least = floorDivide(given, grid) * grid;
    const known = next[i * size + j] ?? null;
    if (known !== null && known <= least) continue;
    const back = next[j * size + i] ?? null;
    if (back !== null && back + least < 0n) return null;
    for (let a = 0; a < size; a += 1) {
      const first = next[a * size + i] ?? null;
      if (first === null) continue;
      for (let b = 0; b < size; b += 1) {
        const last = next[j * size + b] ?? null;
        if (last === null || a === b) continue;
        const sum = first + least + last;
        const old = next[a * size + b] ?? null;
        if (old !== null && old <= sum) continue;
        const step = gridOf(all[a] ?? null, all[b] ?? null);
        if (floorDivide(sum, step) * step === sum) next[a * size + b] = sum;
        else open.push([a, b, sum]);
      }
    }
  }
}

/** The coarse ones first: whatever they are set to within their bounds, the finer ones fit in. */
function valuesOf(all: readonly (Ordered | null)[], matrix: Matrix): ReadonlyMap<Ordered, bigint> {
  const size = all.length;
  const values = new Map<Ordered, bigint>();
  const fixed: [index: number, units: bigint][] = [[0, 0n]];
  const order = all
    .map((x, index) => ({ x, index }))
    .filter((one): one is { x: Ordered; index: number } => one.x !== null)
    .toSorted((a, b) => (a.x.grid === b.x.grid ? a.index - b.index : a.x.grid > b.x.grid ? -1 : 1));
  for (const { x, index } of order) {
    let low: bigint | null = null;
    let high: bigint | null = null;
    for (const [other, units] of fixed) {
      const above = matrix[index * size + other] ?? null;
      const below = matrix[other * size + index] ?? null;
      if (above !== null && (high === null || units + above < high)) high = units + above;
      if (below !== null && (low === null || units - below > low)) low = units - below;
    }
    const units = within(
      x,
      low === null ? null : ceilDivide(low, x.grid) * x.grid,
      high === null ? null : floorDivide(high, x.grid) * x.grid,
    );
    values.set(x, units);
    fixed.push([index, units]);
  }
  return values;
}
