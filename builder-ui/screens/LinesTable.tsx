import type { RecordJson } from '../../runtime/wire/record.ts';
import type { FieldView } from '../../runtime/wire/view.ts';
import { formatDecimal, parseDecimal } from '../../runtime/model/decimal.ts';
import { CellValue } from '../table/cells/CellValue.tsx';
import { ScrollRegion } from './ScrollRegion.tsx';
import classes from './detail.module.css';

/** Exact sum of a money column; null when a value is not an amount. */
function sumOf(field: FieldView, lines: readonly RecordJson[]): string | null {
  const scale = field.scale ?? 2;
  let units = 0n;
  for (const line of lines) {
    const value = line[field.path];
    if (value === null || value === undefined) continue;
    const amount = typeof value === 'string' ? parseDecimal(value) : null;
    if (amount === null || amount.scale > scale) return null;
    units += amount.units * 10n ** BigInt(scale - amount.scale);
  }
  return formatDecimal({ units, scale }, scale);
}

/** Prices of one piece say nothing when they are added up. */
const isAmount = (field: FieldView): boolean =>
  field.cell === 'money' && !/price|rate|unit/iu.test(field.path);

function Totals({
  fields,
  lines,
}: {
  readonly fields: readonly FieldView[];
  readonly lines: readonly RecordJson[];
}) {
  const sums = fields.map((field) => (isAmount(field) ? sumOf(field, lines) : null));
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
        <thead>
          <tr>
            {fields.map((column) => (
              <th key={column.path} scope="col" data-align={column.align}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
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
