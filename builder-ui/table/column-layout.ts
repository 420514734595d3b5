import type { ColumnView } from '../../runtime/wire/view.ts';

/** Starting width in pixels by cell, at 16 px to the rem. */
const WIDTHS: Readonly<Record<string, number>> = {
  sequence: 104,
  boolean: 92,
  integer: 96,
  percent: 92,
  decimal: 112,
  money: 124,
  date: 116,
  datetime: 164,
  time: 84,
  duration: 104,
  choice: 124,
  choices: 184,
  tags: 184,
  phone: 148,
  email: 216,
  url: 200,
  user: 156,
  reference: 196,
  long_text: 260,
};
/** Cells whose columns take the room that is left over. */
const FLEXIBLE = new Set(['text', 'long_text', 'reference', 'references', 'email', 'url', 'tags', 'choices']);

export const MIN_WIDTH = 64;
/** Part of its starting width that a flexible column may give up before the list scrolls sideways. */
const SHRINK = 0.7;

type Widths = Readonly<Record<string, number>>;

/** Width that the column starts with: by its cell, but never so narrow that its label is cut. */
export function startWidth(column: ColumnView): number {
  return Math.min(260, Math.max(WIDTHS[column.cell] ?? 176, column.label.length * 7.2 + 40));
}

const flexes = (column: ColumnView, widths: Widths): boolean =>
  FLEXIBLE.has(column.cell) && widths[column.path] === undefined;

function leastColumnWidth(column: ColumnView, widths: Widths): number {
  const width = widths[column.path] ?? startWidth(column);
  return flexes(column, widths) ? Math.round(width * SHRINK) : width;
}

/**
 * `grid-template-columns` for header and rows alike. A column that the person resized keeps that width; of the others the
 * flexible ones share the room that is left.
 */
export function gridTemplate(columns: readonly ColumnView[], widths: Widths, selectable: boolean): string {
  const rem = (pixels: number): string => `${pixels / 16}rem`;
  const tracks = columns.map((column) => {
    const least = leastColumnWidth(column, widths);
    return flexes(column, widths) ? `minmax(${rem(least)}, ${least}fr)` : rem(least);
  });
  return [
    ...(selectable ? ['2.25rem'] : []),
    ...tracks,
    columns.some((column) => flexes(column, widths)) ? '0' : 'minmax(0, 1fr)',
  ].join(' ');
}

/** Sum of the narrowest widths, in rem: below it the list scrolls sideways. */
export function leastWidth(columns: readonly ColumnView[], widths: Widths, selectable: boolean): string {
  const pixels = columns.reduce((sum, column) => sum + leastColumnWidth(column, widths), selectable ? 36 : 0);
  return `${pixels / 16}rem`;
}
