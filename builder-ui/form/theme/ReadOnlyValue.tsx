import type { FieldView } from '../../../runtime/wire/view.ts';
import { CellValue } from '../../table/cells/CellValue.tsx';
import { isEmpty } from '../state/same-value.ts';
import classes from './form.module.css';

/** A value that is read, not written: as text, in full contrast. */
export function ReadOnlyValue({ field, value }: { readonly field: FieldView; readonly value: unknown }) {
  return (
    <div className={classes.readOnly} data-align={field.align}>
      {isEmpty(value) ? (
        <span className={classes.none}>—</span>
      ) : (
        <CellValue field={field} value={value} whole />
      )}
    </div>
  );
}
