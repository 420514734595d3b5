import { dependenciesOf } from '../expression/dependencies.ts';
import type { Dependency } from '../expression/dependencies.ts';
import type { DecisionTables } from '../expression/decision.ts';
import { evaluatorOf } from '../expression/evaluate.ts';
import type { Tree } from '../expression/tree.ts';
import type { Facts, RecordValue, Value } from '../expression/value.ts';
import { isSameValue } from './values.ts';

/** Whether a rule compares with the record before the change; on create there is nothing that it could say. */
export function readsOld(tree: Tree): boolean {
  return dependenciesOf(tree).some(({ root }) => root === 'old');
}

/**
 * Those of the checks that are not true, in their order; unknown is not true. A failure that was there before, of a check
 * that looks at nothing that was changed, blocks nobody.
 */
export function failedChecks<Check extends { readonly that: Tree }>(
  checks: readonly Check[],
  facts: Facts,
  tables: DecisionTables = {},
): readonly Check[] {
  return checks.filter(
    ({ that }) =>
      isAsked(that, facts) &&
      evaluatorOf(that, tables)(facts) !== true &&
      !wasSo(that, facts, tables, (before) => before !== true),
  );
}

/** Those of the invariants that do not hold, in their order: true or unknown, and not so already before the change. */
export function brokenNevers<Never extends { readonly that: Tree }>(
  nevers: readonly Never[],
  facts: Facts,
  tables: DecisionTables = {},
): readonly Never[] {
  return nevers.filter(
    ({ that }) =>
      isAsked(that, facts) &&
      evaluatorOf(that, tables)(facts) !== false &&
      !wasSo(that, facts, tables, (before) => before !== false),
  );
}

function isAsked(tree: Tree, facts: Facts): boolean {
  return facts.old !== null || !readsOld(tree);
}

/** Whether the rule failed for the record before as well, and sees nothing of it that is different now. */
function wasSo(
  tree: Tree,
  facts: Facts,
  tables: DecisionTables,
  failed: (before: Value) => boolean,
): boolean {
  const { old } = facts;
  if (old === null || !failed(evaluatorOf(tree, tables)({ ...facts, record: old }))) return false;
  return dependenciesOf(tree).every(
    (dependency) => dependency.root !== 'record' || isSameRead(dependency, facts.record, old),
  );
}

function isSameRead(dependency: Dependency, now: RecordValue | null, before: RecordValue | null): boolean {
  const [a, b] = [valueAt(now, dependency.steps), valueAt(before, dependency.steps)];
  if (dependency.rows === null) return isSameValue(a, b);
  if (!Array.isArray(a) || !Array.isArray(b)) return isSameValue(a, b);
  const rows = b as readonly RecordValue[];
  const { rows: reads } = dependency;
  return (
    a.length === b.length &&
    (a as readonly RecordValue[]).every((row, index) => {
      const other = rows[index];
      return (
        other !== undefined && row.id === other.id && reads.every((read) => isSameRead(read, row, other))
      );
    })
  );
}

/** The value that steps lead to; null where one of them leads nowhere. */
function valueAt(record: RecordValue | null, steps: readonly string[]): Value {
  let value: Value = record;
  for (const step of steps) {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, step))
      return null;
    value = (value as RecordValue)[step] ?? null;
  }
  return value;
}
