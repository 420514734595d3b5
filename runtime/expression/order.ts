import { compareDecimals, type Decimal } from '../model/decimal.ts';
import { compareTexts } from './text.ts';
import type { Type } from './type.ts';
import { isExact, isText } from './types.ts';
import type { Value } from './value.ts';

export type Ordering = (a: Value, b: Value) => number;

/** How values of a type that has an order are compared; neither is null. */
export function ordering(type: Type): Ordering {
  if (isExact(type)) return (a, b) => compareDecimals(a as Decimal, b as Decimal);
  if (isText(type)) return (a, b) => compareTexts(a as string, b as string);
  return (a, b) => ((a as number) < (b as number) ? -1 : a === b ? 0 : 1);
}

/** How values of a type are told apart; neither is null. */
export function equality(type: Type): (a: Value, b: Value) => boolean {
  if (isExact(type)) return (a, b) => compareDecimals(a as Decimal, b as Decimal) === 0;
  if (type.is === 'record') return (a, b) => (a as { id: string }).id === (b as { id: string }).id;
  return (a, b) => a === b;
}
