import type { CellValue } from './decision-literal.ts';
import { createScale } from './decision-scale.ts';
import type { Scale } from './decision-scale.ts';
import type { FieldType } from './environment.ts';
import type { Comparison } from './tree.ts';
import type { Type } from './type.ts';

/** A set of segments, one bit each. */
export type Mask = bigint;

/** Values that no cell of the column tells apart. */
export type Segment =
  | { readonly is: 'null' }
  | { readonly is: 'value'; readonly value: CellValue }
  /** Every value that is not named. */
  | { readonly is: 'other'; readonly named: readonly CellValue[] }
  /** From `from` on and before `to`, in ticks. */
  | { readonly is: 'span'; readonly from: bigint; readonly to: bigint };

/** One input, cut into the segments that the cells of its column tell apart. */
export type Axis = {
  readonly name: string;
  readonly type: Type;
  readonly segments: readonly Segment[];
  readonly scale: Scale | null;
  readonly all: Mask;
  /** The segment of null; empty where the input is never null. */
  readonly empty: Mask;
};

/** `values` are the literals that the column is compared with. */
export function createAxis(name: string, { type, nullable }: FieldType, values: readonly CellValue[]): Axis {
  const scale = createScale(type, values);
  const filled = scale === null ? finite(type, values) : spans(scale, values);
  const segments: Segment[] = nullable ? [...filled, { is: 'null' }] : [...filled];
  const all = (1n << BigInt(segments.length)) - 1n;
  const empty = nullable ? 1n << BigInt(filled.length) : 0n;
  return { name, type, segments, scale, all, empty };
}

function finite(type: Type, values: readonly CellValue[]): readonly Segment[] {
  const named =
    type.is === 'bool' ? [true, false] : type.is === 'choice' ? type.options : [...new Set(values)];
  const segments: Segment[] = named.map((value) => ({ is: 'value', value }));
  return type.is === 'bool' || type.is === 'choice' ? segments : [...segments, { is: 'other', named }];
}

/** Every literal begins a segment, and the value right behind it another. */
function spans(scale: Scale, values: readonly CellValue[]): readonly Segment[] {
  const end = scale.highest + 1n;
  const cuts = new Set([scale.lowest, end]);
  for (const value of values) {
    const at = scale.ticks(value);
    for (const cut of [at, at + 1n]) if (cut > scale.lowest && cut < end) cuts.add(cut);
  }
  const sorted = [...cuts].toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return sorted.slice(1).map((to, index) => ({ is: 'span', from: sorted[index] ?? to, to }));
}

/** Segments on which `input operator value` is true. Null is a value to `==` and `!=`, and in no order with anything. */
export function maskOf(axis: Axis, operator: Comparison, value: CellValue | null): Mask {
  if (operator === '!=') return axis.all & ~maskOf(axis, '==', value);
  if (value === null) return operator === '==' ? axis.empty : 0n;
  const { scale } = axis;
  if (scale === null) {
    if (operator !== '==') return 0n;
    return pick(axis, (segment) => segment.is === 'value' && segment.value === value);
  }
  const at = scale.ticks(value);
  return pick(axis, (segment) => segment.is === 'span' && HOLDS[operator](segment, at));
}

type Span = Segment & { readonly is: 'span' };

const HOLDS: Readonly<Record<Exclude<Comparison, '!='>, (span: Span, at: bigint) => boolean>> = {
  '==': ({ from }, at) => from === at,
  '<': ({ to }, at) => to <= at,
  '<=': ({ to }, at) => to <= at + 1n,
  '>': ({ from }, at) => from > at,
  '>=': ({ from }, at) => from >= at,
};

function pick(axis: Axis, holds: (segment: Segment) => boolean): Mask {
  let mask = 0n;
  axis.segments.forEach((segment, index) => {
    if (holds(segment)) mask |= 1n << BigInt(index);
  });
  return mask;
}

/** The segments of a mask, in order. */
export function segmentsOf(axis: Axis, mask: Mask): readonly Segment[] {
  return axis.segments.filter((_, index) => (mask & (1n << BigInt(index))) !== 0n);
}
