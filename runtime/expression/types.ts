import type { Tree } from './tree.ts';
import type { Type } from './type.ts';

export const BOOL: Type = { is: 'bool' };
export const INT: Type = { is: 'int' };
export const DECIMAL: Type = { is: 'decimal' };
export const STRING: Type = { is: 'string' };
export const NULL: Type = { is: 'null' };

export const isText = (type: Type): boolean => type.is === 'string' || type.is === 'choice';
export const isNumber = (type: Type): boolean => type.is === 'int' || type.is === 'decimal';

/** Whether it is a number written out, which takes the currency of what it meets. */
export const isWrittenNumber = (tree: Tree): boolean => tree.is === 'literal' && isNumber(tree.type);
/** A single value that can be shown. */
export const isScalar = ({ is }: Type): boolean => is !== 'list' && is !== 'record' && is !== 'null';
/** Numbers and amounts. */
export const isAmount = (type: Type): boolean => type.is === 'int' || isExact(type);
/** What is computed as a `Decimal`. */
export const isExact = (type: Type): boolean => type.is === 'decimal' || type.is === 'money';

const ORDERED = new Set(['int', 'decimal', 'money', 'string', 'date', 'datetime', 'time', 'duration']);
/** Whether values of the type come before and after each other. Options do not: their names say nothing about rank. */
export const isOrdered = (type: Type): boolean => ORDERED.has(type.is);

/** Whether both are one type, options aside. */
export function sameType(a: Type, b: Type): boolean {
  if (a.is === 'list' && b.is === 'list') return sameType(a.of, b.of);
  if (a.is === 'money' && b.is === 'money') return a.currency === b.currency;
  if (a.is === 'record' && b.is === 'record') return a.entity === b.entity;
  return a.is === b.is;
}

/** All of the parts; null when one could not be checked. */
export function complete(parts: readonly (Tree | null)[]): readonly Tree[] | null {
  const known = parts.filter((part) => part !== null);
  return known.length < parts.length ? null : known;
}
