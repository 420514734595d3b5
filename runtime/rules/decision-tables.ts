import type { CompiledDecision, DecisionTables } from '../expression/decision.ts';
import type { Model } from '../model/model.ts';

const known = new WeakMap<Model, DecisionTables>();

/** The decision tables of a model as evaluators take them; the same object for the same model. */
export function decisionTables(model: Model): DecisionTables {
  const before = known.get(model);
  if (before !== undefined) return before;
  const tables: Record<string, CompiledDecision> = {};
  for (const { name, compiled } of Object.values(model.decisions)) tables[name] = compiled;
  known.set(model, tables);
  return tables;
}
