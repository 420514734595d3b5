import type { Field } from '../../runtime/model/field.ts';
import type { Entity } from '../../runtime/model/model.ts';
import { findField } from '../../runtime/model/system-fields.ts';
import { entityAt, type Live, type LiveSide } from './live.ts';

/** An entity of the base with its side; null where the base has no such thing. */
export type BaseEntity = { readonly side: LiveSide; readonly entity: Entity; readonly table: string };

/** The entity of that name in the base. */
export function baseEntity({ base }: Live, name: string): BaseEntity | null {
  if (base === null) return null;
  const { entities } = base.overlay.model;
  const entity = Object.hasOwn(entities, name) ? entities[name] : undefined;
  const table = base.overlay.table(name);
  return entity === undefined || table === null ? null : { side: base, entity, table };
}

/** What an entity of the head is in the base, under whatever name; of one that the head has no more, the one of that name. */
export function formerEntity(live: Live, name: string): BaseEntity | null {
  const table = live.head.overlay.table(name);
  const renamed = table === null || live.base === null ? null : entityAt(live.base, table);
  return baseEntity(live, renamed ?? name);
}

/** The entity of the head whose records are in that table; null where the head leaves them. */
export function headEntity({ head }: Live, table: string): Entity | null {
  return head.overlay.model.entities[entityAt(head, table) ?? ''] ?? null;
}

/** A field of the base by its name there, else by that of the head. */
export function baseField({ entity }: BaseEntity, name: string, head: Entity | null): Field | undefined {
  return findField(entity, name) ?? findField(entity, head?.fields[name]?.was ?? '');
}
