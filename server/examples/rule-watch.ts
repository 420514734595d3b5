import { watchTable, watchTree } from '../../runtime/expression/evaluate.ts';
import type { DecisionTables } from '../../runtime/expression/decision.ts';
import type { Facts } from '../../runtime/expression/value.ts';
import type { Model } from '../../runtime/model/model.ts';
import { decisionTables } from '../../runtime/rules/decision-tables.ts';
import { listRules, type ListedRule, type RuleOutcome } from '../../runtime/rules/rule-list.ts';

/** What was seen of rules: outcomes by rule id. */
export type Seen = Map<string, Set<RuleOutcome>>;

/** One evaluation of a condition. */
export type Asked = { readonly value: boolean | null; readonly facts: Facts };

/** What was heard while one example ran. */
export type Heard = {
  readonly seen: Seen;
  /** How the condition of each rule came out whenever it was asked, by rule. */
  readonly asked: ReadonlyMap<string, readonly Asked[]>;
};

/** Hears which rules of one model are asked, from now on. */
export type RuleWatch = {
  readonly rules: readonly ListedRule[];
  readonly tables: DecisionTables;
  /** Gives what was heard since the last call. */
  readonly take: () => Heard;
};

/** A model is watched once: its conditions tell whoever began last as well as those before. */
export function watchRules(model: Model): RuleWatch {
  const rules = listRules(model);
  const tables = decisionTables(model);
  let seen: Seen = new Map();
  let asked = new Map<string, Asked[]>();
  // Tables first: a condition keeps the table that it found when it was made.
  for (const { name, compiled } of Object.values(model.decisions))
    watchTable(compiled, (row) => {
      if (row !== null) note(seen, `${name}.${row}`, 'taken');
    });
  for (const { id, tree } of rules)
    if (tree !== null)
      watchTree(tree, tables, (value, facts) => {
        if (value !== null && typeof value !== 'boolean') return;
        // Unknown passes no guard: it turns out as false does.
        note(seen, id, value === true ? 'true' : 'false');
        asked.set(id, [...(asked.get(id) ?? []), { value, facts }]);
      });
  const take = (): Heard => {
    const heard = { seen, asked };
    seen = new Map();
    asked = new Map();
    return heard;
  };
  return { rules, tables, take };
}

/** Adds an outcome. */
export function note(seen: Seen, id: string, outcome: RuleOutcome): void {
  const before = seen.get(id) ?? new Set<RuleOutcome>();
  seen.set(id, before.add(outcome));
}
