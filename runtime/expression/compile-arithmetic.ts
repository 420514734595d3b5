import type { Decimal } from '../model/decimal.ts';
import { addDecimals, multiplyDecimals, negateDecimal, subtractDecimals } from '../model/decimal-math.ts';
import type { Run } from './read-path.ts';
import { inDurations, inInstants } from './temporal.ts';
import type { Arithmetic, TreeOf } from './tree.ts';
import type { Type } from './type.ts';
import { isExact } from './types.ts';
import type { Value } from './value.ts';

type Operation = (a: never, b: never) => Value;

/** Adding zero turns -0 into 0. */
const NUMBERS: Readonly<Record<Arithmetic, (a: number, b: number) => number | null>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b + 0,
  '/': (a, b) => (b === 0 ? null : (a - (a % b)) / b + 0),
  '%': (a, b) => (b === 0 ? null : (a % b) + 0),
};
const DECIMALS: Readonly<Record<string, (a: Decimal, b: Decimal) => Decimal>> = {
  '+': addDecimals,
  '-': subtractDecimals,
  '*': multiplyDecimals,
};

/** Whether a number may be the value of a whole number, an instant or a duration; others are unknown. */
const rangeOf = (type: Type): ((value: number) => boolean) =>
  type.is === 'datetime' ? inInstants : type.is === 'duration' ? inDurations : Number.isSafeInteger;

function operationOf({ operator, type }: TreeOf<'arithmetic'>): Operation {
  const exact = isExact(type) ? DECIMALS[operator] : undefined;
  if (exact !== undefined) return exact;
  if (type.is === 'string') return (a: string, b: string) => a + b;
  const compute = NUMBERS[operator];
  const inRange = rangeOf(type);
  return (a: number, b: number) => {
    const value = compute(a, b);
    return value !== null && inRange(value) ? value : null;
  };
}

export function compileArithmetic(tree: TreeOf<'arithmetic'>, left: Run, right: Run): Run {
  const apply = operationOf(tree) as (a: Value, b: Value) => Value;
  return (facts, locals) => {
    const a = left(facts, locals);
    const b = right(facts, locals);
    return a === null || b === null ? null : apply(a, b);
  };
}

export function compileNegation(of: Run, type: Type): Run {
  const exact = isExact(type);
  return (facts, locals) => {
    const value = of(facts, locals);
    if (value === null) return null;
    return exact ? negateDecimal(value as Decimal) : 0 - (value as number);
  };
}
