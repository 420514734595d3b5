import type { Tree } from './tree.ts';

/**
 * Whether an empty operand of `==`, `!=` and `in` is a value of its own. It is for what is merely read or written (a path, a
 * literal, also as a decimal); a computed null is unknown and makes the comparison unknown: with `n` 0,
 * `total / n != 0` must not be true.
 */
export function isPlain(tree: Tree): boolean {
  if (tree.is === 'call') return tree.name === 'decimal' && tree.args.every(isPlain);
  return tree.is === 'path' || tree.is === 'literal' || tree.is === 'list';
}
