import type { DecisionRow } from '../../expression/decision.ts';
import { own } from '../../expression/own.ts';
import type { Tree, TreeOf } from '../../expression/tree.ts';
import { NOTHING } from './closed.ts';
import { type Edge, not, TRUE } from './formula.ts';
import { type Bound, eitherOf, type Scope, type Term } from './scope.ts';

/** Most rows of a table that is unfolded into conditions. */
const MOST_ROWS = 100;

/** One output of a decision table as the cases that its rows tell apart; null where the table is unknown or too long. */
export function decisionTerm(tree: TreeOf<'decision'>, scope: Scope): Term | null {
  const table = own(scope.tables, tree.table);
  if (table === undefined || table.rows.length > MOST_ROWS) return null;
  const inputs = new Map<string, Bound>(
    table.inputs.flatMap((name, index) => {
      const arg = tree.args[index];
      return arg === undefined ? [] : [[name, { tree: arg, scope }] as const];
    }),
  );
  const within: Scope = { ...scope, inputs };
  const at = table.outputs.indexOf(tree.output);
  const valueOf = (values: readonly Tree[] | null): Term => {
    const value = values?.[at];
    return value === undefined ? NOTHING : scope.term(value, scope);
  };
  const rows = table.rows.map((row) => ({ row, test: matches(row, within) }));
  const last = valueOf(table.otherwise);
  return table.hit === 'first'
    ? rows.reduceRight<Term>((unmet, { row, test }) => eitherOf(test, valueOf(row.values), unmet), last)
    : byResult(rows, valueOf, last, scope);
}

const matches = ({ cells }: DecisionRow, within: Scope): Edge =>
  within.unknowns.formulas.and(
    ...cells.filter((cell) => cell !== null).map((cell) => within.truth(cell, within).yes),
  );

/** Rows that match give one and the same result, else there is none. */
function byResult(
  rows: readonly { readonly row: DecisionRow; readonly test: Edge }[],
  valueOf: (values: readonly Tree[]) => Term,
  last: Term,
  { unknowns: { formulas } }: Scope,
): Term {
  const results = new Map<string, { readonly row: DecisionRow; tests: Edge[] }>();
  for (const { row, test } of rows) {
    const key = JSON.stringify(row.values.map((value) => value.is === 'literal' && value.value));
    const known = results.get(key);
    if (known === undefined) results.set(key, { row, tests: [test] });
    else known.tests.push(test);
  }
  const groups = [...results.values()].map(({ row, tests }) => ({ row, test: formulas.or(...tests) }));
  let below: Edge = TRUE;
  // From the last group on: whether none of those behind a group matches.
  return groups.reduceRight<Term>((unmet, { row, test }) => {
    const alone = below;
    below = formulas.and(below, not(test));
    return eitherOf(test, eitherOf(alone, valueOf(row.values), NOTHING), unmet);
  }, last);
}
