import { dateOf, dayNumber } from '../../expression/temporal.ts';
import type { TreeOf } from '../../expression/tree.ts';
import type { Type } from '../../expression/type.ts';
import { isExact } from '../../expression/types.ts';
import { type Decimal, formatDecimal, parseDecimal } from '../../model/decimal.ts';
import type { Limits } from './possible.ts';
import { nameOf, type Survey } from './survey.ts';
import type { Closed, Ordered } from './unknown.ts';

type Wire = boolean | number | string | null | undefined;

const SAFE = BigInt(Number.MAX_SAFE_INTEGER);
const DAY = 86_400_000;
/** Ten thousand years, in milliseconds. */
const LONGEST_DURATION = BigInt(10_000 * 365.25 * DAY);

/** Values that examples are near to where nothing else is asked of them. */
export const USUAL_DAY = '2026-06-15';

/** First and last value of a type, in its own unit; exact numbers have no end. */
const ENDS: Readonly<Partial<Record<Type['is'], readonly [low: bigint, high: bigint]>>> = {
  int: [-SAFE, SAFE],
  date: [day('0001-01-01'), day('9999-12-31')],
  datetime: [instant('0001-01-01T00:00:00.000Z'), instant('9999-12-31T23:59:59.999Z')],
  time: [0n, 86_399n],
  duration: [-LONGEST_DURATION, LONGEST_DURATION],
};

/** What `now` and `today` are taken to lie between: nobody asks about a clock that is wrong by centuries. */
const CLOCK: Readonly<Record<string, readonly [low: bigint, high: bigint]>> = {
  now: [instant('2000-01-01T00:00:00.000Z'), instant('2999-12-31T23:59:59.999Z')],
  today: [day('2000-01-01'), day('2999-12-31')],
};

function day(text: string): bigint {
  return BigInt(dayNumber(text));
}

function instant(text: string): bigint {
  return BigInt(Date.parse(text));
}

/** The ends of what a computed value of the type may be; beyond them it is unknown. Null: it has none. */
export const rangeOf = (type: Type): readonly [bigint, bigint] | null =>
  type.is === 'time' || type.is === 'date' || !(type.is in ENDS) ? null : (ENDS[type.is] ?? null);
export const dateRange = (): readonly [bigint, bigint] => ENDS.date ?? [0n, 0n];

/** A literal in the unit of its type: days, milliseconds, seconds of a time. Null for what is none. */
export function exactValue(value: Wire, type: Type): Decimal | null {
  if (value === null || value === undefined || typeof value === 'boolean') return null;
  if (isExact(type)) return parseDecimal(String(value));
  if (typeof value === 'number')
    return Number.isSafeInteger(value) ? { units: BigInt(value), scale: 0 } : null;
  const whole = wholeOf(value, type);
  return Number.isSafeInteger(whole) ? { units: BigInt(whole), scale: 0 } : null;
}

function wholeOf(value: string, type: Type): number {
  if (type.is === 'date') return dayNumber(value);
  if (type.is === 'time') return Date.parse(`1970-01-01T${value}Z`) / 1000;
  return type.is === 'datetime' ? Date.parse(value) : Number.NaN;
}

/** A value as it is sent, and as limits are written: durations in seconds. Null for what is none of the type. */
export function readOrdered(value: unknown, type: Type): Decimal | null {
  if (typeof value !== 'number' && typeof value !== 'string') return null;
  const read = exactValue(value, type);
  return read !== null && type.is === 'duration' ? { units: read.units * 1000n, scale: read.scale } : read;
}

export const powerOf = (scale: number): bigint => 10n ** BigInt(scale);

/** Rounded down. */
export function floorDivide(a: bigint, b: bigint): bigint {
  const whole = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? whole - 1n : whole;
}
export const ceilDivide = (a: bigint, b: bigint): bigint => -floorDivide(-a, b);

/** Digits that numbers of the question are counted in: one more than any of them has, and room between two of them. */
const digitsOf = ({ digits, size }: Survey): number => digits + String(size + 1).length;

export function createOrdered(
  key: string,
  type: Type,
  path: TreeOf<'path'> | null,
  closed: Closed | null,
  survey: Survey,
): Ordered {
  const limits = path === null ? null : survey.limits(path);
  // Days are added to dates, so that both are counted in one unit.
  const isWhole = type.is === 'int' || type.is === 'date';
  const isNumber = isWhole || isExact(type);
  const scale = isNumber ? digitsOf(survey) : 0;
  const kept = isWhole ? 0 : (limits?.scale ?? null);
  const dense = isExact(type) && kept === null;
  // Durations that are kept are whole seconds.
  const grid = isNumber
    ? powerOf(dense ? 0 : scale - (kept ?? 0))
    : type.is === 'duration' && path !== null
      ? 1000n
      : 1n;
  const [low, high] = endsOf(type, path, limits, scale);
  return {
    is: 'ordered',
    key,
    type,
    path,
    closed,
    scale,
    grid,
    dense,
    low: low === null ? null : ceilDivide(low, grid) * grid,
    high: high === null ? null : floorDivide(high, grid) * grid,
  };
}

function endsOf(
  type: Type,
  path: TreeOf<'path'> | null,
  limits: Limits | null,
  scale: number,
): readonly [bigint | null, bigint | null] {
  const name = path === null ? '' : nameOf(path);
  const [low, high] = CLOCK[name] ?? ENDS[type.is] ?? [null, null];
  const units = (value: Decimal | null): bigint | null =>
    value === null ? null : value.units * powerOf(scale - value.scale);
  const whole = (value: bigint | null): bigint | null => (value === null ? null : value * powerOf(scale));
  const [min, max] = [units(readOrdered(limits?.min, type)), units(readOrdered(limits?.max, type))];
  return [greatest(whole(low), min), least(whole(high), max)];
}

const greatest = (a: bigint | null, b: bigint | null): bigint | null =>
  a === null ? b : b === null || a > b ? a : b;
const least = (a: bigint | null, b: bigint | null): bigint | null =>
  a === null ? b : b === null || a < b ? a : b;

const USUAL: Readonly<Partial<Record<Type['is'], bigint>>> = {
  date: day(USUAL_DAY),
  datetime: instant(`${USUAL_DAY}T12:00:00Z`),
  time: 43_200n,
  duration: 3_600_000n,
};

/** Where values lie that nothing is asked of. */
export const usualUnits = ({ type, scale }: Ordered): bigint => (USUAL[type.is] ?? 1n) * powerOf(scale);

/** The value as it is sent. */
export function sendOrdered({ type, scale, dense, grid }: Ordered, units: bigint): number | string | null {
  if (type.is === 'date') return dateOf(Number(units / powerOf(scale)));
  if (type.is === 'datetime') return new Date(Number(units)).toISOString();
  if (type.is === 'time') return new Date(Number(units) * 1000).toISOString().slice(11, 19);
  if (type.is === 'duration') return Number(units) / 1000;
  if (type.is === 'int') return Number(units / powerOf(scale));
  const digits = dense ? plainDigits(units, scale) : String(powerOf(scale) / grid).length - 1;
  return formatDecimal({ units, scale }, digits);
}

/** Digits behind the point without zeros at their end. */
function plainDigits(units: bigint, scale: number): number {
  let digits = scale;
  for (let rest = units; digits > 0 && rest % 10n === 0n; rest /= 10n) digits -= 1;
  return digits;
}
