import type { FieldView } from '../../../runtime/wire/view.ts';
import { findCell } from '../../table/cells/registry.ts';
import { isEmpty } from '../state/same-value.ts';
import classes from './form.module.css';

/** A value that is read, not written: as text, in full contrast. */
export function ReadOnlyValue({ field, value }: { readonly field: FieldView; readonly value: unknown }) {
  const Cell = findCell(field.cell);
  return (
    <div className={classes.readOnly} data-align={field.align}>
      {isEmpty(value) ? <span className={classes.none}>—</span> : <Cell field={field} value={value} whole />}
    </div>
  );
}
