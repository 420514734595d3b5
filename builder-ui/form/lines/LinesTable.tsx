import type { FieldView } from '../../../runtime/wire/view.ts';
import { linesOf } from '../state/record-values.ts';
import { ReadOnlyValue } from '../theme/ReadOnlyValue.tsx';
import { LineColumns, tableWidth } from './LineColumns.tsx';
import { LineTotals } from './LineTotals.tsx';
import classes from './lines.module.css';

/** Lines that may only be read. */
export function LinesTable({ field, value }: { readonly field: FieldView; readonly value: unknown }) {
  const columns = field.lines?.fields ?? [];
  const rows = linesOf(value);
  if (rows.length === 0) return <ReadOnlyValue field={field} value={null} />;
  return (
    <div className={classes.scroll}>
      <table
        className={classes.table}
        data-fixed
        style={{ minWidth: tableWidth(columns) }}
        aria-label={field.label}
      >
        <LineColumns columns={columns} actions={false} />
        <thead>
          <tr>
            <th scope="col" className={classes.number}>
              <span className={classes.hiddenText}>Line</span>
            </th>
            {columns.map((column) => (
              <th key={column.path} scope="col" data-align={column.align} data-kind={column.type}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index} className={classes.row}>
              <th
                scope="row"
                className={classes.number}
                data-title={`${field.lines?.title ?? ''} ${index + 1}`}
              >
                {index + 1}
              </th>
              {columns.map((column) => (
                <td
                  key={column.path}
                  className={classes.cell}
                  data-align={column.align}
                  data-label={column.label}
                  data-read-only
                >
                  <ReadOnlyValue field={column} value={row[column.path]} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        <LineTotals columns={columns} rows={rows} />
      </table>
    </div>
  );
}
