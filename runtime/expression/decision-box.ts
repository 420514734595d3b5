import { atomOf, partsOf } from './decision-atom.ts';
import type { Atom } from './decision-atom.ts';
import { createAxis, maskOf } from './decision-axis.ts';
import type { Axis, Mask } from './decision-axis.ts';
import type { DecisionRow } from './decision.ts';
import type { CellValue } from './decision-literal.ts';
import type { FieldType } from './environment.ts';
import type { Tree } from './tree.ts';

/** One mask per axis: every case in which all of them hold. */
export type Box = readonly Mask[];

export type RowBox = {
  readonly row: DecisionRow;
  /** Holds every case in which the row matches. */
  readonly box: Box;
  /** Whether the row matches in all of them; not so where a cell is an expression that the proof does not understand. */
  readonly exact: boolean;
};

export type Boxes = { readonly axes: readonly Axis[]; readonly rows: readonly RowBox[] };

/** Name of the axis of the days on which rows are in force. */
export const TODAY = 'today';

type Column = { readonly root: string; readonly axis: Axis };

/** Cuts the inputs into segments and puts every row on them. */
export function createBoxes(
  inputs: Readonly<Record<string, FieldType>>,
  rows: readonly DecisionRow[],
): Boxes {
  const atoms = rows.flatMap((row) => row.cells.flatMap((cell) => (cell === null ? [] : atomsOf(cell))));
  const columns = Object.entries(inputs).map(([name, type]) => createColumn(name, `$${name}`, type, atoms));
  if (atoms.some((atom) => atom.root === TODAY))
    columns.push(createColumn(TODAY, TODAY, { type: { is: 'date' }, nullable: false }, atoms));
  return { axes: columns.map(({ axis }) => axis), rows: rows.map((row) => rowBox(row, columns)) };
}

function createColumn(name: string, root: string, type: FieldType, atoms: readonly Atom[]): Column {
  const values = atoms.filter((atom) => atom.root === root).flatMap(literalsOf);
  return { root, axis: createAxis(name, type, values) };
}

function atomsOf(tree: Tree): Atom[] {
  return [...partsOf(tree)].map(atomOf).filter((atom) => atom !== null);
}

function literalsOf(atom: Atom): readonly CellValue[] {
  const values = atom.is === 'in' ? atom.values : atom.is === 'compare' ? [atom.value] : [];
  return values.filter((value) => value !== null);
}

function rowBox(row: DecisionRow, columns: readonly Column[]): RowBox {
  const box = columns.map(({ axis }) => axis.all);
  let exact = true;
  const parts = row.cells.flatMap((cell) => (cell === null ? [] : cell.is === 'and' ? cell.parts : [cell]));
  for (const part of parts) {
    const at = columnOf(part, columns);
    const column = columns[at];
    const truth = column === undefined ? null : truthOf(part, column.axis);
    if (truth === null) exact = false;
    else box[at] = (box[at] ?? 0n) & truth.yes;
  }
  return { row, box, exact };
}

/** The one column that a condition is about; -1 where it is about several, or about something else. */
function columnOf(tree: Tree, columns: readonly Column[]): number {
  const roots = new Set([...partsOf(tree)].flatMap((part) => (part.is === 'path' ? [part.root] : [])));
  const [only] = roots;
  return roots.size === 1 ? columns.findIndex(({ root }) => root === only) : -1;
}

/** Where a condition is true, and where it is false; elsewhere it is unknown. Null: not understood. */
type Truth = { readonly yes: Mask; readonly no: Mask };

function truthOf(tree: Tree, axis: Axis): Truth | null {
  if (tree.is === 'not') {
    const inner = truthOf(tree.of, axis);
    return inner === null ? null : { yes: inner.no, no: inner.yes };
  }
  if (tree.is === 'and' || tree.is === 'or') {
    const parts = tree.parts.map((part) => truthOf(part, axis));
    const known = parts.filter((part) => part !== null);
    if (known.length < parts.length) return null;
    const both = (side: 'yes' | 'no'): Mask => known.reduce((mask, part) => mask & part[side], axis.all);
    const either = (side: 'yes' | 'no'): Mask => known.reduce((mask, part) => mask | part[side], 0n);
    return tree.is === 'and'
      ? { yes: both('yes'), no: either('no') }
      : { yes: either('yes'), no: both('no') };
  }
  const atom = atomOf(tree);
  return atom === null ? null : atomTruth(atom, axis);
}

function atomTruth(atom: Atom, axis: Axis): Truth {
  if (atom.is === 'truth') return { yes: maskOf(axis, '==', true), no: maskOf(axis, '==', false) };
  if (atom.is === 'in') {
    const yes = atom.values.reduce((mask, value) => mask | maskOf(axis, '==', value), 0n);
    return { yes, no: axis.all & ~yes };
  }
  const yes = maskOf(axis, atom.operator, atom.value);
  const isEquality = atom.operator === '==' || atom.operator === '!=';
  // Null is neither less nor more than anything: the comparison is unknown there, as it is with a literal null.
  const known = isEquality ? axis.all : atom.value === null ? 0n : axis.all & ~axis.empty;
  return { yes, no: known & ~yes };
}
