import type { Mask } from './decision-axis.ts';
import type { Box } from './decision-box.ts';

/** Boxes that a proof may look at; a table that needs more is not proven. */
export const MOST_BOXES = 50_000;

/** Counts the boxes of one table's proof. */
export type Budget = { boxes: number };

/** A box within `region` that none of `boxes` touches; null when they cover it; undefined when the budget is used up. */
export function findUncovered(region: Box, boxes: readonly Box[], budget: Budget): Box | null | undefined {
  const order = orderAxes(region, boxes);
  const search: Search = {
    region: order.map((axis) => region[axis] ?? 0n),
    boxes: boxes.map((box) => order.map((axis) => box[axis] ?? 0n)),
    covered: new Set(),
    budget,
  };
  if (search.region.includes(0n)) return null;
  const found = searchFrom(
    search,
    0,
    boxes.map((_, index) => index),
  );
  if (found === null || found === undefined) return found;
  return region.map((_, axis) => found[order.indexOf(axis)] ?? 0n);
}

/** Axes that tell few rows apart come first, so that the tree of cases stays narrow at its top. */
function orderAxes(region: Box, boxes: readonly Box[]): readonly number[] {
  const kinds = region.map((mask, axis) => new Set(boxes.map((box) => (box[axis] ?? 0n) & mask)).size);
  return region.map((_, axis) => axis).toSorted((a, b) => (kinds[a] ?? 0) - (kinds[b] ?? 0));
}

type Search = {
  readonly region: Box;
  readonly boxes: readonly Box[];
  /** Places of the search that were found covered: the axis and the boxes that reach so far. */
  readonly covered: Set<string>;
  readonly budget: Budget;
};

function searchFrom(search: Search, axis: number, active: readonly number[]): Box | null | undefined {
  const { region, boxes, covered, budget } = search;
  budget.boxes += 1;
  if (budget.boxes > MOST_BOXES) return undefined;
  if (active.length === 0) return region.slice(axis);
  if (axis === region.length || active.some((index) => reachesAll(search, axis, index))) return null;
  const here = region[axis] ?? 0n;
  if (axis === region.length - 1) {
    const left = active.reduce((mask, index) => mask & ~(boxes[index]?.[axis] ?? 0n), here);
    return left === 0n ? null : [left];
  }
  const key = `${axis}:${active.join(',')}`;
  if (covered.has(key)) return null;
  for (const part of partition(here, active, boxes, axis)) {
    const inner = active.filter((index) => ((boxes[index]?.[axis] ?? 0n) & part) !== 0n);
    const found = searchFrom(search, axis + 1, inner);
    if (found !== null) return found === undefined ? undefined : [part, ...found];
  }
  covered.add(key);
  return null;
}

function reachesAll({ region, boxes }: Search, from: number, index: number): boolean {
  const box = boxes[index];
  for (let axis = from; axis < region.length; axis += 1)
    if (((region[axis] ?? 0n) & ~(box?.[axis] ?? 0n)) !== 0n) return false;
  return true;
}

/** Splits a mask into the parts that each box holds whole or not at all. */
function partition(
  mask: Mask,
  active: readonly number[],
  boxes: readonly Box[],
  axis: number,
): readonly Mask[] {
  let parts: Mask[] = [mask];
  for (const index of active) {
    const side = boxes[index]?.[axis] ?? 0n;
    if ((mask & ~side) === 0n) continue;
    parts = parts.flatMap((part) => [part & side, part & ~side].filter((half) => half !== 0n));
  }
  return parts;
}

/** The box made as large as it can be without touching any of `boxes`, one axis after the other. */
export function growBox(box: Box, region: Box, boxes: readonly Box[]): Box {
  const grown = [...box];
  region.forEach((mask, axis) => {
    const beside = boxes.filter((other) =>
      grown.every((side, at) => at === axis || (side & (other[at] ?? 0n)) !== 0n),
    );
    grown[axis] = beside.reduce((left, other) => left & ~(other[axis] ?? 0n), mask);
  });
  return grown;
}

/** What two boxes have in common; null when that is nothing. */
export function meet(a: Box, b: Box): Box | null {
  const common: Mask[] = [];
  for (let axis = 0; axis < a.length; axis += 1) {
    const both = (a[axis] ?? 0n) & (b[axis] ?? 0n);
    if (both === 0n) return null;
    common.push(both);
  }
  return common;
}
