import type { ReactNode } from 'react';
import type { FieldView } from '../../../runtime/wire/view.ts';

export type CellProps = {
  readonly field: FieldView;
  readonly value: unknown;
  /** False where the row, not the link inside it, takes the keyboard's focus. */
  readonly focusable?: boolean;
  /** A list shows one line; a detail shows the whole value. */
  readonly whole?: boolean;
};

/** Shows one value. A plain function called by the row, without state or hooks of its own besides context. */
export type Cell = (props: CellProps) => ReactNode;

/** `tabIndex` of a link inside a cell. */
export function linkTab(focusable: boolean | undefined): 0 | -1 {
  return focusable === false ? -1 : 0;
}
