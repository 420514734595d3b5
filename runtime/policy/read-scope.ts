import type { Field } from '../model/field.ts';
import type { Entity, Model } from '../model/model.ts';
import { findField, SYSTEM_FIELDS } from '../model/system-fields.ts';
import { allOf, along } from './condition.ts';
import type { Condition } from './condition.ts';
import { decide } from './decide.ts';
import type { Actor, Decision } from './decision.ts';
import { coverage, fieldVisibility, HIDDEN, rowCondition } from './visibility.ts';
import type { Sight, Visibility } from './visibility.ts';

/** What one actor may read of a model; asks the policy at most once for each entity. */
export type ReadScope = Sight & {
  /** Names of fields that are shown as they are on some row, system fields included; empty where reading is refused. */
  readonly names: (entity: Entity) => ReadonlySet<string>;
  /** Names of fields that are shown masked on some row, and on others perhaps as they are. */
  readonly masked: (entity: Entity) => ReadonlySet<string>;
  /** The field, or undefined where it does not exist or is nowhere shown as it is: callers cannot tell which. */
  readonly field: (entity: Entity, name: string) => Field | undefined;
};

/** Makes the scope for one actor. */
export function createReadScope(model: Model, actor: Actor): ReadScope {
  const decision = memo((entity: string) => decide(model, actor, 'read', entity));
  const ownRows = memo((entity: string) => rowCondition(decision(entity)));
  const rows = memo((entity: Entity): Condition => {
    const parent = entity.partOf === null ? undefined : model.entities[entity.partOf.entity];
    // Parents of parents end: `part_of` never leads back.
    return entity.partOf === null || parent === undefined
      ? ownRows(entity.name)
      : allOf([ownRows(entity.name), along([entity.partOf.field], rows(parent))]);
  });
  const fields = memo((_entity: string) => new Map<string, Visibility>());
  const visibility = (entity: Entity, name: string): Visibility => {
    const known = fields(entity.name);
    const before = known.get(name);
    if (before !== undefined) return before;
    // A field that would derive from itself is shown to nobody.
    known.set(name, HIDDEN);
    const fresh = fieldVisibility(sight, entity, name);
    known.set(name, fresh);
    return fresh;
  };
  const sight: Sight = { model, decision, rows, ownRows: ({ name }) => ownRows(name), visibility };
  return scopeOf(sight);
}

/**
 * The scope, with one entity narrowed to what a decision on another operation covers as well: rows and fields of it are
 * shown where they may be read and some grant of the decision for that very row covers them.
 */
export function narrowScope(scope: ReadScope, entity: Entity, decision: Decision): ReadScope {
  const reached = rowCondition(decision);
  const narrow = memo((name: string): Visibility => {
    const { clear, masked } = scope.visibility(entity, name);
    const covered = coverage(decision, entity, name);
    const both = masked.map(({ mask, when }) => ({ mask, when: allOf([when, covered]) }));
    return { clear: allOf([clear, covered]), masked: both.filter(({ when }) => when !== false) };
  });
  return scopeOf({
    ...scope,
    rows: (of) => (of.name === entity.name ? allOf([scope.rows(of), reached]) : scope.rows(of)),
    ownRows: (of) => (of.name === entity.name ? allOf([scope.ownRows(of), reached]) : scope.ownRows(of)),
    visibility: (of, name) => (of.name === entity.name ? narrow(name) : scope.visibility(of, name)),
  });
}

function scopeOf({ model, decision, rows, ownRows, visibility }: Sight): ReadScope {
  const namesWhere = (entity: Entity, wanted: (seen: Visibility) => boolean): ReadonlySet<string> =>
    new Set(
      [...Object.keys(entity.fields), ...Object.keys(SYSTEM_FIELDS)].filter((name) =>
        wanted(visibility(entity, name)),
      ),
    );
  return {
    model,
    decision,
    rows,
    ownRows,
    names: memo((entity: Entity) => namesWhere(entity, ({ clear }) => clear !== false)),
    masked: memo((entity: Entity) => namesWhere(entity, (seen) => seen.masked.length > 0)),
    visibility,
    field: (entity, name) => (visibility(entity, name).clear === false ? undefined : findField(entity, name)),
  };
}

function memo<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const fresh = make(key);
    known.set(key, fresh);
    return fresh;
  };
}
