import type { DecisionTables } from '../expression/decision.ts';
import { evaluatorOf } from '../expression/evaluate.ts';
import type { Tree } from '../expression/tree.ts';
import type { Facts, RecordValue, Value } from '../expression/value.ts';

/** A field with an expression as its default. */
export type DefaultRule = { readonly name: string; readonly tree: Tree };

/**
 * Values of the fields that nobody gave, each from what was given and from the defaults before it, in the order of the
 * rules. `facts.record` holds what was given and the fixed defaults.
 */
export function expressionDefaults(
  rules: readonly DefaultRule[],
  given: ReadonlySet<string>,
  facts: Facts,
  tables: DecisionTables = {},
): Readonly<Record<string, Value>> {
  const values: Record<string, Value> = {};
  let record: RecordValue = facts.record ?? { id: '' };
  for (const { name, tree } of rules) {
    if (given.has(name)) continue;
    const value = evaluatorOf(tree, tables)({ ...facts, record });
    values[name] = value;
    record = { ...record, [name]: value };
  }
  return values;
}
