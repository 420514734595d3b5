import { FIELD_TYPES } from '../model/field-types/registry.ts';
import type { JsonSchema } from '../model/field-types/field-type.ts';
import type { ChildrenField, Field } from '../model/field.ts';
import type { Entity } from '../model/model.ts';
import { isWritable, neededFields, type WriteMode } from './field-view.ts';
import type { ViewScope } from './scope.ts';

/** Schema of the body that the actor may send; `only` narrows it to the fields of a form. */
export function bodySchema(
  scope: ViewScope,
  entity: Entity,
  mode: WriteMode,
  only: ReadonlySet<string> | null,
): JsonSchema {
  const fields = Object.values(entity.fields).filter(
    (field) => isWritable(scope, entity, field, mode) && (only === null || only.has(field.name)),
  );
  const needed = mode === 'create' ? neededFields(entity).map((field) => field.name) : [];
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [field.name, valueSchema(scope, field, mode)])),
    required: needed.filter((name) => fields.some((field) => field.name === name)),
    additionalProperties: false,
  };
}

function valueSchema(scope: ViewScope, field: Field, mode: WriteMode): JsonSchema {
  const described = { title: field.label, ...(field.help === null ? {} : { description: field.help }) };
  if (field.type === 'children')
    return { ...described, type: 'array', items: lineSchema(scope, field, mode) };
  const schema = FIELD_TYPES[field.type].schema(field) ?? {};
  return { ...described, ...(field.required ? schema : orNull(schema)) };
}

function orNull(schema: JsonSchema): JsonSchema {
  if (typeof schema.type !== 'string') return schema;
  return {
    ...schema,
    type: [schema.type, 'null'],
    ...(schema.enum === undefined ? {} : { enum: [...schema.enum, null] }),
  };
}

function lineSchema(scope: ViewScope, field: ChildrenField, mode: WriteMode): JsonSchema {
  const entity = scope.model.entities[field.of];
  if (entity === undefined) return { type: 'object' };
  const own = Object.keys(entity.fields).filter((name) => name !== field.by);
  const schema = bodySchema(scope, entity, mode, new Set(own));
  return { ...schema, properties: { id: { type: 'string', format: 'uuid' }, ...schema.properties } };
}
