import type { FormStore } from '../state/form-store.ts';
import { linesOf, type LineValues } from '../state/record-values.ts';

/** What may be done to the rows. The object stays the same for the life of the grid, so rows need not be drawn for it. */
export type LineCommands = {
  readonly setCell: (key: number, column: string, value: unknown) => void;
  /** Adds an empty row after `index`, or last; gives its index. */
  readonly add: (index?: number) => number;
  readonly duplicate: (index: number) => void;
  readonly remove: (index: number) => void;
  /** Brings the row deleted last back to its place. */
  readonly undo: () => void;
  /** Writes cells from row `index` on, adding rows where they end. */
  readonly fill: (index: number, cells: readonly LineValues[]) => void;
};

export type LineGrid = {
  readonly commands: LineCommands;
  /** Takes the rows as the form holds them now and gives each its key, which it keeps while rows before it come and go. */
  readonly take: (
    value: unknown,
    change: (rows: unknown) => void,
  ) => { readonly rows: readonly LineValues[]; readonly keys: readonly number[] };
};

type Removed = { readonly row: LineValues; readonly key: number; readonly index: number };

/** The rows of the list `name`, for one open form. `countRemoved` hears how many deletions can be undone. */
export function createLineGrid(
  name: string,
  store: FormStore,
  countRemoved: (count: number) => void,
): LineGrid {
  let rows: readonly LineValues[] = [];
  let keys: number[] = [];
  let next = 1;
  let change: (rows: unknown) => void = () => undefined;
  let removed: readonly Removed[] = [];

  const put = (changed: readonly LineValues[]): void => {
    rows = changed;
    while (keys.length < rows.length) keys.push(next++);
    change(rows);
  };
  const splice = (
    at: number,
    gone: number,
    added: readonly LineValues[],
    addedKeys?: readonly number[],
  ): void => {
    const shift = added.length - gone;
    const moved = rows.map((_row, index) => (index < at ? index : index < at + gone ? null : index + shift));
    store.moveRows(name, moved);
    keys.splice(at, gone, ...(addedKeys ?? added.map(() => next++)));
    put([...rows.slice(0, at), ...added, ...rows.slice(at + gone)]);
  };
  const setRemoved = (list: readonly Removed[]): void => {
    removed = list;
    countRemoved(list.length);
  };

  const commands: LineCommands = {
    setCell: (key, column, value) => {
      const index = keys.indexOf(key);
      put(rows.map((row, at) => (at === index ? { ...row, [column]: value } : row)));
    },
    add: (index = rows.length - 1) => {
      splice(index + 1, 0, [{}]);
      return index + 1;
    },
    duplicate: (index) => {
      const { id: _id, ...copy } = rows[index] ?? {};
      splice(index + 1, 0, [copy]);
    },
    remove: (index) => {
      const [row, key] = [rows[index], keys[index]];
      if (row === undefined || key === undefined) return;
      splice(index, 1, []);
      setRemoved([...removed, { row, key, index }]);
    },
    undo: () => {
      const last = removed.at(-1);
      if (last === undefined) return;
      setRemoved(removed.slice(0, -1));
      splice(Math.min(last.index, rows.length), 0, [last.row], [last.key]);
    },
    fill: (index, cells) => {
      const end = Math.max(rows.length, index + cells.length);
      put(Array.from({ length: end }, (_none, at) => ({ ...rows[at], ...cells[at - index] })));
    },
  };
  return {
    commands,
    take: (value, onChange) => {
      rows = linesOf(value);
      change = onChange;
      while (keys.length < rows.length) keys.push(next++);
      keys = keys.slice(0, rows.length);
      return { rows, keys };
    },
  };
}
