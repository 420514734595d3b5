import { useMemo, useRef, useState } from 'react';
import type { FormStore } from '../state/form-store.ts';
import { linesOf, type LineValues } from '../state/record-values.ts';

/** A deleted row, so that it can come back to its place. */
type Removed = { readonly row: LineValues; readonly key: number; readonly index: number };

/** What may be done to the rows. The object stays the same for the life of the grid, so rows need not be drawn for it. */
export type LineCommands = {
  readonly setCell: (key: number, column: string, value: unknown) => void;
  /** Adds an empty row after `index`, or last; gives its index. */
  readonly add: (index?: number) => number;
  readonly duplicate: (index: number) => void;
  readonly remove: (index: number) => void;
  readonly undo: () => void;
  /** Writes cells from row `index` on, adding rows where they end. */
  readonly fill: (index: number, cells: readonly LineValues[]) => void;
};

type Grid = { rows: readonly LineValues[]; keys: number[]; next: number; change: (rows: unknown) => void };

/** Every row keeps its key while rows before it come and go; a list replaced from outside gets new ones. */
function alignKeys(grid: Grid): void {
  while (grid.keys.length < grid.rows.length) grid.keys.push(grid.next++);
  grid.keys.length = grid.rows.length;
}

function createCommands(
  grid: Grid,
  name: string,
  store: FormStore,
  setRemoved: (update: (removed: readonly Removed[]) => readonly Removed[]) => void,
  removedNow: { current: readonly Removed[] },
): LineCommands {
  const put = (rows: readonly LineValues[]): void => {
    grid.rows = rows;
    grid.change(rows);
  };
  const splice = (at: number, gone: number, rows: readonly LineValues[], keys?: readonly number[]): void => {
    store.moveRows(
      name,
      grid.rows.map((_row, index) =>
        index < at ? index : index < at + gone ? null : index - gone + rows.length,
      ),
    );
    grid.keys.splice(at, gone, ...(keys ?? rows.map(() => grid.next++)));
    put([...grid.rows.slice(0, at), ...rows, ...grid.rows.slice(at + gone)]);
  };
  return {
    setCell: (key, column, value) => {
      const index = grid.keys.indexOf(key);
      put(grid.rows.map((row, at) => (at === index ? { ...row, [column]: value } : row)));
    },
    add: (index = grid.rows.length - 1) => {
      splice(index + 1, 0, [{}]);
      return index + 1;
    },
    duplicate: (index) => {
      const { id: _id, ...copy } = grid.rows[index] ?? {};
      splice(index + 1, 0, [copy]);
    },
    remove: (index) => {
      const [row, key] = [grid.rows[index], grid.keys[index]];
      if (row === undefined || key === undefined) return;
      splice(index, 1, []);
      setRemoved((removed) => [...removed, { row, key, index }]);
    },
    undo: () => {
      const last = removedNow.current.at(-1);
      if (last === undefined) return;
      setRemoved((removed) => removed.slice(0, -1));
      splice(Math.min(last.index, grid.rows.length), 0, [last.row], [last.key]);
    },
    fill: (index, cells) => {
      const end = Math.max(grid.rows.length, index + cells.length);
      put(Array.from({ length: end }, (_none, at) => ({ ...grid.rows[at], ...cells[at - index] })));
      alignKeys(grid);
    },
  };
}

/** The rows of a list of lines with stable keys and the commands on them. */
export function useLineRows(
  name: string,
  value: unknown,
  change: (rows: unknown) => void,
  store: FormStore,
): {
  readonly rows: readonly LineValues[];
  readonly keys: readonly number[];
  readonly commands: LineCommands;
  readonly removed: number;
} {
  const [removed, setRemoved] = useState<readonly Removed[]>([]);
  const removedNow = useRef(removed);
  removedNow.current = removed;
  const grid = useRef<Grid>({ rows: [], keys: [], next: 1, change });
  grid.current.rows = linesOf(value);
  grid.current.change = change;
  alignKeys(grid.current);
  const commands = useMemo(
    () => createCommands(grid.current, name, store, setRemoved, removedNow),
    [name, store],
  );
  return { rows: grid.current.rows, keys: grid.current.keys, commands, removed: removed.length };
}
