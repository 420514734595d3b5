import { childrenOf, sameTree } from './children.ts';
import type { Problem } from './problem.ts';
import type { Range, Tree, TreeOf } from './tree.ts';

const readsNothing = (tree: Tree): boolean => tree.is !== 'path' && childrenOf(tree).every(readsNothing);

/** Conditions that say the same whatever the data: constant ones, and those that look at one thing twice. */
export function findConstants(tree: Tree, text: string): readonly Problem[] {
  const problems: Problem[] = [];
  const report = ({ start, end }: Range, message: string, hint: string): void => {
    problems.push({ code: 'expression/constant', start, end, message, hint });
  };
  const excerpt = ({ start, end }: Range): string => `\`${text.slice(start, Math.min(end, start + 60))}\``;
  const visit = (part: Tree): void => {
    if (part.type.is === 'bool' && readsNothing(part)) {
      report(part, `${excerpt(part)} is the same for every record.`, 'name a field in it, or leave it out');
      return;
    }
    if (part.is === 'compare' && sameTree(part.left, part.right))
      report(part, `${excerpt(part.left)} is compared with itself.`, 'compare it with something else');
    if (part.is === 'in' && part.list.is === 'list' && part.list.items.length === 0)
      report(part.list, 'This list has no items.', 'write the values that you mean in it');
    if (part.is === 'and' || part.is === 'or') findClash(part, report, excerpt);
    for (const child of conditionsIn(part)) visit(child);
  };
  visit(tree);
  return problems;
}

/** Parts to look at; `true` and `false` may well be alternatives of `? :`, and be compared with. */
function conditionsIn(part: Tree): readonly Tree[] {
  const parts =
    part.is === 'if' ? [part.test, ...[part.then, part.otherwise].filter(isNoLiteral)] : childrenOf(part);
  return part.is === 'compare' ? parts.filter(isNoLiteral) : part.is === 'in' ? [part.item] : parts;
}

const isNoLiteral = (part: Tree): boolean => part.is !== 'literal';

/** `x == "a" && x == "b"` is never true, `x != "a" || x != "b"` always; `a || a` says `a` twice. */
function findClash(
  { is, parts }: TreeOf<'and' | 'or'>,
  report: (at: Range, message: string, hint: string) => void,
  excerpt: (at: Range) => string,
): void {
  for (const [index, part] of parts.entries())
    for (const other of parts.slice(index + 1)) {
      if (sameTree(part, other)) report(other, `${excerpt(other)} is there twice.`, 'leave one out');
      else if (clash(is, part, other))
        report(
          { start: part.start, end: other.end },
          `${is === 'and' ? 'Both can never' : 'One will always'} be true: ${excerpt(part)}, ${excerpt(other)}.`,
          `write \`${is === 'and' ? '||' : '&&'}\` between the two`,
        );
    }
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
