import { compareDecimals, type Decimal } from '../../../runtime/model/decimal.ts';
import type { Type } from '../../../runtime/expression/type.ts';
import type { Value } from '../../../runtime/expression/value.ts';
import type { FieldRulesJson } from '../../../runtime/wire/rules.ts';

type Measure = NonNullable<FieldRulesJson['rollup']>['measure'];

const isDecimal = (value: Value): value is Decimal =>
  typeof value === 'object' && value !== null && 'units' in value;

/** What the values of the counted rows come to, as the database computes it: empty ones are passed over. */
export function rollUp(measure: Measure, type: Type, values: readonly Value[]): Value {
  if (measure === 'count') return values.length;
  const filled = values.filter((value) => value !== null);
  if (measure === 'sum')
    return type.is === 'int' || type.is === 'duration' ? addNumbers(filled) : addDecimals(filled);
  const sign = measure === 'smallest' ? 1 : -1;
  return filled.reduce<Value>(
    (best, value) => (best === null || sign * order(value, best) < 0 ? value : best),
    null,
  );
}

function addNumbers(values: readonly Value[]): Value {
  const sum = values.reduce<number>((total, value) => total + (typeof value === 'number' ? value : 0), 0);
  return Number.isSafeInteger(sum) ? sum : null;
}

function addDecimals(values: readonly Value[]): Value {
  let sum: Decimal = { units: 0n, scale: 0 };
  for (const value of values) {
    if (!isDecimal(value)) continue;
    const scale = Math.max(sum.scale, value.scale);
    const at = ({ units, scale: own }: Decimal): bigint => units * 10n ** BigInt(scale - own);
    sum = { units: at(sum) + at(value), scale };
  }
  return sum;
}

function order(a: Value, b: Value): number {
  if (isDecimal(a) && isDecimal(b)) return compareDecimals(a, b);
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return typeof a === 'string' && typeof b === 'string' && a !== b ? (a < b ? -1 : 1) : 0;
}
