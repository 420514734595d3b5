import { formatDecimal } from '../model/decimal.ts';
import type { Decimal } from '../model/decimal.ts';
import { roundDecimal } from '../model/decimal-math.ts';
import type { Type } from '../expression/type.ts';
import type { RecordValue, Value } from '../expression/value.ts';

/** Digits kept of an exact number whose field does not say how many. */
const MOST_DIGITS = 20;

/**
 * A value of a rule as it is written into a field: exact numbers as text with the `scale` digits of the field, rounded half
 * away from zero; instants as ISO 8601, durations in seconds, records by their ids.
 */
export function encodeValue(type: Type, value: Value, scale: number | null = null): unknown {
  if (value === null) return null;
  if (Array.isArray(value)) {
    const of = type.is === 'list' ? type.of : type;
    return (value as readonly Value[]).map((item) => encodeValue(of, item, scale));
  }
  if (typeof value === 'object')
    return 'units' in value ? decimalText(value as Decimal, scale) : (value as RecordValue).id;
  if (typeof value !== 'number') return value;
  if (type.is === 'datetime') return new Date(value).toISOString();
  if (type.is === 'duration') return Math.round(value / 1000);
  return value;
}

function decimalText(value: Decimal, scale: number | null): string | null {
  const digits = scale ?? Math.min(value.scale, MOST_DIGITS);
  return formatDecimal(roundDecimal(value, digits), digits);
}
