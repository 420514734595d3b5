import type { Cell } from './component.ts';
import { createBounds, type Bounds } from './difference-bounds.ts';
import { TooManyCases } from './formula.ts';
import { within } from './within.ts';
import type { Literal, Ordered } from './unknown.ts';

type Most = Literal & { readonly is: 'most' };
type Numbered = { readonly number: number; readonly literal: Most };

/** All that is compared with one another, or with numbers: the places where it is cut, from the least on. */
type Axis = { readonly x: Ordered; readonly y: Ordered | null; readonly cuts: readonly Numbered[] };

/** Most ways of cutting one group of values that are compared with each other. */
const MOST_CELLS = 5000;

/** Every way in which the comparisons can come out together, each with values for which they do. */
export function orderedCells(numbered: readonly Numbered[]): readonly Cell[] {
  const axes = axesOf(numbered);
  const [axis] = axes;
  if (axis !== undefined && axes.length === 1 && axis.y === null) return cellsOfOne(axis.x, axis.cuts);
  const unknowns = [...new Set(axes.flatMap(({ x, y }) => (y === null ? [x] : [x, y])))];
  const cells: Cell[] = [];
  visit(axes, 0, 0n, createBounds(unknowns), cells);
  return cells;
}

function axesOf(numbered: readonly Numbered[]): readonly Axis[] {
  const axes = new Map<string, { x: Ordered; y: Ordered | null; cuts: Numbered[] }>();
  for (const one of numbered) {
    const { x, y } = one.literal;
    const key = `${x.type.is} ${x.key} - ${y?.key ?? ''}`;
    const known = axes.get(key);
    if (known === undefined) axes.set(key, { x, y, cuts: [one] });
    else known.cuts.push(one);
  }
  for (const { cuts } of axes.values()) cuts.sort((a, b) => (a.literal.at < b.literal.at ? -1 : 1));
  return [...axes.values()];
}

/** Where the value lies between the cuts `index - 1` and `index`, those from `index` on hold. */
function heldFrom(cuts: readonly Numbered[], index: number): bigint {
  return cuts.slice(index).reduce((sum, { number }) => sum | (1n << BigInt(number)), 0n);
}

function cellsOfOne(x: Ordered, cuts: readonly Numbered[]): readonly Cell[] {
  return Array.from({ length: cuts.length + 1 }, (_, index): Cell => {
    const below = cuts[index - 1]?.literal.at;
    const low = below === undefined ? x.low : below + x.grid;
    const units = within(x, low, cuts[index]?.literal.at ?? x.high);
    return { holds: heldFrom(cuts, index), ordered: new Map([[x, units]]), named: new Map() };
  });
}

function visit(axes: readonly Axis[], at: number, holds: bigint, bounds: Bounds, cells: Cell[]): void {
  const axis = axes[at];
  if (axis === undefined) {
    if (cells.push({ holds, ordered: bounds.values(), named: new Map() }) > MOST_CELLS)
      throw new TooManyCases();
    return;
  }
  const { x, y, cuts } = axis;
  for (let index = 0; index <= cuts.length; index += 1) {
    const below = cuts[index - 1]?.literal.at;
    const above = cuts[index]?.literal.at;
    const step = y === null || x.grid < y.grid ? x.grid : y.grid;
    let cut: Bounds | null = bounds;
    if (above !== undefined) cut = cut.with(x, y, above);
    if (below !== undefined) cut = cut?.with(y, x, -(below + step)) ?? null;
    if (cut !== null) visit(axes, at + 1, holds | heldFrom(cuts, index), cut, cells);
  }
}
