import type { RecordJson } from '../../runtime/wire/record.ts';
import type { FieldView } from '../../runtime/wire/view.ts';
import { columnTotal, isSummed } from '../format/column-total.ts';
import { CellValue } from '../table/cells/CellValue.tsx';
import { ColumnHeads } from './ColumnHeads.tsx';
import { ScrollRegion } from './ScrollRegion.tsx';
import classes from './detail.module.css';

function Totals({
  fields,
  lines,
}: {
  readonly fields: readonly FieldView[];
  readonly lines: readonly RecordJson[];
}) {
  const sums = fields.map((field) => (isSummed(field) ? columnTotal(field, lines) : null));
  const first = sums.findIndex((sum) => sum !== null);
  if (first < 1 || lines.length < 2) return null;
  return (
    <tfoot>
      <tr>
        <th scope="row" colSpan={first}>
          Total
        </th>
        {fields.slice(first).map((field, index) => {
          const sum = sums[first + index] ?? null;
          return (
            <td key={field.path} data-align={field.align}>
              {sum === null ? null : <CellValue field={field} value={sum} />}
            </td>
          );
        })}
      </tr>
    </tfoot>
  );
}

type Props = { readonly label: string; readonly fields: readonly FieldView[]; readonly value: unknown };

/** Lines that belong to the record, in their order, with the sums of their amounts. */
export function LinesTable({ label, fields, value }: Props) {
  const lines = Array.isArray(value) ? (value as RecordJson[]) : [];
  if (lines.length === 0) return <p className={classes.none}>None.</p>;
  return (
    <ScrollRegion className={classes.tableScroll} label={label}>
      <table className={classes.lines}>
        <ColumnHeads columns={fields} />
        <tbody>
          {lines.map((line) => (
            <tr key={line.id}>
              {fields.map((column) => {
                return (
                  <td key={column.path} data-align={column.align}>
                    <CellValue field={column} value={line[column.path]} />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
        <Totals fields={fields} lines={lines} />
      </table>
    </ScrollRegion>
  );
}
