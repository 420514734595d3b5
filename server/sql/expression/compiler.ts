import type { Tree, TreeOf } from '../../../runtime/expression/tree.ts';
import type { SqlRules } from './rules.ts';
import type { Condition } from './sql.ts';
import type { SqlTarget } from './target.ts';

/** One compilation: what the parts of the compiler call each other by. */
export type Compiler = {
  readonly rules: SqlRules;
  /** True exactly where the expression is TRUE; false or null elsewhere. */
  readonly isTrue: (tree: Tree, target: SqlTarget) => Condition;
  /** True exactly where the expression is FALSE; false or null elsewhere. */
  readonly isFalse: (tree: Tree, target: SqlTarget) => Condition;
  /** The value, null where it is empty or unknown; stands beside any operator without parentheses. */
  readonly value: (tree: Tree, target: SqlTarget) => string;
};

/** Both ways in which a condition of one kind becomes SQL. */
export type ConditionKind<Node> = {
  readonly isTrue: (compiler: Compiler, tree: Node, target: SqlTarget) => Condition;
  readonly isFalse: (compiler: Compiler, tree: Node, target: SqlTarget) => Condition;
};

/** SQL of a path, wherever its value comes from. */
export function pathSql(path: TreeOf<'path'>, target: SqlTarget): string {
  return isOfRow(path) ? target.column(path) : target.bind(path);
}

/** Whether the value is one of a row of the statement rather than known before. */
function isOfRow({ root }: TreeOf<'path'>): boolean {
  return root === 'record' || root.startsWith('$');
}
