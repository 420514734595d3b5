import type { Decimal } from '../model/decimal.ts';
import { absoluteDecimal, divideDecimals, roundDecimal } from '../model/decimal-math.ts';
import type { FunctionName } from './functions.ts';
import { type Ordering, ordering } from './order.ts';
import { dateOf, dayNumber } from './temporal.ts';
import { LONGEST_MATCHED, countCharacters, lowerAscii, trimAscii, upperAscii } from './text.ts';
import type { Type } from './type.ts';
import type { Value } from './value.ts';

/** What a function gives for arguments none of which is null. */
export type Apply = (args: readonly Value[]) => Value;

type Pure = (a: never, b: never, c: never) => Value;

const part = (from: number, to: number) => (date: string) => Number(date.slice(from, to));
const whole = (millis: number) => (duration: number) => Math.trunc(duration / millis) || 0;

/** `min`, `max` and `matches` depend on more than the values; see `applyOf`. */
const PURE: Readonly<Record<Exclude<FunctionName, 'min' | 'max' | 'matches'>, Pure>> = {
  startsWith: (text: string, other: string) => text.startsWith(other),
  endsWith: (text: string, other: string) => text.endsWith(other),
  contains: (text: string, other: string) => text.includes(other),
  lowerAscii,
  upperAscii,
  trim: trimAscii,
  size: (of: string | readonly Value[]) => (typeof of === 'string' ? countCharacters(of) : of.length),
  string: String,
  decimal: (value: number) => ({ units: BigInt(value), scale: 0 }),
  abs: (value: number | Decimal) => (typeof value === 'number' ? Math.abs(value) : absoluteDecimal(value)),
  round: roundDecimal,
  div: divideDecimals,
  addDays: (date: string, days: number) => dateOf(dayNumber(date) + days),
  daysBetween: (from: string, until: string) => dayNumber(until) - dayNumber(from),
  year: part(0, 4),
  month: part(5, 7),
  day: part(8, 10),
  // 1970-01-01 was a Thursday, the fourth day.
  dayOfWeek: (date: string) => ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1,
  getHours: whole(3_600_000),
  getMinutes: whole(60_000),
  getSeconds: whole(1000),
};

export function applyOf(name: FunctionName, type: Type, pattern: string): Apply {
  if (name === 'matches') return matcher(pattern);
  if (name === 'min' || name === 'max') return extreme(ordering(type), name === 'min' ? 1 : -1);
  const pure = PURE[name] as (...args: readonly Value[]) => Value;
  return (args) => pure(args[0] ?? null, args[1] ?? null, args[2] ?? null);
}

function matcher(pattern: string): Apply {
  // The checker vetted and rewrote it.
  const regex = new RegExp(pattern, 'u');
  return ([text]) => {
    const value = text as string;
    const long = value.length > LONGEST_MATCHED && countCharacters(value) > LONGEST_MATCHED;
    return long ? null : regex.test(value);
  };
}

function extreme(compare: Ordering, sign: number): Apply {
  return (args) =>
    args.reduce((best, value) => (compare(best, value) * sign > 0 ? value : best), args[0] ?? null);
}
