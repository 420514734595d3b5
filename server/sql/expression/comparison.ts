import { isPlain } from '../../../runtime/expression/plain.ts';
import type { Comparison, Tree, TreeOf } from '../../../runtime/expression/tree.ts';
import type { Compiler, ConditionKind } from './compiler.ts';
import { literalSql } from './literal.ts';
import type { Operand } from './rules.ts';
import { type Condition, one } from './sql.ts';
import { isText } from './sql-type.ts';
import type { SqlTarget } from './target.ts';

const OPPOSITE: Readonly<Record<Exclude<Comparison, '==' | '!='>, Comparison>> = {
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
};

export const comparison: ConditionKind<TreeOf<'compare'>> = {
  isTrue: (compiler, tree, target) => {
    const { operator } = tree;
    if (operator === '==') return equal(compiler, tree, target);
    if (operator === '!=') return different(compiler, tree, target);
    return ordered(compiler, tree, operator, target);
  },
  isFalse: (compiler, tree, target) => {
    const { operator } = tree;
    if (operator === '==') return different(compiler, tree, target);
    if (operator === '!=') return equal(compiler, tree, target);
    return ordered(compiler, tree, OPPOSITE[operator], target);
  },
};

function equal(compiler: Compiler, { left, right }: TreeOf<'compare'>, target: SqlTarget): Condition {
  const other = besideNull(left, right);
  if (other !== null) return compiler.rules.isTrueEmpty(compiler.value(other, target), isPlain(other));
  return compiler.rules.isTrueEqual(operandOf(compiler, left, target), operandOf(compiler, right, target));
}

function different(compiler: Compiler, { left, right }: TreeOf<'compare'>, target: SqlTarget): Condition {
  const other = besideNull(left, right);
  if (other !== null) return one(`${compiler.value(other, target)} is not null`);
  return compiler.rules.isFalseEqual(operandOf(compiler, left, target), operandOf(compiler, right, target));
}

function ordered(
  compiler: Compiler,
  { left, right }: TreeOf<'compare'>,
  operator: Comparison,
  target: SqlTarget,
): Condition {
  const text = isText(left.type) || isText(right.type);
  return compiler.rules.order(
    numberSql(compiler, left, target),
    operator,
    numberSql(compiler, right, target),
    text,
  );
}

/** An operand of `==`, `!=` and `in`. */
export function operandOf(compiler: Compiler, tree: Tree, target: SqlTarget): Operand {
  return { sql: numberSql(compiler, tree, target), plain: isPlain(tree), nullable: isNullable(tree, target) };
}

/** Literal numbers stay as short as a person would write them: the other side makes them what they must be. */
function numberSql(compiler: Compiler, tree: Tree, target: SqlTarget): string {
  const [inner = tree] = tree.is === 'call' && tree.name === 'decimal' ? tree.args : [];
  return inner.is === 'literal' ? literalSql(inner) : compiler.value(tree, target);
}

function isNullable(tree: Tree, target: SqlTarget): boolean {
  if (tree.is === 'literal') return tree.value === null;
  if (tree.is === 'list') return false;
  if (tree.is === 'call' && tree.name === 'decimal')
    return tree.args.some((part) => isNullable(part, target));
  // The input of a decision table's cell is whatever was put in.
  if (tree.is === 'path') return tree.nullable || target.mayBeNull?.(tree) === true;
  return true;
}

/** What is compared with the literal `null`; null where neither side is one. */
const besideNull = (left: Tree, right: Tree): Tree | null =>
  isNull(left) ? right : isNull(right) ? left : null;

const isNull = (tree: Tree): boolean => tree.is === 'literal' && tree.value === null;
