import type { TreeOf } from '../../../runtime/expression/tree.ts';
import type { Compiler } from './compiler.ts';
import { isText } from './sql-type.ts';
import type { SqlTarget } from './target.ts';

/** SQL of `+ - * / %`, by what the operands are. */
export function arithmeticSql(compiler: Compiler, tree: TreeOf<'arithmetic'>, target: SqlTarget): string {
  const { rules } = compiler;
  const { operator } = tree;
  const [left, right] = [compiler.value(tree.left, target), compiler.value(tree.right, target)];
  const [of, by] = [tree.left.type.is, tree.right.type.is];
  if (isText(tree.left.type)) return `(${left} || ${right})`;
  if (of === 'datetime' && by === 'datetime') return `jig.ms_between(${left}, ${right})`;
  if (of === 'datetime') return rules.addDuration(left, operator === '-' ? `(- ${right})` : right);
  if (by === 'datetime') return rules.addDuration(right, left);
  if (!isWhole(of) || !isWhole(by)) return rules.decimal(left, operator, right);
  const range = tree.type.is === 'duration' ? 'span' : 'int';
  switch (operator) {
    case '+':
    case '-':
      return rules.sum(left, operator, right, range);
    case '*':
      return rules.product(left, right, range);
    case '/':
      return rules.quotientOfInts(left, right);
    case '%':
      return rules.remainder(left, right);
  }
  return operator satisfies never;
}

const isWhole = (type: string): boolean => type === 'int' || type === 'duration';
