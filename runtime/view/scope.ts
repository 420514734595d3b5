import type { JsonSchema } from '../model/field-types/field-type.ts';
import type { Entity, Model, RecordOperation } from '../model/model.ts';
import { coveredFields, decide } from '../policy/decide.ts';
import type { Actor } from '../policy/decision.ts';
import { createReadScope, type ReadScope } from '../policy/read-scope.ts';
import { writtenParameters, type ParameterValues } from '../model/parameter-value.ts';
import { exposureOf, type Exposure } from './exposure.ts';

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
  /** How much of a readable field the actor sees; null where it may not be read at all. */
  readonly exposure: (entity: Entity, field: string) => Exposure | null;
  /** Values of the workspace's parameters at this moment. */
  readonly params: ParameterValues;
};

type From = Pick<ViewScope, 'model' | 'actor' | 'now' | 'identify'> & {
  /** Those of the definitions where nobody says. */
  readonly params?: ParameterValues;
};

/** Asks the policy at most once for each entity and operation. */
export function createScope(from: From): ViewScope {
  const read = createReadScope(from.model, from.actor);
  const known = new Map<string, ReadonlySet<string> | null>();
  const ask = (entity: string, operation: RecordOperation): ReadonlySet<string> | null => {
    const key = `${operation} ${entity}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const fresh =
      operation === 'read' ? readable(read, entity) : touchable(from.model, from.actor, entity, operation);
    known.set(key, fresh);
    return fresh;
  };
  const none: ReadonlySet<string> = new Set();
  return {
    ...from,
    params: from.params ?? writtenParameters(from.model),
    may: (entity, operation) => ask(entity, operation) !== null,
    fieldsFor: (entity, operation) => ask(entity, operation) ?? none,
    reads: (entity, field) => ask(entity.name, 'read')?.has(field) ?? false,
    exposure: (entity, field) => exposureOf(read, entity, field),
  };
}

const entityOf = (model: Model, name: string): Entity | undefined =>
  Object.hasOwn(model.entities, name) ? model.entities[name] : undefined;

/** Names of the fields that some record shows, masked ones included; null where reading is refused. */
function readable(read: ReadScope, name: string): ReadonlySet<string> | null {
  const entity = entityOf(read.model, name);
  if (entity === undefined || !read.decision(name).allowed) return null;
  return new Set([...read.names(entity), ...read.masked(entity)]);
}

/** Null where the operation is refused. */
function touchable(
  model: Model,
  actor: Actor,
  name: string,
  operation: RecordOperation,
): ReadonlySet<string> | null {
  const entity = entityOf(model, name);
  if (entity === undefined) return null;
  const decision = decide(model, actor, operation, name);
  return decision.allowed ? coveredFields(entity, decision) : null;
}
