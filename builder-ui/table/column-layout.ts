import type { ColumnView } from '../../runtime/wire/view.ts';

/** Starting width in pixels by cell, at 16 px to the rem. */
const WIDTHS: Readonly<Record<string, number>> = {
  sequence: 96,
  boolean: 92,
  integer: 96,
  percent: 92,
  decimal: 112,
  money: 124,
  date: 112,
  datetime: 156,
  time: 84,
  duration: 104,
  choice: 120,
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
const SHRINK = 0.8;
/** Share of the room that the title takes, other columns taking one; it is read first and cut last. */
const TITLE_SHARE = 1.3;

type Widths = Readonly<Record<string, number>>;

/** Width that the column starts with: by its cell, but never so narrow that its label is cut. */
export function startWidth(column: ColumnView): number {
  // Text behind a reference is most often a name, which is longer than a town or a code.
  const usual = WIDTHS[column.cell] ?? (column.path.includes('.') ? 208 : 168);
  return Math.min(260, Math.max(usual, column.label.length * 7.2 + 40));
}

const flexes = (column: ColumnView, widths: Widths): boolean =>
  FLEXIBLE.has(column.cell) && widths[column.path] === undefined;

function leastColumnWidth(column: ColumnView, { widths, title }: Layout): number {
  const width = widths[column.path] ?? startWidth(column);
  return flexes(column, widths) && column.path !== title ? Math.round(width * SHRINK) : width;
}

/** What the widths of a list depend on: the person's own widths, the title column, and whether rows can be ticked. */
export type Layout = { readonly widths: Widths; readonly title: string; readonly selectable: boolean };

/**
 * `grid-template-columns` for header and rows alike. A column that the person resized keeps that width; of the others the
 * flexible ones share the room that is left.
 */
export function gridTemplate(columns: readonly ColumnView[], layout: Layout): string {
  const { widths, title, selectable } = layout;
  const rem = (pixels: number): string => `${pixels / 16}rem`;
  const tracks = columns.map((column) => {
    const least = leastColumnWidth(column, layout);
    const share = Math.round(least * (column.path === title ? TITLE_SHARE : 1));
    return flexes(column, widths) ? `minmax(${rem(least)}, ${share}fr)` : rem(least);
  });
  const filler = columns.some((column) => flexes(column, widths)) ? '0' : 'minmax(0, 1fr)';
  return [...(selectable ? ['2.25rem'] : []), ...tracks, filler].join(' ');
}

/** Sum of the narrowest widths, in rem: below it the list scrolls sideways. */
export function leastWidth(columns: readonly ColumnView[], layout: Layout): string {
  const start = layout.selectable ? 36 : 0;
  return `${columns.reduce((sum, column) => sum + leastColumnWidth(column, layout), start) / 16}rem`;
}
