import { nearestName, suggest } from '../diagnostics/nearest-name.ts';
import type { Field } from '../model/field.ts';
import type { Entity } from '../model/model.ts';
import { findField } from '../model/system-fields.ts';
import { allOf, along, given } from '../policy/condition.ts';
import type { Condition } from '../policy/condition.ts';
import type { ReadScope } from '../policy/read-scope.ts';
import type { Visibility } from '../policy/visibility.ts';

/** References that a path may follow. */
const MOST_STEPS = 3;

/** A field reached from an entity through references (`steps`, by field name). */
export type Place = {
  readonly steps: readonly string[];
  /** Entity that holds `field`. */
  readonly entity: Entity;
  readonly field: Field;
};

/** A place of which every step may be read on some rows. */
export type Column = Place & {
  /**
   * Where the value is shown, said of the row that the path starts from, which itself may be read; elsewhere the value is
   * null to everything that looks at it.
   */
  readonly shown: Condition;
};

/** A place that is shown masked, where `shown` is not true but one of these is. */
export type MaskedColumn = Column & { readonly masked: Visibility['masked'] };

/** Follows `customer.country`; null where a step does not exist or is never shown as it is, without telling which. */
export function resolveColumn(scope: ReadScope, entity: Entity, path: string): Column | null {
  const found = resolveMasked(scope, entity, path);
  return found === null || found.shown === false ? null : found;
}

/** Follows a path whose last step may be one that is only ever shown masked. */
export function resolveMasked(scope: ReadScope, entity: Entity, path: string): MaskedColumn | null {
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  if (steps.length > MOST_STEPS) return null;
  const way = followSteps(scope, entity, steps);
  const field = way === null ? undefined : findField(way.entity, last);
  if (way === null || field === undefined) return null;
  const { clear, masked } = scope.visibility(way.entity, last);
  if (clear === false && masked.length === 0) return null;
  const there = (condition: Condition): Condition =>
    given(scope.rows(entity), allOf([way.shown, along(steps, condition)]));
  return {
    steps,
    entity: way.entity,
    field,
    shown: there(clear),
    masked: masked.map(({ mask, when }) => ({ mask, when: there(when) })),
  };
}

type Way = { readonly entity: Entity; readonly shown: Condition };

/** The entity behind references, and where each of them is shown. */
function followSteps(scope: ReadScope, entity: Entity, steps: readonly string[]): Way | null {
  let way: Way = { entity, shown: true };
  for (const [index, step] of steps.entries()) {
    const field = scope.field(way.entity, step);
    const next = field?.type === 'reference' ? scope.model.entities[field.to] : undefined;
    if (next === undefined) return null;
    const here = along(steps.slice(0, index), scope.visibility(way.entity, step).clear);
    way = { entity: next, shown: allOf([way.shown, index === 0 ? given(scope.rows(entity), here) : here]) };
  }
  return way;
}

/**
 * The field whose value names the record that `column` refers to, or null where the actor may not read it. A title that
 * is itself a reference leads on to that record's title.
 */
export function titleColumn(scope: ReadScope, column: Column, depth = 0): Column | null {
  const target = 'to' in column.field ? scope.model.entities[column.field.to] : undefined;
  const field = target === undefined ? undefined : scope.field(target, target.titleField);
  if (target === undefined || field === undefined || depth > MOST_STEPS) return null;
  const steps = [...column.steps, column.field.name];
  const shown = allOf([column.shown, along(steps, scope.visibility(target, field.name).clear)]);
  const title = { steps, entity: target, field, shown };
  return field.type === 'reference' ? titleColumn(scope, title, depth + 1) : title;
}

/** The field that names a record of the entity, seen from a record that need not be one that may be read. */
export function ownTitle(scope: ReadScope, entity: Entity): Column | null {
  const field = scope.field(entity, entity.titleField);
  if (field === undefined) return null;
  const title = { steps: [], entity, field, shown: scope.visibility(entity, field.name).clear };
  return field.type === 'reference' ? titleColumn(scope, title, 1) : title;
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
