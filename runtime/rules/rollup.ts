import type { DecisionTables } from '../expression/decision.ts';
import { isTrue } from '../expression/evaluate.ts';
import type { Tree } from '../expression/tree.ts';
import type { Facts, RecordValue, Value } from '../expression/value.ts';
import { compareDecimals } from '../model/decimal.ts';
import type { Decimal } from '../model/decimal.ts';
import { addDecimals } from '../model/decimal-math.ts';

/** What is measured over which rows. `where` sees the row as `record`. */
export type Measured = {
  readonly measure: 'count' | 'sum' | 'smallest' | 'largest';
  readonly field: string | null;
  readonly where: Tree | null;
};

/** A rollup over rows that are not stored yet, as the database works it out: empty values count nowhere, nothing sums to 0. */
export function rollupValue(
  { measure, field, where }: Measured,
  rows: readonly RecordValue[],
  facts: Facts,
  tables: DecisionTables = {},
): Value {
  const counted = rows.filter((row) => where === null || isTrue(where, { ...facts, record: row }, tables));
  if (measure === 'count' && field === null) return counted.length;
  const values = counted
    .map((row) => (field !== null && Object.hasOwn(row, field) ? (row[field] ?? null) : null))
    .filter((value) => value !== null);
  if (measure === 'count') return values.length;
  if (measure === 'sum') return sumOf(values);
  const [first = null, ...rest] = values;
  return rest.reduce<Value>(
    (best, value) => (isBefore(value, best) === (measure === 'smallest') ? value : best),
    first,
  );
}

function sumOf(values: readonly Value[]): Value {
  if (values.every((value) => typeof value === 'number')) {
    const sum = values.reduce((total, value) => total + value, 0);
    return Number.isSafeInteger(sum) ? sum : null;
  }
  return values.filter(isDecimal).reduce(addDecimals, { units: 0n, scale: 0 });
}

function isBefore(a: Value, b: Value): boolean {
  if (isDecimal(a) && isDecimal(b)) return compareDecimals(a, b) < 0;
  if (typeof a === 'number' && typeof b === 'number') return a < b;
  return typeof a === 'string' && typeof b === 'string' && a < b;
}

function isDecimal(value: Value): value is Decimal {
  return typeof value === 'object' && value !== null && 'units' in value;
}
