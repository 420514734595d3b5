import { compileTree } from './compile-tree.ts';
import { type Decided, deciderOf, watchDecider } from './decide.ts';
import type { CompiledDecision, DecisionTables } from './decision.ts';
import type { Tree } from './tree.ts';
import type { Facts, Value } from './value.ts';

export type Evaluator = (facts: Facts) => Value;

const NO_TABLES: DecisionTables = {};
const NO_LOCALS: readonly Value[] = [];
const NO_FACTS: Facts = {
  record: null,
  old: null,
  input: {},
  user: { id: '' },
  params: {},
  now: 0,
  today: '1970-01-01',
};
const cache = new WeakMap<DecisionTables, WeakMap<Tree, Evaluator>>();

/** A closure for the tree; no code is generated. Never throws; null is empty or unknown. */
export function createEvaluator(tree: Tree, tables: DecisionTables = NO_TABLES): Evaluator {
  const run = compileTree(tree, { tables, names: [] });
  return (facts) => run(facts, NO_LOCALS);
}

/** The evaluator of a tree, made once per tree and tables. */
export function evaluatorOf(tree: Tree, tables: DecisionTables = NO_TABLES): Evaluator {
  let known = cache.get(tables);
  if (known === undefined) cache.set(tables, (known = new WeakMap()));
  let evaluator = known.get(tree);
  if (evaluator === undefined) known.set(tree, (evaluator = createEvaluator(tree, tables)));
  return evaluator;
}

/**
 * Tells `listener` every value that the evaluator of the tree gives from now on. For programs that show which rules were
 * asked; of a tree that is evaluated inside another one nothing is told.
 */
export function watchTree(
  tree: Tree,
  tables: DecisionTables,
  listener: (value: Value, facts: Facts) => void,
): void {
  const evaluator = evaluatorOf(tree, tables);
  cache.get(tables)?.set(tree, (facts) => {
    const value = evaluator(facts);
    listener(value, facts);
    return value;
  });
}

/** Tells `listener` the row of every decision of the table from now on. */
export function watchTable(table: CompiledDecision, listener: (row: string | null) => void): void {
  watchDecider(table, compileTree, listener);
}

/** Whether a condition is met: unknown is not. */
export function isTrue(tree: Tree, facts: Facts, tables?: DecisionTables): boolean {
  return evaluatorOf(tree, tables)(facts) === true;
}

/**
 * Which row of a table matches, and what it gives. `args` in the order of the table's inputs; `facts` for rows that are in
 * force on some days only.
 */
export function decideRow(table: CompiledDecision, args: readonly Value[], facts: Facts = NO_FACTS): Decided {
  return deciderOf(table, compileTree)(args, facts);
}
