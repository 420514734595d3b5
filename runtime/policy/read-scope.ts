import type { Field } from '../model/field.ts';
import type { Entity, Model } from '../model/model.ts';
import { findField } from '../model/system-fields.ts';
import { coveredFields, decide } from './decide.ts';
import type { Actor, Decision } from './decision.ts';

/** What one actor may read of a model; asks the policy at most once for each entity. */
export type ReadScope = {
  readonly model: Model;
  readonly decision: (entity: string) => Decision;
  /** Names of readable fields, system fields included; empty where reading is refused. */
  readonly names: (entity: Entity) => ReadonlySet<string>;
  /** The field, or undefined where it does not exist or may not be read: callers cannot tell which. */
  readonly field: (entity: Entity, name: string) => Field | undefined;
};

/** Makes the scope for one actor. */
export function createReadScope(model: Model, actor: Actor): ReadScope {
  const decisions = new Map<string, Decision>();
  const covered = new Map<string, ReadonlySet<string>>();
  const decision = (entity: string): Decision => {
    const known = decisions.get(entity);
    if (known !== undefined) return known;
    const fresh = decide(model, actor, 'read', entity);
    decisions.set(entity, fresh);
    return fresh;
  };
  const names = (entity: Entity): ReadonlySet<string> => {
    const known = covered.get(entity.name);
    if (known !== undefined) return known;
    const fresh = coveredFields(entity, decision(entity.name));
    covered.set(entity.name, fresh);
    return fresh;
  };
  const field = (entity: Entity, name: string): Field | undefined =>
    names(entity).has(name) ? findField(entity, name) : undefined;
  return { model, decision, names, field };
}
