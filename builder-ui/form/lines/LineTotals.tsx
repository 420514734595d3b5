import type { FieldView } from '../../../runtime/wire/view.ts';
import { CellValue } from '../../table/cells/CellValue.tsx';
import type { LineValues } from '../state/record-values.ts';
import { columnTotal, isSummed } from '../../format/column-total.ts';
import { inSentence } from '../../format/in-sentence.ts';
import classes from './lines.module.css';

/** No-break space: an empty cell counts as a control without a name. */
const NOTHING = '\u00A0';

type Props = { readonly columns: readonly FieldView[]; readonly rows: readonly LineValues[] };

/** Sums below the lines, kept current while typing. */
export function LineTotals({ columns, rows }: Props) {
  if (!columns.some(isSummed)) return null;
  return (
    <tfoot>
      <tr>
        <td className={classes.number}>{NOTHING}</td>
        {columns.map((column, index) => {
          const total = isSummed(column) ? columnTotal(column, rows) : null;
          return (
            <td
              key={column.path}
              data-align={column.align}
              data-label={total === null ? undefined : `Total ${inSentence(column.label)}`}
            >
              {total !== null ? (
                <CellValue field={column} value={total} />
              ) : index === 0 ? (
                `${rows.length} ${rows.length === 1 ? 'line' : 'lines'}`
              ) : null}
            </td>
          );
        })}
        <td className={classes.actions}>{NOTHING}</td>
      </tr>
    </tfoot>
  );
}
