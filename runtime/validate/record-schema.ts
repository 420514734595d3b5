import type { JsonSchema } from '../model/field-types/field-type.ts';
import { FIELD_TYPES } from '../model/field-types/registry.ts';
import type { Field } from '../model/field.ts';
import type { Entity, Model } from '../model/model.ts';
import { hasDefault } from './defaults.ts';

export type WriteMode = 'create' | 'update';

/** Names of the fields of an entity that may be written in a mode; asked for the entity and for entities of its lines. */
export type Writable = (entity: Entity, mode: WriteMode) => ReadonlySet<string>;

/** Lines of lines end here. */
const MOST_LEVELS = 3;
const MOST_LINES = 1000;

/** Whether people may write the field at all: not sequences, nothing computed, and of children only owned lines. */
export function isWritable(field: Field): boolean {
  if (field.computed !== null) return false;
  return field.type === 'children' ? field.owned : FIELD_TYPES[field.type].writable;
}

/** Whether no record may be without a value; one that rules show on some records only is required there alone. */
export function isAlwaysRequired(field: Field): boolean {
  return field.required && field.visibleWhen === null && field.computed === null;
}

/**
 * JSON Schema (2020-12) of the body that creates or changes a record, with just the fields in `writable`. Values are those
 * that are not null; a required field without a default is `required` on create.
 */
export function recordSchema(model: Model, entity: Entity, mode: WriteMode, writable: Writable): JsonSchema {
  return schemaAt(model, entity, mode, writable, 0);
}

function schemaAt(
  model: Model,
  entity: Entity,
  mode: WriteMode,
  writable: Writable,
  level: number,
): JsonSchema {
  const names = writable(entity, mode);
  const fields = Object.values(entity.fields).filter((field) => names.has(field.name) && isWritable(field));
  const properties: Record<string, JsonSchema> = {};
  for (const field of fields) {
    const schema =
      field.type === 'children'
        ? linesSchema(model, field.of, field.by, writable, level)
        : FIELD_TYPES[field.type].schema(field);
    if (schema !== null)
      properties[field.name] = {
        ...schema,
        title: field.label,
        ...(field.help === null ? {} : { description: field.help }),
      };
  }
  const required =
    mode === 'create'
      ? fields.filter((field) => isAlwaysRequired(field) && !hasDefault(field)).map((field) => field.name)
      : [];
  return {
    type: 'object',
    properties,
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: false,
  };
}

function linesSchema(
  model: Model,
  of: string,
  by: string,
  writable: Writable,
  level: number,
): JsonSchema | null {
  const lines = model.entities[of];
  if (lines === undefined || level === MOST_LEVELS) return null;
  const fields: Writable = (entity, mode) =>
    entity.name === of
      ? new Set([...writable(entity, mode)].filter((name) => name !== by))
      : writable(entity, mode);
  const item = schemaAt(model, lines, 'create', fields, level + 1);
  const id: JsonSchema = { type: 'string', format: 'uuid' };
  return { type: 'array', maxItems: MOST_LINES, items: { ...item, properties: { id, ...item.properties } } };
}
