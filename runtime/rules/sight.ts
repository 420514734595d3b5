import { dependenciesOf, fieldsRead } from '../expression/dependencies.ts';
import type { FieldType } from '../expression/environment.ts';
import { isTrue } from '../expression/evaluate.ts';
import type { DecisionTables } from '../expression/decision.ts';
import type { Tree } from '../expression/tree.ts';
import type { RecordValue } from '../expression/value.ts';
import { expressionType } from '../model/expression-type.ts';
import type { Entity, Model } from '../model/model.ts';
import { findField } from '../model/system-fields.ts';
import type { Condition } from '../policy/condition.ts';
import type { Sight } from '../policy/visibility.ts';
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
  readonly tables: DecisionTables;
};

/**
 * Fields of the record itself are seen where they are shown on this very record; those of other records only where they are
 * shown on all of them, since nobody looked which these are.
 */
export function createSees(seen: Seen): Sees {
  const { scope, entity } = seen;
  const lookUp = fieldTypes(scope.model);
  return (tree) => {
    const own = dependenciesOf(tree).every(({ steps, rows }) => steps.length <= 1 && rows === null);
    return fieldsRead(tree, entity.name, lookUp).every((read) => {
      const of = scope.model.entities[read.entity];
      if (of === undefined) return false;
      if (read.field === 'id') return true;
      const { clear } = scope.visibility(of, read.field);
      return clear === true || (own && of === entity && holds(clear, seen));
    });
  };
}

/** Whether one field of the record is shown on it as it is. */
export function seesField(seen: Seen, name: string): boolean {
  return holds(seen.scope.visibility(seen.entity, name).clear, seen);
}

function holds(condition: Condition, seen: Seen): boolean {
  if (typeof condition === 'boolean') return condition;
  if ('any' in condition) return condition.any.some((part) => holds(part, seen));
  if ('all' in condition) return condition.all.every((part) => holds(part, seen));
  // What a rule says of a record that this one refers to was not looked at.
  if (condition.at.length > 0) return false;
  return isTrue(condition.rule, factsFor(seen.run, seen.record, null, condition.holding), seen.tables);
}

const known = new WeakMap<Model, (entity: string, field: string) => FieldType | undefined>();

/** Types of fields by entity and name, as rules look them up. */
export function fieldTypes(model: Model): (entity: string, field: string) => FieldType | undefined {
  const before = known.get(model);
  if (before !== undefined) return before;
  const lookUp = (entity: string, name: string): FieldType | undefined => {
    const of = Object.hasOwn(model.entities, entity) ? model.entities[entity] : undefined;
    const field = of === undefined ? undefined : findField(of, name);
    return field === undefined ? undefined : (expressionType(field) ?? undefined);
  };
  known.set(model, lookUp);
  return lookUp;
}
