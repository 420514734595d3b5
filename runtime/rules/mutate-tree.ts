import { childrenOf } from '../expression/children.ts';
import type { Comparison, Expression, Range, Tree } from '../expression/tree.ts';

/** A tree with one thing changed, and what that was: `amount <= 100` became `amount < 100`. */
export type ChangedTree = { readonly tree: Tree; readonly change: string };

const OPPOSITE: Readonly<Record<Comparison, Comparison>> = {
  '==': '!=',
  '!=': '==',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
};
const SHIFTED: Readonly<Partial<Record<Comparison, Comparison>>> = {
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
};

/**
 * Every way to get one part of a condition wrong: the opposite comparison, a bound that counts itself in or out, a part of
 * an `&&` or `||` left out, a negation lost, a sum for a difference.
 */
export function changeTree({ text, tree }: Expression): readonly ChangedTree[] {
  return changesIn(tree, text);
}

function changesIn(tree: Tree, text: string): readonly ChangedTree[] {
  const inside = childrenOf(tree).flatMap((child, index) =>
    changesIn(child, text).map(({ tree: changed, change }) => ({
      tree: withChild(tree, index, changed),
      change,
    })),
  );
  return [...ownChanges(tree, text), ...inside];
}

function ownChanges(tree: Tree, text: string): readonly ChangedTree[] {
  const written = (part: Range): string => text.slice(part.start, part.end).replaceAll(/\s+/gu, ' ');
  const became = (changed: Tree, now: string): ChangedTree => ({
    tree: changed,
    change: `\`${written(tree)}\` became \`${now}\``,
  });
  if (tree.is === 'compare') {
    const { operator } = tree;
    const shifted = SHIFTED[operator];
    return [OPPOSITE[operator], ...(shifted === undefined ? [] : [shifted])].map((other) =>
      became({ ...tree, operator: other }, withOperator(written(tree), written(tree.left), operator, other)),
    );
  }
  if (tree.is === 'and' || tree.is === 'or') return withoutParts(tree, written);
  if (tree.is === 'not') return [became(tree.of, written(tree.of))];
  if (tree.is === 'arithmetic' && (tree.operator === '+' || tree.operator === '-')) {
    const operator = tree.operator === '+' ? '-' : '+';
    return [became({ ...tree, operator }, `${written(tree.left)} ${operator} ${written(tree.right)}`)];
  }
  if (tree.is === 'loop' && (tree.kind === 'exists' || tree.kind === 'all')) {
    const kind = tree.kind === 'exists' ? 'all' : 'exists';
    return [became({ ...tree, kind }, written(tree).replace(`.${tree.kind}(`, `.${kind}(`))];
  }
  const isLeaf = tree.is === 'in' || (tree.type.is === 'bool' && (tree.is === 'path' || tree.is === 'call'));
  if (!isLeaf) return [];
  return [became(negated(tree), tree.is === 'path' ? `!${written(tree)}` : `!(${written(tree)})`)];
}

/** The comparison as written, with another operator; `has(x)` compares without one. */
function withOperator(whole: string, left: string, operator: Comparison, other: Comparison): string {
  const at = whole.indexOf(operator, whole.startsWith(left) ? left.length : 0);
  return at < 0 ? `!${whole}` : `${whole.slice(0, at)}${other}${whole.slice(at + operator.length)}`;
}

function withoutParts(
  tree: Tree & { readonly is: 'and' | 'or' },
  written: (part: Range) => string,
): readonly ChangedTree[] {
  return tree.parts.map((part, index) => {
    const left = tree.parts.toSpliced(index, 1);
    const [only] = left;
    return {
      tree: left.length === 1 && only !== undefined ? only : { ...tree, parts: left },
      change: `\`${written(part)}\` was left out of \`${written(tree)}\``,
    };
  });
}

function negated(of: Tree): Tree {
  return { start: of.start, end: of.end, type: { is: 'bool' }, is: 'not', of };
}

/** The tree with the part at that place of `childrenOf` replaced. */
function withChild(tree: Tree, index: number, child: Tree): Tree {
  const at = (list: readonly Tree[]): readonly Tree[] => list.with(index, child);
  switch (tree.is) {
    case 'not':
    case 'negate':
      return { ...tree, of: child };
    case 'and':
    case 'or':
      return { ...tree, parts: at(tree.parts) };
    case 'compare':
    case 'arithmetic':
      return index === 0 ? { ...tree, left: child } : { ...tree, right: child };
    case 'in':
      return index === 0 ? { ...tree, item: child } : { ...tree, list: child };
    case 'if':
      return { ...tree, [['test', 'then', 'otherwise'][index] ?? 'test']: child };
    case 'call':
    case 'decision':
      return { ...tree, args: at(tree.args) };
    case 'loop':
      return index === 0 ? { ...tree, list: child } : { ...tree, body: child };
    case 'list':
    case 'literal':
    case 'path':
    default:
      return tree;
  }
}
