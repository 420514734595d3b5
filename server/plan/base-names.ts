import type { Field } from '../../runtime/model/field.ts';
import type { Entity } from '../../runtime/model/model.ts';
import { findField } from '../../runtime/model/system-fields.ts';
import { entityAt, type Live, type LiveSide } from './live.ts';

/** An entity of the base with its side; null where the base has no such thing. */
export type BaseEntity = { readonly side: LiveSide; readonly entity: Entity; readonly table: string };

/** The entity that a question of the base names: by its name there, else by that of the head, if it was renamed. */
export function baseEntity({ base, head }: Live, name: string): BaseEntity | null {
  if (base === null) return null;
  const renamed = (): string | null => {
    const table = head.overlay.table(name);
    return table === null ? null : entityAt(base, table);
  };
  const { entities } = base.overlay.model;
  const found = Object.hasOwn(entities, name) ? entities[name] : entities[renamed() ?? ''];
  const table = found === undefined ? null : base.overlay.table(found.name);
  return found === undefined || table === null ? null : { side: base, entity: found, table };
}

/** The entity of the head whose records are in that table; null where the head leaves them. */
export function headEntity({ head }: Live, table: string): Entity | null {
  return head.overlay.model.entities[entityAt(head, table) ?? ''] ?? null;
}

/** A field of the base by its name there, else by that of the head. */
export function baseField({ entity }: BaseEntity, name: string, head: Entity | null): Field | undefined {
  return findField(entity, name) ?? findField(entity, head?.fields[name]?.was ?? '');
}
