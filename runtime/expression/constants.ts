import { childrenOf, sameTree } from './children.ts';
import { collectFlaws, type Flaw, type Report } from './problem.ts';
import type { Tree, TreeOf } from './tree.ts';

const readsNothing = (tree: Tree): boolean => tree.is !== 'path' && childrenOf(tree).every(readsNothing);

/** Conditions that say the same whatever the data: constant ones, and those that look at one thing twice. */
export function findConstants(tree: Tree): readonly Flaw[] {
  const { flaws, report } = collectFlaws();
  const visit = (part: Tree): void => {
    if (part.type.is === 'bool' && readsNothing(part)) {
      report('constant/same', part);
      return;
    }
    if (part.is === 'compare' && sameTree(part.left, part.right)) report('constant/self', part, part.left);
    if (part.is === 'in' && part.list.is === 'list' && part.list.items.length === 0)
      report('constant/no-items', part.list);
    if (part.is === 'and' || part.is === 'or') findClash(part, report);
    for (const child of conditionsIn(part)) visit(child);
  };
  visit(tree);
  return flaws;
}

/** Parts to look at; `true` and `false` may well be alternatives of `? :`, and be compared with. */
function conditionsIn(part: Tree): readonly Tree[] {
  const parts =
    part.is === 'if' ? [part.test, ...[part.then, part.otherwise].filter(isNoLiteral)] : childrenOf(part);
  return part.is === 'compare' ? parts.filter(isNoLiteral) : part.is === 'in' ? [part.item] : parts;
}

const isNoLiteral = (part: Tree): boolean => part.is !== 'literal';

/** `x == "a" && x == "b"` is never true, `x != "a" || x != "b"` always; `a || a` says `a` twice. */
function findClash({ is, parts }: TreeOf<'and' | 'or'>, report: Report): void {
  for (const [index, part] of parts.entries())
    for (const other of parts.slice(index + 1))
      if (sameTree(part, other)) report('constant/twice', other);
      else if (clash(is, part, other))
        report('constant/clash', { start: part.start, end: other.end }, is, part, other);
}

function clash(is: 'and' | 'or', a: Tree, b: Tree): boolean {
  if (a.is !== 'compare' || b.is !== 'compare' || a.operator !== b.operator) return false;
  return (
    a.operator === (is === 'and' ? '==' : '!=') &&
    a.right.is === 'literal' &&
    b.right.is === 'literal' &&
    sameTree(a.left, b.left)
  );
}
