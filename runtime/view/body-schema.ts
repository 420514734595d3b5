import type { JsonSchema } from '../model/field-types/field-type.ts';
import type { Entity } from '../model/model.ts';
import { recordSchema, type WriteMode } from '../validate/record-schema.ts';
import { writableNames } from './field-view.ts';
import type { ViewScope } from './scope.ts';

/**
 * Schema of the body that the actor may send, made from the one that the server validates with; `only` narrows it to the
 * fields of a form. Validation looks at values that are not null, a body may say null for every field that is not
 * required, so null is added here.
 */
export function bodySchema(
  scope: ViewScope,
  entity: Entity,
  mode: WriteMode,
  only: ReadonlySet<string> | null,
): JsonSchema {
  const writable = (of: Entity, as: WriteMode): ReadonlySet<string> => {
    const names = writableNames(scope, of, as);
    return of.name === entity.name && only !== null
      ? new Set([...names].filter((name) => only.has(name)))
      : names;
  };
  return withNulls(scope, entity, recordSchema(scope.model, entity, mode, writable));
}

/** The schema of values with null added wherever a body may say it. */
export function withNulls(scope: ViewScope, entity: Entity, schema: JsonSchema): JsonSchema {
  const properties = Object.entries(schema.properties ?? {}).map(([name, value]) => {
    const field = entity.fields[name];
    if (field === undefined) return [name, value] as const;
    if (field.type !== 'children') return [name, field.required ? value : orNull(value)] as const;
    const lines = scope.model.entities[field.of];
    const items =
      value.items === undefined || lines === undefined ? {} : { items: withNulls(scope, lines, value.items) };
    return [name, { ...value, ...items }] as const;
  });
  return { ...schema, properties: Object.fromEntries(properties) };
}

function orNull(schema: JsonSchema): JsonSchema {
  if (typeof schema.type !== 'string') return schema;
  const options = schema.enum === undefined ? {} : { enum: [...schema.enum, null] };
  return { ...schema, type: [schema.type, 'null'], ...options };
}
