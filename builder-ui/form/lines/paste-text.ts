import type { FieldView } from '../../../runtime/wire/view.ts';
import { foldText, readText, type Place } from '../values/read-text.ts';
import { unread } from '../values/unread.ts';

export type PastedCell = {
  readonly column: FieldView;
  readonly text: string;
  /** Value for the form; text that could not be read is marked as such. */
  readonly value: unknown;
  readonly problem: string | null;
  /** Text that must be looked up among records before it is a value. */
  readonly lookUp: boolean;
};
export type Pasted = {
  readonly rows: readonly (readonly PastedCell[])[];
  /** Columns of the clipboard that have no place in the grid, or may not be written. */
  readonly left: number;
};

/** Most rows taken from one paste. */
const MOST_PASTED = 1000;

/** Cells of a spreadsheet's clipboard text: tabs between cells, lines between rows, quotes around cells that hold either. */
function parseTabbed(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  const plain = text.replaceAll('\r\n', '\n').replace(/\n$/u, '');
  for (let at = 0; at < plain.length; at++) {
    const sign = plain[at] ?? '';
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (plain[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (sign === '"' && cell === '') quoted = true;
    else if (sign === '\t' || sign === '\n') {
      rows.at(-1)?.push(cell);
      cell = '';
      if (sign === '\n') rows.push([]);
    } else cell += sign;
  }
  rows.at(-1)?.push(cell);
  return rows;
}

/** Whether clipboard text is more than one cell. */
export function isTabbed(text: string): boolean {
  return text.includes('\t') || /\n./su.test(text.trimEnd());
}

/** Columns by the first row of the clipboard, when that row names columns; else null. */
function columnsNamed(
  first: readonly string[],
  columns: readonly FieldView[],
): readonly (FieldView | undefined)[] | null {
  const found = first.map((text) =>
    columns.find((column) => foldText(column.label) === foldText(text) || column.path === foldText(text)),
  );
  return found.filter((column) => column !== undefined).length > Math.max(0, first.length / 2) ? found : null;
}

function readCell(column: FieldView, text: string, place: Place): PastedCell {
  const trimmed = text.trim();
  if (['reference', 'user', 'references'].includes(column.type) && trimmed !== '')
    return { column, text, value: unread(trimmed), problem: null, lookUp: true };
  const read = readText(column, column.type === 'long_text' ? text : trimmed, place);
  return read.ok
    ? { column, text, value: read.value, problem: null, lookUp: false }
    : { column, text, value: unread(trimmed), problem: read.say, lookUp: false };
}

/** Reads clipboard text for the grid from the column at `start` on; a first row of column names says the columns instead. */
export function readPasted(
  text: string,
  columns: readonly FieldView[],
  start: number,
  isWritable: (column: string) => boolean,
  place: Place,
): Pasted {
  const table = parseTabbed(text).slice(0, MOST_PASTED + 1);
  const named = columnsNamed(table[0] ?? [], columns);
  const at = named ?? columns.slice(start);
  const body = (named === null ? table : table.slice(1)).slice(0, MOST_PASTED);
  const width = Math.max(0, ...body.map((row) => row.length));
  const usable = at.slice(0, width).filter((column) => column !== undefined && isWritable(column.path));
  const rows = body.map((row) =>
    row.flatMap((cell, index) => {
      const column = at[index];
      return column === undefined || !isWritable(column.path) ? [] : [readCell(column, cell, place)];
    }),
  );
  return { rows, left: width - usable.length };
}
