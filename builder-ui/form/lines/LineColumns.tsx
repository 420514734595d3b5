import type { FieldView } from '../../../runtime/wire/view.ts';

/** Widths in rem of columns whose values have a usual length; the others share what is left. */
const WIDTHS: Readonly<Record<string, number>> = {
  integer: 7,
  decimal: 8,
  money: 9,
  percent: 7,
  boolean: 5,
  date: 9,
  datetime: 13,
  time: 6.5,
  duration: 8,
  choice: 9,
  sequence: 7,
};
const LEAST = 11; // rem of a column of texts or references
const NUMBER = 2.75;
const ACTIONS = 4.25;

/** Least width of the table, so that every column keeps room; a narrower place scrolls. */
export function tableWidth(columns: readonly FieldView[]): string {
  return `${columns.reduce((sum, column) => sum + (WIDTHS[column.type] ?? LEAST), NUMBER + ACTIONS)}rem`;
}

/**
 * Column widths of a grid of lines. They are fixed: measuring the content would lay out every line anew on every key, 90 ms
 * with 200 lines of five columns.
 */
export function LineColumns({
  columns,
  actions,
}: {
  readonly columns: readonly FieldView[];
  readonly actions: boolean;
}) {
  const flexible = columns.some((column) => WIDTHS[column.type] === undefined);
  return (
    <colgroup>
      <col style={{ width: `${NUMBER}rem` }} />
      {columns.map((column) => {
        const width = WIDTHS[column.type];
        return (
          <col
            key={column.path}
            {...(width === undefined || !flexible ? {} : { style: { width: `${width}rem` } })}
          />
        );
      })}
      {actions && <col style={{ width: `${ACTIONS}rem` }} />}
    </colgroup>
  );
}
