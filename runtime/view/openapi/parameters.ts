import { FIELD_TYPES } from '../../model/field-types/registry.ts';
import type { Operator } from '../../model/field-types/field-type.ts';
import type { Field } from '../../model/field.ts';
import type { Entity } from '../../model/model.ts';
import { findField, SYSTEM_FIELDS } from '../../model/system-fields.ts';
import type { ViewScope } from '../scope.ts';
import type { ApiSchema } from './schema.ts';

export type Parameter = ApiSchema;

const MANY: ReadonlySet<Operator> = new Set(['eq', 'not', 'has']);

/** Parameters that every list takes, as components. */
export const LIST_PARAMETERS: Readonly<Record<string, Parameter>> = {
  limit: queryParameter(
    'limit',
    { type: 'integer', minimum: 1, maximum: 200, default: 50 },
    'Records in one page.',
  ),
  after: queryParameter('after', { type: 'string' }, 'The `next` of the page before.'),
  count: queryParameter(
    'count',
    { type: 'string', enum: ['capped', 'none'] },
    'Adds the number of records, up to a limit.',
  ),
  deleted: queryParameter(
    'deleted',
    { type: 'string', enum: ['true', 'false'] },
    'Shows deleted records instead of live ones.',
  ),
  where: queryParameter(
    'where',
    { type: 'string', maxLength: 2000 },
    'An expression that must be true of a record, such as `total > 100 && status != "paid"`.',
  ),
  fields: queryParameter(
    'fields',
    { type: 'string' },
    'Field paths with commas between; references are followed by points.',
  ),
};

/** Parameters of one entity's list: its sort keys, its search and one filter for each readable field and operator. */
export function entityParameters(scope: ViewScope, entity: Entity): readonly Parameter[] {
  const names = [...Object.keys(entity.fields), ...Object.keys(SYSTEM_FIELDS)];
  const fields = names
    .filter((name) => scope.exposure(entity, name)?.clear === true)
    .map((name) => findField(entity, name))
    .filter((field) => field !== undefined);
  const sortable = fields.filter((field) => FIELD_TYPES[field.type].sortable).map((field) => field.name);
  const searched = entity.search.filter((name) => scope.exposure(entity, name)?.clear === true);
  return [
    queryParameter(
      'sort',
      { type: 'string', examples: sortable.slice(0, 2) },
      `Paths with commas between, \`-\` before descending: ${sortable.join(', ')}.`,
    ),
    ...(searched.length === 0
      ? []
      : [queryParameter('q', { type: 'string', maxLength: 200 }, `Searches ${searched.join(', ')}.`)]),
    ...fields.flatMap(filterParameters),
  ];
}

function filterParameters(field: Field): readonly Parameter[] {
  return FIELD_TYPES[field.type].operators.map((operator) => {
    const name = operator === 'eq' ? `filter.${field.name}` : `filter.${field.name}.${operator}`;
    if (operator === 'empty') return queryParameter(name, { type: 'string', enum: ['true', 'false'] });
    const value = filterSchema(field);
    return MANY.has(operator)
      ? { ...queryParameter(name, { type: 'array', items: value }), style: 'form', explode: true }
      : queryParameter(name, value);
  });
}

function filterSchema(field: Field): ApiSchema {
  return 'options' in field
    ? { type: 'string', enum: field.options.map((option) => option.name) }
    : { type: 'string' };
}

/** A parameter of the query string. */
export function queryParameter(name: string, schema: ApiSchema, description?: string): Parameter {
  return { name, in: 'query', ...(description === undefined ? {} : { description }), schema };
}

/** A part of the path. */
export function pathParameter(name: string, schema: ApiSchema = { type: 'string' }): Parameter {
  return { name, in: 'path', required: true, schema };
}

/** A request header. */
export function headerParameter(name: string, required: boolean, description: string): Parameter {
  return { name, in: 'header', required, description, schema: { type: 'string' } };
}
