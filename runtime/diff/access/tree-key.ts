import { childrenOf } from '../../expression/children.ts';
import type { Comparison, Tree } from '../../expression/tree.ts';

const known = new WeakMap<Tree, string>();

/**
 * A text that is equal for conditions that say the same apart from how they are written: places, the order within `&&`, `||`,
 * `==` and lists, and the side on which a comparison names its operands do not count. Types do not count either.
 */
export function treeKey(tree: Tree): string {
  const before = known.get(tree);
  if (before !== undefined) return before;
  const key = makeKey(tree);
  known.set(tree, key);
  return key;
}

const TURNED: Readonly<Partial<Record<Comparison, Comparison>>> = { '>': '<', '>=': '<=' };

function makeKey(tree: Tree): string {
  switch (tree.is) {
    case 'literal':
      return literalKey(tree.value, tree.type.is);
    case 'list':
      return `[${tree.items.map(treeKey).toSorted().join(',')}]`;
    case 'path':
      return [tree.root, ...tree.steps].join('.');
    case 'and':
    case 'or':
      return `${tree.is}(${partKeys(tree.is, tree.parts).join(',')})`;
    case 'compare': {
      const { operator, left, right } = tree;
      const turned = TURNED[operator];
      if (turned !== undefined) return `(${treeKey(right)} ${turned} ${treeKey(left)})`;
      const sides = [treeKey(left), treeKey(right)];
      if (operator === '==' || operator === '!=') sides.sort();
      return `(${sides.join(` ${operator} `)})`;
    }
    case 'arithmetic':
      return `(${treeKey(tree.left)} ${tree.operator} ${treeKey(tree.right)})`;
    case 'loop':
      return `${tree.kind}(${treeKey(tree.list)}, ${tree.item}: ${treeKey(tree.body)})`;
    case 'decision':
      return `${tree.table}(${tree.args.map(treeKey).join(',')})!${tree.output}`;
    case 'call':
      return `${tree.name}(${tree.args.map(treeKey).join(',')})`;
    case 'not':
    case 'negate':
    case 'in':
    case 'if':
    default:
      return `${tree.is}(${childrenOf(tree).map(treeKey).join(',')})`;
  }
}

/** A whole number says the same as the decimal into which it is turned beside one. */
function literalKey(value: boolean | number | string | null, type: string): string {
  const exact = type === 'decimal' || type === 'money';
  return exact && typeof value === 'string' ? trimmed(value) : JSON.stringify(value);
}

const trimmed = (digits: string): string =>
  digits.includes('.') ? digits.replace(/0+$/u, '').replace(/\.$/u, '') : digits;

/** Nested parts of the same kind count as parts of the whole, and each only once. */
function partKeys(is: 'and' | 'or', parts: readonly Tree[]): readonly string[] {
  const flat = (part: Tree): readonly Tree[] => (part.is === is ? part.parts.flatMap(flat) : [part]);
  return [...new Set(parts.flatMap(flat).map(treeKey))].toSorted();
}
