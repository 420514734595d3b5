import { segmentsOf } from './decision-axis.ts';
import type { Axis, Mask, Segment } from './decision-axis.ts';
import { TODAY } from './decision-box.ts';
import type { Box } from './decision-box.ts';
import type { CellValue } from './decision-literal.ts';
import type { Scale } from './decision-scale.ts';

/** Most values of a list that a message names. */
const MOST_NAMED = 8;

type Span = Segment & { readonly is: 'span' };

/** A value within the mask that an author can follow: a literal of the table where there is one. */
function pickValue(axis: Axis, mask: Mask): CellValue | null {
  const segments = segmentsOf(axis, mask);
  const spans = segments.filter((segment) => segment.is === 'span');
  const named = segments.find((segment) => segment.is === 'value');
  if (named !== undefined) return named.value;
  const { scale } = axis;
  const point = spans.find(({ from, to }) => to - from === 1n) ?? spans[0];
  if (scale !== null && point !== undefined) return scale.value(pickTick(scale, point));
  const other = segments.find((segment) => segment.is === 'other');
  return other === undefined ? null : unnamed(other.named);
}

/** Near the end that a literal made. */
function pickTick({ lowest, highest, step }: Scale, { from, to }: Span): bigint {
  if (to - from === 1n) return from;
  const [openBelow, openAbove] = [from === lowest, to === highest + 1n];
  if (openBelow && openAbove) return from <= 0n && to > 0n ? 0n : from;
  if (openBelow) return to - step >= from ? to - step : to - 1n;
  if (from - 1n + step < to) return from - 1n + step;
  for (let size = step / 10n; size > 1n; size /= 10n) {
    const round = (from / size + (from % size > 0n ? 1n : 0n)) * size;
    if (round < to) return round;
  }
  return from;
}

function unnamed(named: readonly CellValue[]): string {
  let text = 'other';
  while (named.includes(text)) text = `${text} other`;
  return text;
}

export type Case = Readonly<Record<string, CellValue | null>>;

/** A case within the box. */
export function pickCase(axes: readonly Axis[], box: Box): Case {
  return Object.fromEntries(axes.map((axis, at) => [axis.name, pickValue(axis, box[at] ?? 0n)]));
}

/** `when amount is 5000 and tier is gold`: what the case is and the box does not leave open. */
export function caseInWords(axes: readonly Axis[], box: Box, found: Case): string {
  const told = axes.filter((axis, at) => box[at] !== axis.all);
  const days = told.filter((axis) => axis.name === TODAY).map(() => ` on ${String(found[TODAY])}`);
  const values = told
    .filter((axis) => axis.name !== TODAY)
    .map((axis) => `\`${axis.name}\` is ${wordsOf(axis, found[axis.name] ?? null)}`);
  if (values.length === 0) return days[0] ?? ' in every case';
  return ` when ${values.join(' and ')}${days[0] ?? ''}`;
}

function wordsOf({ segments }: Axis, value: CellValue | null): string {
  if (value === null) return 'empty';
  const other = segments.find((segment) => segment.is === 'other');
  if (other === undefined || other.named.includes(value)) return String(value);
  return other.named.length === 0 ? 'given' : 'something else';
}

/** The box as the cells of a row: `amount: "[1000..5000)", tier: silver`. */
export function boxAsCells(axes: readonly Axis[], box: Box): string {
  return axes
    .flatMap((axis, at) => {
      const mask = box[at] ?? 0n;
      if (mask === axis.all) return [];
      return axis.name === TODAY ? daysOf(axis, mask) : [`${axis.name}: "${cellText(axis, mask)}"`];
    })
    .join(', ');
}

function daysOf(axis: Axis, mask: Mask): string[] {
  const { scale } = axis;
  const [span] = runsOf(axis, mask);
  if (scale === null || span === undefined) return [];
  return [
    ...(span.from === scale.lowest ? [] : [`from: ${String(scale.value(span.from))}`]),
    ...(span.to === scale.highest + 1n ? [] : [`to: ${String(scale.value(span.to))}`]),
  ];
}

function cellText(axis: Axis, mask: Mask): string {
  const filled = mask & ~axis.empty;
  const tail = axis.empty !== 0n && filled !== mask ? ['null'] : [];
  if (filled === 0n) return 'null';
  if (filled === (axis.all & ~axis.empty)) return 'not null';
  const { scale } = axis;
  if (scale !== null)
    return [...runsOf(axis, filled).map((span) => intervalText(scale, span)), ...tail].join(', ');
  const segments = segmentsOf(axis, filled);
  if (!segments.some((segment) => segment.is === 'other')) return [...namedOf(segments), ...tail].join(', ');
  const left = namedOf(segmentsOf(axis, axis.all & ~axis.empty & ~filled));
  return `not ${left.join(', ')}`;
}

function namedOf(segments: readonly Segment[]): readonly string[] {
  const names = segments.flatMap((segment) => (segment.is === 'value' ? [String(segment.value)] : []));
  return names.length > MOST_NAMED ? [...names.slice(0, MOST_NAMED), '…'] : names;
}

/** Spans with those that follow on each other made one. */
function runsOf(axis: Axis, mask: Mask): readonly Span[] {
  const runs: Span[] = [];
  for (const segment of segmentsOf(axis, mask)) {
    if (segment.is !== 'span') continue;
    const last = runs.at(-1);
    if (last?.to === segment.from) runs[runs.length - 1] = { ...last, to: segment.to };
    else runs.push(segment);
  }
  return runs;
}

function intervalText(scale: Scale, { from, to }: Span): string {
  const { lowest, highest, dense } = scale;
  const text = (ticks: bigint): string => String(scale.value(ticks));
  // Of a dense scale, a tick that no literal can have lies just behind an open end, or is where a closed one ends.
  const openBelow = dense && from % 10n !== 0n;
  const openAbove = dense && to % 10n === 0n;
  const low = text(openBelow ? from - 1n : from);
  const high = text(openAbove ? to : to - 1n);
  if (from === lowest) return `${openAbove ? '<' : '<='} ${high}`;
  if (to === highest + 1n) return `${openBelow ? '>' : '>='} ${low}`;
  if (to - from === 1n) return low;
  return `${openBelow ? '(' : '['}${low}..${high}${openAbove ? ')' : ']'}`;
}
