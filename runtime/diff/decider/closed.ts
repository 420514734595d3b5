import { childrenOf } from '../../expression/children.ts';
import { own } from '../../expression/own.ts';
import { mayBeNull } from '../../expression/may-be-null.ts';
import type { Tree, TreeOf } from '../../expression/tree.ts';
import { isOrdered, isText } from '../../expression/types.ts';
import { canonicalText } from './canonical.ts';
import { FALSE, not, TRUE } from './formula.ts';
import { single } from './linear.ts';
import { isValue } from './same-value.ts';
import { boundOf, type Leaf, type Scope, type Truth } from './scope.ts';
import { nameOf, prefixesOf } from './survey.ts';
import { closedBy } from './unknowns.ts';

/**
 * A part that is not looked into: its value is taken to be anything, the same wherever the same is said. So nothing that
 * is possible is missed, and what only seems possible is found out when an example is made of it.
 */
export function closedLeaf(tree: Tree, scope: Scope): Leaf {
  return closedAs(canonicalText(tree, scope), tree, scope);
}

function closedAs(key: string, tree: Tree, scope: Scope): Leaf {
  const { unknowns } = scope;
  const closed = closedBy(tree, readsOf(tree, scope), reasonFor(tree));
  const unknown = unknowns.ofClosed(key, tree.type, closed);
  const empty = isNeverEmpty(tree, scope) ? FALSE : unknowns.literal({ is: 'empty', name: key, closed });
  return {
    is: 'leaf',
    empty,
    value: unknown.is === 'ordered' ? { is: 'linear', of: single(unknown) } : { is: 'named', of: unknown },
  };
}

/** The same of a condition: it and its negation are one. */
export function closedTruth(tree: Tree, scope: Scope): Truth {
  const [said, denied] = [canonicalText(tree, scope), canonicalText(tree, scope, true)];
  const { empty, value } = closedAs(said < denied ? said : denied, tree, scope);
  const { and } = scope.unknowns.formulas;
  const holds = value.is === 'named' ? isValue(value.of, true, scope.unknowns) : FALSE;
  const [yes, no] = [and(not(empty), holds), and(not(empty), not(holds))];
  return said < denied ? { yes, no } : { yes: no, no: yes };
}

/** Empty or unknown, whatever is the case. */
export const NOTHING: Leaf = { is: 'leaf', empty: TRUE, value: { is: 'constant', value: '' } };

function isNeverEmpty(tree: Tree, scope: Scope): boolean {
  if (scope.inputs.size > 0 || mayBeNull(tree)) return false;
  const { empties } = scope.unknowns.survey;
  return !readsOf(tree, scope).some(
    (path) => path.type.is !== 'list' && prefixesOf(path).some((name) => empties.has(name)),
  );
}

/** Paths that a part reads, each once; of loops also what they read of each item, below `$item`. */
function readsOf(tree: Tree, scope: Scope): readonly TreeOf<'path'>[] {
  const found = new Map<string, TreeOf<'path'>>();
  const visit = (part: Tree, around: Scope): void => {
    const bound = boundOf(part, around);
    if (bound !== undefined) visit(bound.tree, bound.scope);
    else if (part.is === 'path') found.set(nameOf(part), part);
    if (part.is === 'decision')
      for (const { cells } of own(around.tables, part.table)?.rows ?? [])
        for (const cell of cells) if (cell !== null) visit(cell, around);
    for (const child of childrenOf(part)) visit(child, around);
  };
  visit(tree, scope);
  return [...found.values()];
}

/** The part in words, and that it is not decided. */
function reasonFor(tree: Tree): string {
  return `${partName(tree)} is beyond what is decided`;
}

function partName(tree: Tree): string {
  switch (tree.is) {
    case 'call':
      return `\`${tree.name}\``;
    case 'loop':
      return `\`${tree.kind}\``;
    case 'decision':
      return `the table \`${tree.table}\``;
    case 'arithmetic':
      return `\`${tree.operator}\` between two values`;
    case 'compare':
      return isText(tree.left.type) && isOrdered(tree.left.type)
        ? `\`${tree.operator}\` on texts`
        : `\`${tree.operator}\` between values of different kinds`;
    case 'in':
      return '`in` a computed list';
    case 'if':
    case 'path':
    case 'literal':
    case 'list':
    case 'not':
    case 'and':
    case 'or':
    case 'negate':
    default:
      return 'a computed value';
  }
}
