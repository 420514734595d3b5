import type { FieldView } from '../../../runtime/wire/view.ts';
import { findCell } from '../../table/cells/registry.ts';
import type { LineValues } from '../state/record-values.ts';
import { columnTotal, isSummed } from './line-totals.ts';
import classes from './lines.module.css';

type Props = { readonly columns: readonly FieldView[]; readonly rows: readonly LineValues[] };

/** Sums below the lines, kept current while typing. */
export function LineTotals({ columns, rows }: Props) {
  if (!columns.some(isSummed)) return null;
  return (
    <tfoot>
      <tr>
        <td className={classes.number} />
        {columns.map((column, index) => {
          const total = isSummed(column) ? columnTotal(column, rows) : null;
          const Cell = findCell(column.cell);
          return (
            <td
              key={column.path}
              data-align={column.align}
              data-label={total === null ? undefined : `Total ${column.label.toLowerCase()}`}
            >
              {total !== null ? (
                <Cell field={column} value={total} />
              ) : index === 0 ? (
                `${rows.length} ${rows.length === 1 ? 'line' : 'lines'}`
              ) : null}
            </td>
          );
        })}
        <td className={classes.actions} />
      </tr>
    </tfoot>
  );
}
