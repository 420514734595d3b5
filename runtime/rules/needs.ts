import type { Dependency } from '../expression/dependencies.ts';
import type { Field } from '../model/field.ts';
import type { Entity, Model } from '../model/model.ts';
import { findField } from '../model/system-fields.ts';

/** What of a record rules read, by field name. Nothing in it means that the record's identity is enough. */
export type Needs = ReadonlyMap<string, Need>;
export type Need = {
  readonly field: Field;
  /** Of a reference: the record it leads to. Of children and references: each of the rows. Else null. */
  readonly into: { readonly entity: Entity; readonly rows: boolean; readonly needs: Needs } | null;
};

/** The needs of everything that rules read of the values under `roots`. Names that the model does not know are left out. */
export function needsOf(
  model: Model,
  entity: Entity,
  dependencies: readonly Dependency[],
  roots: readonly string[],
): Needs {
  const needs: Growing = new Map();
  for (const dependency of dependencies)
    if (roots.includes(dependency.root)) add(model, entity, needs, dependency);
  return needs;
}

/** The needs of either. */
export function bothNeeds(a: Needs, b: Needs): Needs {
  const merged = new Map(a);
  for (const [name, need] of b) {
    const into = merged.get(name)?.into ?? null;
    const joined =
      into === null || need.into === null
        ? need.into
        : { ...into, needs: bothNeeds(into.needs, need.into.needs) };
    merged.set(name, { field: need.field, into: joined });
  }
  return merged;
}

type Growing = Map<string, { readonly field: Field; readonly into: GrowingInto | null }>;
type GrowingInto = { readonly entity: Entity; readonly rows: boolean; readonly needs: Growing };

function add(model: Model, entity: Entity, needs: Growing, { steps, rows }: Dependency): void {
  let current: Growing = needs;
  let owner = entity;
  for (const step of steps) {
    const into = grow(model, owner, current, step);
    if (into === null) return;
    current = into.needs;
    owner = into.entity;
  }
  for (const row of rows ?? []) add(model, owner, current, row);
}

function grow(model: Model, owner: Entity, needs: Growing, name: string): GrowingInto | null {
  const known = needs.get(name);
  if (known !== undefined) return known.into;
  const field = findField(owner, name);
  if (field === undefined) return null;
  const entity = targetOf(model, field);
  const rows = field.type === 'children' || field.type === 'references';
  const into = entity === null ? null : { entity, rows, needs: new Map() };
  needs.set(name, { field, into });
  return into;
}

/** Entity of the records that a field leads to; null for any other field. */
export function targetOf(model: Model, field: Field): Entity | null {
  const name = 'to' in field ? field.to : field.type === 'children' ? field.of : null;
  return name === null ? null : (model.entities[name] ?? null);
}
