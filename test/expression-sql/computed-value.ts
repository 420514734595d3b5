import { createEvaluator } from '../../runtime/expression/evaluate.ts';
import { inDurations } from '../../runtime/expression/temporal.ts';
import type { RecordValue, Value } from '../../runtime/expression/value.ts';
import { addDecimals, roundDecimal } from '../../runtime/model/decimal-math.ts';
import { compareDecimals, type Decimal, wholeDigits } from '../../runtime/model/decimal.ts';
import type { Field, Rollup } from '../../runtime/model/field.ts';
import { factsFor, type RunFacts } from '../../runtime/rules/run-facts.ts';

/** A formula or rollup as the field holds it: rounded to its digits or to whole seconds, null where it does not fit. */
export function computedValue(field: Field, record: RecordValue, facts: RunFacts): Value {
  const { computed } = field;
  if (computed === null) throw new Error(`${field.name} is not computed.`);
  const value =
    computed.is === 'formula'
      ? createEvaluator(computed.expression.tree)(factsFor(facts, record, null))
      : rollupValue(field, computed, record, facts);
  return fitted(field, value);
}

function fitted(field: Field, value: Value): Value {
  if (value === null) return null;
  if ('scale' in field) {
    const rounded = roundDecimal(value as Decimal, field.scale);
    return wholeDigits(rounded) > 20 ? null : rounded;
  }
  if (field.type === 'duration') {
    const seconds = Math.sign(value as number) * Math.round(Math.abs(value as number) / 1000);
    return inDurations(seconds * 1000) ? seconds * 1000 || 0 : null;
  }
  if ('maxLength' in field) return Array.from(value as string).length > field.maxLength ? null : value;
  return value;
}

function rollupValue(field: Field, rollup: Rollup, record: RecordValue, facts: RunFacts): Value {
  const { children, measure, where } = rollup;
  const isCounted = where === null ? () => true : createEvaluator(where.tree);
  const rows = (record[children] as readonly RecordValue[]).filter(
    (row) => isCounted(factsFor(facts, row, null)) === true,
  );
  if (measure === 'count') return rows.length;
  const values = rows.flatMap((row) => row[rollup.field ?? ''] ?? []);
  if (measure === 'sum')
    return 'scale' in field
      ? (values as Decimal[]).reduce(addDecimals, { units: 0n, scale: 0 })
      : safeSum(values as number[]);
  const isLess = (a: Value, b: Value): boolean =>
    typeof a === 'object' ? compareDecimals(a as Decimal, b as Decimal) < 0 : (a as number) < (b as number);
  return values.reduce<Value>((best, value) => {
    if (best === null) return value;
    return isLess(value, best) === (measure === 'smallest') ? value : best;
  }, null);
}

function safeSum(values: readonly number[]): number | null {
  const sum = values.reduce((total, value) => total + BigInt(value), 0n);
  const most = BigInt(Number.MAX_SAFE_INTEGER);
  return sum > most || sum < -most ? null : Number(sum);
}
