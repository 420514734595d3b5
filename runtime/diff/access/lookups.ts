import type { Field } from '../../model/field.ts';
import type { Entity, Model } from '../../model/model.ts';
import { findField } from '../../model/system-fields.ts';

/** Entity of the records that a field leads to; null for any other field. */
export function targetName(field: Field | undefined): string | null {
  if (field === undefined) return null;
  return 'to' in field ? field.to : field.type === 'children' ? field.of : null;
}

/** The fields that steps from a record of the entity go through; shorter than the steps where one of them does not exist. */
export function fieldsAlong(
  model: Model,
  entity: string | null,
  steps: readonly string[],
): readonly { readonly entity: Entity; readonly field: Field }[] {
  const found: { entity: Entity; field: Field }[] = [];
  let of = entity;
  for (const step of steps) {
    const owner = of === null ? undefined : own(model.entities, of);
    const field = owner === undefined ? undefined : findField(owner, step);
    if (owner === undefined || field === undefined) break;
    found.push({ entity: owner, field });
    of = targetName(field);
  }
  return found;
}

/** A value by its own key. */
export function own<Value>(of: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(of, name) ? of[name] : undefined;
}
