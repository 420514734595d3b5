import type { JsonSchema } from '../model/field-types/field-type.ts';
import type { Entity, Model, RecordOperation } from '../model/model.ts';
import { coveredFields, decide } from '../policy/decide.ts';
import type { Actor } from '../policy/decision.ts';

/** What a view is made for: one actor, one model, one moment. Made anew for every request. */
export type ViewScope = {
  readonly model: Model;
  readonly actor: Actor;
  /** The request's instant, for the values that a new record starts with. */
  readonly now: Date;
  /** Short text that is the same for equal schemas only; names the module with the schema's validator. */
  readonly identify: (schema: JsonSchema) => string;
  readonly may: (entity: string, operation: RecordOperation) => boolean;
  /** Names of the fields that some grant lets the actor touch (for reading, system fields too); empty where refused. */
  readonly fieldsFor: (entity: string, operation: RecordOperation) => ReadonlySet<string>;
  /** Whether the actor may read that declared or system field of the entity. */
  readonly reads: (entity: Entity, field: string) => boolean;
};

/** Asks the policy at most once for each entity and operation. */
export function createScope(from: Pick<ViewScope, 'model' | 'actor' | 'now' | 'identify'>): ViewScope {
  const known = new Map<string, ReadonlySet<string> | null>();
  const ask = (entity: string, operation: RecordOperation): ReadonlySet<string> | null => {
    const key = `${operation} ${entity}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const fresh = touchable(from.model, from.actor, entity, operation);
    known.set(key, fresh);
    return fresh;
  };
  const none: ReadonlySet<string> = new Set();
  return {
    ...from,
    may: (entity, operation) => ask(entity, operation) !== null,
    fieldsFor: (entity, operation) => ask(entity, operation) ?? none,
    reads: (entity, field) => (ask(entity.name, 'read') ?? none).has(field),
  };
}

/** Null where the operation is refused. */
function touchable(
  model: Model,
  actor: Actor,
  name: string,
  operation: RecordOperation,
): ReadonlySet<string> | null {
  const entity = Object.hasOwn(model.entities, name) ? model.entities[name] : undefined;
  if (entity === undefined) return null;
  const decision = decide(model, actor, operation, name);
  return decision.allowed ? coveredFields(entity, decision) : null;
}
