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

/** Width that the column starts with: by its cell, but never so narrow that its label is cut. */
export function startWidth(column: ColumnView): number {
  return Math.min(260, Math.max(WIDTHS[column.cell] ?? 176, column.label.length * 7.2 + 40));
}

/**
 * `grid-template-columns` for header and rows alike. A column that the person resized keeps that width; of the others the
 * flexible ones share the room that is left.
 */
export function gridTemplate(
  columns: readonly ColumnView[],
  widths: Readonly<Record<string, number>>,
  selectable: boolean,
): string {
  const rem = (pixels: number): string => `${pixels / 16}rem`;
  const flexes = (column: ColumnView): boolean => FLEXIBLE.has(column.cell) && widths[column.path] === undefined;
  const tracks = columns.map((column) => {
    const width = widths[column.path] ?? startWidth(column);
    return flexes(column) ? `minmax(${rem(width)}, ${Math.round(width)}fr)` : rem(width);
  });
  return [
    ...(selectable ? ['2.25rem'] : []),
    ...tracks,
    columns.some(flexes) ? '0' : 'minmax(0, 1fr)',
  ].join(' ');
}

/** Sum of the narrowest widths, in rem: below it the list scrolls sideways. */
export function leastWidth(
  columns: readonly ColumnView[],
  widths: Readonly<Record<string, number>>,
  selectable: boolean,
): string {
  const pixels = columns.reduce((sum, column) => sum + (widths[column.path] ?? startWidth(column)), selectable ? 36 : 0);
  return `${pixels / 16}rem`;
}
