import type { Field } from '../model/field.ts';
import type { Entity } from '../model/model.ts';
import { findField } from '../model/system-fields.ts';
import type { ViewScope } from './scope.ts';

/** Where a path such as `customer.country` ends, with the entities it leads through, the list's own first. */
export type ReadablePath = {
  readonly path: string;
  readonly field: Field;
  /** Entity that holds the last field. */
  readonly entity: Entity;
  /** The references before the last field, each with the entity that holds it. */
  readonly through: readonly { readonly field: Field; readonly entity: Entity }[];
};

/** Follows a path through references; null where a step does not exist or the actor may not read it. */
export function followPath(scope: ViewScope, from: Entity, path: string): ReadablePath | null {
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  const through: { readonly field: Field; readonly entity: Entity }[] = [];
  let entity = from;
  for (const step of steps) {
    const field = readableField(scope, entity, step);
    const next = field?.type === 'reference' ? scope.model.entities[field.to] : undefined;
    if (field === null || next === undefined) return null;
    through.push({ field, entity });
    entity = next;
  }
  const field = readableField(scope, entity, last);
  return field === null ? null : { path, field, entity, through };
}

function readableField(scope: ViewScope, entity: Entity, name: string): Field | null {
  const field = findField(entity, name);
  return field !== undefined && scope.reads(entity, name) ? field : null;
}

/** A title that is itself a reference leads on to that record's title, this many times at most. */
const MOST_TITLE_STEPS = 3;

/** Whether the actor may read the words by which people know records of that entity. */
export function readsTitle(scope: ViewScope, entityName: string, steps = MOST_TITLE_STEPS): boolean {
  const entity = scope.model.entities[entityName];
  const field = entity?.fields[entity.titleField];
  if (entity === undefined || field === undefined || !scope.reads(entity, field.name)) return false;
  return field.type !== 'reference' || (steps > 0 && readsTitle(scope, field.to, steps - 1));
}
