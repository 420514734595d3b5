import type { Tree } from '../../../runtime/expression/tree.ts';
import { arithmeticSql } from './arithmetic.ts';
import { callSql } from './calls.ts';
import { comparison } from './comparison.ts';
import { type Compiler, pathSql } from './compiler.ts';
import { decisionSql } from './decision.ts';
import { arraySql, wideLiteralSql } from './literal.ts';
import { loop } from './loops.ts';
import { filledArray, membership } from './membership.ts';
import { SQL_RULES, type SqlRules } from './rules.ts';
import { allOf, anyOf, beside, type Condition, FALSE, one, TRUE } from './sql.ts';
import type { SqlTarget } from './target.ts';

/** The three forms in which an expression stands in SQL, as texts for a place beside `and`, or in a list of values. */
export type ExpressionSql = {
  readonly sqlTrue: (tree: Tree, target: SqlTarget) => string;
  readonly sqlFalse: (tree: Tree, target: SqlTarget) => string;
  readonly sqlValue: (tree: Tree, target: SqlTarget) => string;
};

/**
 * A compiler of conditions by polarity: for "is true" and "is false" there is a translation each, so that `not` never stands
 * before anything that could be unknown as a whole. `rules` are replaced by tests only.
 */
export function createExpressionSql(rules: SqlRules): ExpressionSql {
  const compiler: Compiler = {
    rules,
    isTrue: (tree, target) => conditionOf(compiler, tree, target, true),
    isFalse: (tree, target) => conditionOf(compiler, tree, target, false),
    value: (tree, target) => valueOf(compiler, tree, target),
  };
  return {
    sqlTrue: (tree, target) => beside(compiler.isTrue(tree, target)),
    sqlFalse: (tree, target) => beside(compiler.isFalse(tree, target)),
    sqlValue: (tree, target) => compiler.value(tree, target),
  };
}

/**
 * `sqlTrue` is true exactly where the expression is TRUE, `sqlFalse` exactly where it is FALSE; both may be null elsewhere.
 * `sqlValue` is the value, null where it is empty or unknown. None ever raises an error, whatever the data.
 */
export const { sqlTrue, sqlFalse, sqlValue } = createExpressionSql(SQL_RULES);

function conditionOf(compiler: Compiler, tree: Tree, target: SqlTarget, wanted: boolean): Condition {
  const holds = wanted ? compiler.isTrue : compiler.isFalse;
  switch (tree.is) {
    case 'literal':
      return tree.value === wanted ? TRUE : FALSE;
    case 'not':
      return compiler.rules.negation(
        () => compiler.isTrue(tree.of, target),
        () => compiler.isFalse(tree.of, target),
        wanted,
      );
    case 'and':
    case 'or': {
      const parts = tree.parts.map((part) => holds(part, target));
      return (tree.is === 'and') === wanted ? allOf(parts) : anyOf(parts);
    }
    case 'compare':
      return wanted ? comparison.isTrue(compiler, tree, target) : comparison.isFalse(compiler, tree, target);
    case 'in':
      return wanted ? membership.isTrue(compiler, tree, target) : membership.isFalse(compiler, tree, target);
    case 'loop':
      return wanted ? loop.isTrue(compiler, tree, target) : loop.isFalse(compiler, tree, target);
    case 'if':
      return anyOf([
        allOf([compiler.isTrue(tree.test, target), holds(tree.then, target)]),
        allOf([compiler.isFalse(tree.test, target), holds(tree.otherwise, target)]),
      ]);
    case 'path':
    case 'call':
    case 'decision': {
      const value = compiler.value(tree, target);
      return one(wanted ? value : `not ${value}`);
    }
    case 'list':
    case 'negate':
    case 'arithmetic':
      throw new Error(`\`${tree.is}\` is no condition.`);
  }
  return tree satisfies never;
}

function valueOf(compiler: Compiler, tree: Tree, target: SqlTarget): string {
  switch (tree.is) {
    case 'literal':
      return wideLiteralSql(tree);
    case 'list':
      return arraySql(tree);
    case 'path':
      return pathSql(tree, target);
    case 'negate':
      return `(- ${compiler.value(tree.of, target)})`;
    case 'arithmetic':
      return arithmeticSql(compiler, tree, target);
    case 'call':
      return callSql(compiler, tree, target);
    case 'decision':
      return decisionSql(compiler, tree, target);
    case 'if':
      return choiceSql(compiler, tree, target);
    case 'not':
    case 'and':
    case 'or':
    case 'compare':
    case 'in':
    case 'loop':
      return truthSql(compiler, tree, target);
  }
  return tree satisfies never;
}

function choiceSql(compiler: Compiler, tree: Extract<Tree, { is: 'if' }>, target: SqlTarget): string {
  const branch = (part: Tree): string =>
    part.type.is === 'list' ? filledArray(compiler, part, target) : compiler.value(part, target);
  const [isTrue, isFalse] = [compiler.isTrue(tree.test, target), compiler.isFalse(tree.test, target)];
  return `case when ${isTrue.sql} then ${branch(tree.then)} when ${isFalse.sql} then ${branch(tree.otherwise)} end`;
}

/** A condition as a value of three: true, false, or null where it is unknown. */
function truthSql(compiler: Compiler, tree: Tree, target: SqlTarget): string {
  const [isTrue, isFalse] = [compiler.isTrue(tree, target), compiler.isFalse(tree, target)];
  return `case when ${isTrue.sql} then true when ${isFalse.sql} then false end`;
}
