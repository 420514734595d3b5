import { formatDecimal, parseDecimal } from '../model/decimal.ts';
import type { CellValue } from './decision-literal.ts';
import type { Type } from './type.ts';

/**
 * An ordered type as whole numbers. Decimals get one digit more than any literal of the column has: between two literals
 * there is a value then exactly if there is one at all, so that open ends are exact.
 */
export type Scale = {
  readonly ticks: (value: CellValue) => bigint;
  readonly value: (ticks: bigint) => CellValue;
  /** First and last value there is. */
  readonly lowest: bigint;
  readonly highest: bigint;
  /** Ticks of a step that people take: one whole. */
  readonly step: bigint;
  /** Whether there are values between any two: the last digit is the one that no literal has. */
  readonly dense: boolean;
};

const DAY = 86_400_000;
const SAFE = BigInt(Number.MAX_SAFE_INTEGER);
/** Digits before the point of the greatest decimal that is looked at, beside those of the literals. */
const WHOLE_DIGITS = 24n;

/** Null for types without an order. */
export function createScale(type: Type, literals: readonly CellValue[]): Scale | null {
  return SCALES[type.is]?.(literals) ?? null;
}

const SCALES: Readonly<Partial<Record<Type['is'], (literals: readonly CellValue[]) => Scale>>> = {
  int: () => whole(1n),
  duration: () => whole(1000n),
  decimal: exact,
  money: exact,
  date: () => instants(DAY, 10, '0001-01-01', '9999-12-31'),
  datetime: () => instants(1, 24, '0001-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z'),
  time: times,
};

function whole(step: bigint): Scale {
  return {
    ticks: (value) => BigInt(value),
    value: Number,
    lowest: -SAFE,
    highest: SAFE,
    step,
    dense: false,
  };
}

function exact(literals: readonly CellValue[]): Scale {
  const read = literals.map((literal) => parseDecimal(String(literal)) ?? { units: 0n, scale: 0 });
  const scale = Math.max(0, ...read.map((decimal) => decimal.scale)) + 1;
  const power = 10n ** BigInt(scale);
  const ticks = (value: CellValue): bigint => {
    const decimal = parseDecimal(String(value)) ?? { units: 0n, scale: 0 };
    return decimal.units * 10n ** BigInt(scale - decimal.scale);
  };
  const most = literals.map(ticks).reduce((far, one) => (one > far ? one : -one > far ? -one : far), 0n);
  const end = most + power * 10n ** WHOLE_DIGITS;
  const value = (units: bigint): CellValue => plain(units, scale);
  return { ticks, value, lowest: -end, highest: end, step: power, dense: true };
}

/** Without zeros at the end of the fraction. */
function plain(units: bigint, scale: number): string {
  let [shown, digits] = [units, scale];
  while (digits > 0 && shown % 10n === 0n) [shown, digits] = [shown / 10n, digits - 1];
  return formatDecimal({ units: shown, scale: digits }, digits) ?? '0';
}

function instants(unit: number, length: number, first: string, last: string): Scale {
  const ticks = (value: CellValue): bigint => BigInt(Math.floor(Date.parse(String(value)) / unit));
  return {
    ticks,
    value: (units) => new Date(Number(units) * unit).toISOString().slice(0, length),
    lowest: ticks(first),
    highest: ticks(last),
    step: unit === 1 ? BigInt(DAY) : 1n,
    dense: false,
  };
}

function times(): Scale {
  return {
    ticks: (value) => BigInt(Date.parse(`1970-01-01T${String(value)}Z`) / 1000),
    value: (units) => new Date(Number(units) * 1000).toISOString().slice(11, 19),
    lowest: 0n,
    highest: 86_399n,
    step: 60n,
    dense: false,
  };
}
