import { createElement } from 'react';
import type { CellProps } from './cell.ts';
import { isMasked, MaskedValue } from './masked.tsx';
import { findCell } from './registry.ts';

/** A value in the cell that its field names, or as far as it may be seen. */
export function CellValue(props: CellProps) {
  const { value, focusable, whole = false } = props;
  if (isMasked(value)) return <MaskedValue value={value} focusable={whole && focusable !== false} />;
  return createElement(findCell(props.field.cell), props);
}
