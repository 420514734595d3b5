import { nearestName, suggest } from '../diagnostics/nearest-name.ts';
import type { Field } from '../model/field.ts';
import type { Entity } from '../model/model.ts';
import type { ReadScope } from '../policy/read-scope.ts';

/** References that a path may follow. */
const MOST_STEPS = 3;

/** A field reached from the plan's entity through references (`steps`, by field name), each readable. */
export type Column = {
  readonly steps: readonly string[];
  /** Entity that holds `field`. */
  readonly entity: Entity;
  readonly field: Field;
};

/** Follows `customer.country`; null where a step does not exist or may not be read, without telling which. */
export function resolveColumn(scope: ReadScope, entity: Entity, path: string): Column | null {
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  if (steps.length > MOST_STEPS) return null;
  let current = entity;
  for (const step of steps) {
    const field = scope.field(current, step);
    const next = field?.type === 'reference' ? scope.model.entities[field.to] : undefined;
    if (next === undefined) return null;
    current = next;
  }
  const field = scope.field(current, last);
  return field === undefined ? null : { steps, entity: current, field };
}

/**
 * The field whose value names the record that `column` refers to, or null where the actor may not read it. A title that
 * is itself a reference leads on to that record's title.
 */
export function titleColumn(scope: ReadScope, column: Column, depth = 0): Column | null {
  const target = 'to' in column.field ? scope.model.entities[column.field.to] : undefined;
  const field = target === undefined ? undefined : scope.field(target, target.titleField);
  if (target === undefined || field === undefined || depth > MOST_STEPS) return null;
  const title = { steps: [...column.steps, column.field.name], entity: target, field };
  return field.type === 'reference' ? titleColumn(scope, title, depth + 1) : title;
}

/** What an unknown path may have meant: its last step among what may be read there, and nothing else. */
export function suggestPath(scope: ReadScope, entity: Entity, path: string): string {
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  const parent = steps.length === 0 ? null : resolveColumn(scope, entity, steps.join('.'));
  const target = parent?.field.type === 'reference' ? scope.model.entities[parent.field.to] : undefined;
  const prefix = target === undefined ? '' : `${steps.join('.')}.`;
  const candidates = [...scope.names(target ?? entity)];
  const near = nearestName(target === undefined ? path : last, candidates);
  if (near !== null) return `did you mean \`${prefix}${near}\`?`;
  return `${suggest(
    '',
    candidates.map((name) => prefix + name),
    'no field can be read here',
  )}.`;
}
