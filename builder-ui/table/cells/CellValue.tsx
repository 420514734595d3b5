import { createElement } from 'react';
import type { CellProps } from './cell.ts';
import { findCell } from './registry.ts';

/** A value in the cell that its field names. */
export function CellValue(props: CellProps) {
  return createElement(findCell(props.field.cell), props);
}
