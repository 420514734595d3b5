import { FIELD_TYPES } from '../../model/field-types/registry.ts';
import type { JsonSchema, WireForm } from '../../model/field-types/field-type.ts';
import type { ChildrenField, Field } from '../../model/field.ts';
import type { Entity } from '../../model/model.ts';
import { SYSTEM_FIELDS } from '../../model/system-fields.ts';
import type { ViewScope } from '../scope.ts';

/** JSON Schema with the references between components that the model's own schemas do without. */
export type ApiSchema = { readonly [keyword: string]: unknown };

/** `OrderLine` for `order_line`: names of components and of generated types. */
export function typeName(entity: string): string {
  return entity
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

/** A reference to a component of the document. */
export function componentRef(name: string): ApiSchema {
  return { $ref: `#/components/schemas/${name}` };
}

/** A record as it is sent: system keys always, and of the fields those that the actor may read. */
export function recordSchemaOf(scope: ViewScope, entity: Entity): ApiSchema {
  const fields = Object.values(entity.fields).filter(
    (field) => scope.reads(entity, field.name) && isSent(scope, field),
  );
  return {
    type: 'object',
    title: entity.title,
    ...(entity.about === null ? {} : { description: entity.about }),
    required: ['id', 'version'],
    properties: {
      id: { type: 'string', format: 'uuid' },
      version: { type: 'integer', minimum: 1 },
      deleted: { const: true, description: 'Present only on deleted records.' },
      ...Object.fromEntries(
        [...Object.values(SYSTEM_FIELDS), ...fields].map((field) => [
          field.name,
          seenSchema(scope, entity, field),
        ]),
      ),
    },
    // A list adds the values of paths such as `customer.name` that were asked for.
    additionalProperties: true,
  };
}

/** Lists of independent children are read from their own entity. */
function isSent(scope: ViewScope, field: Field): boolean {
  return field.type !== 'children' || (field.owned && scope.may(field.of, 'read'));
}

const LINK = componentRef('Link');

/** How a value that is present is sent; `null` stands for values that Postgres prints as they are. */
const SENT: Readonly<Record<WireForm, ApiSchema | null>> = {
  native: null,
  text: { type: 'string' },
  date: { type: 'string', format: 'date' },
  time: { type: 'string' },
  instant: { type: 'string', format: 'date-time' },
  reference: LINK,
  user: LINK,
  references: { type: 'array', items: LINK },
  sequence: { type: 'string' },
  children: null,
};

/** A field that some record shows masked only may be either. */
function seenSchema(scope: ViewScope, entity: Entity, field: Field): ApiSchema {
  const schema = readSchema(field);
  return scope.exposure(entity, field.name)?.masked === true
    ? { anyOf: [schema, componentRef('Masked')] }
    : schema;
}

function readSchema(field: Field): ApiSchema {
  const described = { title: field.label, ...(field.help === null ? {} : { description: field.help }) };
  if (field.type === 'children') return { ...described, ...linesSchema(field) };
  const type = FIELD_TYPES[field.type];
  const value = SENT[type.wire] ?? looseSchema(type.schema(field) ?? {});
  return { ...described, ...orNull(value) };
}

function linesSchema(field: ChildrenField): ApiSchema {
  return { type: 'array', items: componentRef(typeName(field.of)) };
}

/** Kind and options only: limits may have become narrower since a stored value was written. */
function looseSchema(schema: JsonSchema): ApiSchema {
  return {
    ...(schema.type === undefined ? {} : { type: schema.type }),
    ...(schema.items === undefined ? {} : { items: looseSchema(schema.items) }),
  };
}

/** Any field may be without a value, even a required one whose rule is younger than the record. */
function orNull(schema: ApiSchema): ApiSchema {
  if (typeof schema.type === 'string') return { ...schema, type: [schema.type, 'null'] };
  return '$ref' in schema ? { anyOf: [schema, { type: 'null' }] } : schema;
}
