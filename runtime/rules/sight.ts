import { dependenciesOf } from '../expression/dependencies.ts';
import type { Dependency } from '../expression/dependencies.ts';
import { isTrue } from '../expression/evaluate.ts';
import type { DecisionTables } from '../expression/decision.ts';
import type { Tree } from '../expression/tree.ts';
import type { RecordValue } from '../expression/value.ts';
import type { Field } from '../model/field.ts';
import type { Entity } from '../model/model.ts';
import { findField } from '../model/system-fields.ts';
import type { Condition } from '../policy/condition.ts';
import type { Sight } from '../policy/visibility.ts';
import { targetOf } from './needs.ts';
import { factsFor } from './run-facts.ts';
import type { RunFacts } from './run-facts.ts';

/** Whether somebody may read everything that a rule looks at, of one record. */
export type Sees = (tree: Tree) => boolean;

/** What the sight is of: the record with the facts of the grants to read it, judged for who asks. */
type Seen = {
  readonly scope: Sight;
  readonly entity: Entity;
  readonly run: RunFacts;
  readonly record: RecordValue | null;
  /** Fields of the input, where the rule is of an action. */
  readonly input?: Readonly<Record<string, Field>>;
  readonly tables: DecisionTables;
};

/**
 * Fields of the record itself are seen where they are shown on this very record; those of other records only where they are
 * shown on all of them, since nobody looked which these are.
 */
export function createSees(seen: Seen): Sees {
  return (tree) =>
    dependenciesOf(tree).every((dependency) => {
      const { root, steps } = dependency;
      const [first = ''] = steps;
      if (root === 'record' || root === 'old')
        return (first === '' || seesField(seen, first)) && seesRest(seen.scope, seen.entity, dependency);
      // What somebody gives themselves they know; what lies behind a reference among it is a record like any other.
      const target = root === 'input' ? seen.input?.[first] : undefined;
      const entity = target === undefined ? null : targetOf(seen.scope.model, target);
      return entity === null || seesAlways(seen.scope, entity, { ...dependency, steps: steps.slice(1) });
    });
}

/** What lies behind the first step, of any record. */
function seesRest(scope: Sight, entity: Entity, { root, steps, rows }: Dependency): boolean {
  const [first = '', ...rest] = steps;
  const field = findField(entity, first);
  const target = field === undefined ? null : targetOf(scope.model, field);
  return target === null || seesAlways(scope, target, { root, steps: rest, rows });
}

function seesAlways(scope: Sight, entity: Entity, { root, steps, rows }: Dependency): boolean {
  const [first] = steps;
  if (first === undefined) return (rows ?? []).every((row) => seesAlways(scope, entity, row));
  if (first === 'id') return true;
  return scope.visibility(entity, first).clear === true && seesRest(scope, entity, { root, steps, rows });
}

/** Whether one field of the record is shown on it as it is. */
export function seesField(seen: Seen, name: string): boolean {
  return name === 'id' || holds(seen.scope.visibility(seen.entity, name).clear, seen);
}

function holds(condition: Condition, seen: Seen): boolean {
  if (typeof condition === 'boolean') return condition;
  if ('any' in condition) return condition.any.some((part) => holds(part, seen));
  if ('all' in condition) return condition.all.every((part) => holds(part, seen));
  // What a rule says of a record that this one refers to was not looked at.
  if (condition.at.length > 0) return false;
  return isTrue(condition.rule, factsFor(seen.run, seen.record, null, condition.holding), seen.tables);
}
