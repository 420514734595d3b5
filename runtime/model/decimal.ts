import type { DecimalText } from './field.ts';

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/u;

/** An exact decimal: `units` divided by ten to the power of `scale`. */
export type Decimal = { readonly units: bigint; readonly scale: number };

/** Reads `-12.50`; null for anything else (exponents, signs other than minus, grouping, spaces). */
export function parseDecimal(text: string): Decimal | null {
  const match = DECIMAL.exec(text);
  if (match === null || text.length > 200) return null;
  const [, sign = '', whole = '', fraction = ''] = match;
  const units = BigInt(whole + fraction);
  return { units: sign === '-' ? -units : units, scale: fraction.length };
}

/** Negative, zero or positive, as for sorting. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  if (a.scale === b.scale) return a.units < b.units ? -1 : a.units > b.units ? 1 : 0;
  const scale = Math.max(a.scale, b.scale);
  const left = a.units * 10n ** BigInt(scale - a.scale);
  const right = b.units * 10n ** BigInt(scale - b.scale);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Canonical text with exactly `scale` digits after the point; null when digits other than zero would be lost. */
export function formatDecimal(value: Decimal, scale: number): DecimalText | null {
  let units = value.units;
  if (value.scale > scale) {
    const factor = 10n ** BigInt(value.scale - scale);
    if (units % factor !== 0n) return null;
    units /= factor;
  } else units *= 10n ** BigInt(scale - value.scale);
  const negative = units < 0n;
  const digits = (negative ? -units : units).toString().padStart(scale + 1, '0');
  const text = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return negative ? `-${text}` : text;
}

/** Digits before the point that `value` needs. */
export function wholeDigits(value: Decimal): number {
  const units = value.units < 0n ? -value.units : value.units;
  return (units / 10n ** BigInt(value.scale)).toString().length;
}
