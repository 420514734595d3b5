import { childrenOf } from './children.ts';
import type { Tree } from './tree.ts';

/** Calls and operators whose result may be unknown although everything that they are given is known. */
const PARTIAL_CALLS: ReadonlySet<string> = new Set(['div', 'addDays', 'string', 'decimal']);
const EXACT: ReadonlySet<string> = new Set(['decimal', 'money', 'string']);

/**
 * Whether the value of the expression may be empty or unknown, as far as types tell: something optional is read where that
 * is not absorbed, or a part may leave the range of its type.
 */
export function mayBeNull(tree: Tree): boolean {
  switch (tree.is) {
    case 'literal':
      return tree.value === null;
    case 'path':
      return tree.nullable;
    case 'compare':
      // Empty is a value of its own for `==` and `!=`, which checking left only where it is allowed.
      return tree.operator === '==' || tree.operator === '!='
        ? [tree.left, tree.right].some((side) => !isRead(side) && mayBeNull(side))
        : mayBeNull(tree.left) || mayBeNull(tree.right);
    case 'in':
      return !isRead(tree.item) && mayBeNull(tree.item);
    case 'arithmetic':
      return !EXACT.has(tree.type.is) || mayBeNull(tree.left) || mayBeNull(tree.right);
    case 'negate':
      return mayBeNull(tree.of);
    case 'call':
      if (tree.name === 'decimal') return tree.args.some(mayBeNull);
      return PARTIAL_CALLS.has(tree.name) || tree.args.some(mayBeNull);
    case 'decision':
      return true;
    case 'not':
    case 'and':
    case 'or':
    case 'if':
    case 'loop':
    case 'list':
    default:
      return childrenOf(tree).some(mayBeNull);
  }
}

const isRead = (tree: Tree): boolean => tree.is === 'path' || tree.is === 'literal';
