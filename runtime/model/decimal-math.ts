import type { Decimal } from './decimal.ts';

const TEN = 10n;
/** Powers of ten that come up all the time. */
const POWERS: readonly bigint[] = Array.from({ length: 40 }, (_, exponent) => TEN ** BigInt(exponent));

const power = (exponent: number): bigint => POWERS[exponent] ?? TEN ** BigInt(exponent);

/** Units of `value` at a scale that is not smaller than its own. */
const unitsAt = (value: Decimal, scale: number): bigint =>
  value.scale === scale ? value.units : value.units * power(scale - value.scale);

export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { units: unitsAt(a, scale) + unitsAt(b, scale), scale };
}

export function subtractDecimals(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { units: unitsAt(a, scale) - unitsAt(b, scale), scale };
}

export function multiplyDecimals(a: Decimal, b: Decimal): Decimal {
  return { units: a.units * b.units, scale: a.scale + b.scale };
}

export const negateDecimal = ({ units, scale }: Decimal): Decimal => ({ units: -units, scale });

export const absoluteDecimal = (value: Decimal): Decimal => (value.units < 0n ? negateDecimal(value) : value);

/** `numerator / denominator` as a whole number, half away from zero. */
function divideHalfAway(numerator: bigint, denominator: bigint): bigint {
  const whole = numerator / denominator;
  const rest = numerator % denominator;
  const twice = (rest < 0n ? -rest : rest) * 2n;
  if (twice < (denominator < 0n ? -denominator : denominator)) return whole;
  return numerator < 0n === denominator < 0n ? whole + 1n : whole - 1n;
}

/** With exactly `places` digits after the point, half away from zero. */
export function roundDecimal(value: Decimal, places: number): Decimal {
  if (value.scale <= places) return { units: unitsAt(value, places), scale: places };
  return { units: divideHalfAway(value.units, power(value.scale - places)), scale: places };
}

/** The exact quotient rounded once to `places` digits, half away from zero; null when `b` is zero. */
export function divideDecimals(a: Decimal, b: Decimal, places: number): Decimal | null {
  if (b.units === 0n) return null;
  // a / b = (a.units / b.units) * 10^(b.scale - a.scale), wanted in units of 10^-places.
  const shift = places + b.scale - a.scale;
  const numerator = shift >= 0 ? a.units * power(shift) : a.units;
  const denominator = shift >= 0 ? b.units : b.units * power(-shift);
  return { units: divideHalfAway(numerator, denominator), scale: places };
}
