import type { Entity } from '../../model/model.ts';
import type { Comparer } from './compare-cell.ts';
import type { Cell, RoleView } from './effective-access.ts';
import type { Pair } from './settle.ts';

/** What the whole comparison shares. */
export type Matrix = {
  readonly pair: Pair;
  readonly comparer: Comparer;
  readonly views: (side: 'base' | 'head', role: string) => RoleView;
};

/** Where a cell stands. */
export type Place = {
  readonly name: string;
  readonly before: Entity | undefined;
  readonly after: Entity | undefined;
  readonly role: string;
  /** A grant to update looks at the record afterwards too; then `old` is the one before. */
  readonly twice: boolean;
};

/** One row of the matrix on either side; absent where no grant is there for it. */
export type Cells = { readonly before: Cell | undefined; readonly after: Cell | undefined };

/** What the row is about, by whichever side has it. */
export const cellOf = ({ before, after }: Cells): Cell => (after ?? before) as Cell;
