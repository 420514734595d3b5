import { parseDecimal } from '../model/decimal.ts';
import type { Tree } from './tree.ts';
import { isExact } from './types.ts';
import type { Value } from './value.ts';

/** The value of a literal, or of a list of them; null for any other tree. */
export function literalValue(tree: Tree): Value {
  if (tree.is === 'list') return tree.items.map(literalValue);
  if (tree.is !== 'literal' || tree.value === null) return null;
  const { value, type } = tree;
  if (isExact(type)) return parseDecimal(String(value));
  return type.is === 'datetime' ? Date.parse(String(value)) : value;
}
