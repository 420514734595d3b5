import type { Entity } from '../../model/model.ts';
import type { ViewScope } from '../scope.ts';
import { answers, json } from './entity-paths.ts';
import { entityParameters, LIST_PARAMETERS, pathParameter, queryParameter } from './parameters.ts';
import type { ApiSchema } from './schema.ts';

const ID = pathParameter('id', { type: 'string', format: 'uuid' });
const TEXT: ApiSchema = { type: 'string' };
const PATHS = 'paths with commas between';

/** Paths of what is told of many records at once, and of one record over time. */
export function reportPaths(scope: ViewScope, entity: Entity): Readonly<Record<string, ApiSchema>> {
  if (!scope.may(entity.name, 'read')) return {};
  const base = `/api/v1/records/${entity.name}`;
  const csv = { [`${base}/export.csv`]: { get: exportOperation(scope, entity) } };
  return {
    [`${base}/aggregate`]: { get: aggregateOperation(scope, entity) },
    ...(scope.may(entity.name, 'export') ? csv : {}),
    [`${base}/{id}/history`]: { parameters: [ID], get: historyOperation(entity) },
  };
}

/** What selects records, in lists, sums and exports alike. */
function selection(scope: ViewScope, entity: Entity): readonly ApiSchema[] {
  const own = entityParameters(scope, entity).filter(({ name }) => name !== 'sort');
  return [shared('where'), shared('deleted'), ...own];
}

const shared = (name: string): ApiSchema => ({ $ref: `#/components/parameters/${name}` });

function aggregateOperation(scope: ViewScope, entity: Entity): ApiSchema {
  const numbers: ApiSchema = { type: 'object', additionalProperties: true };
  return {
    operationId: `aggregate_${entity.name}`,
    tags: [entity.name],
    summary: `Count and sum ${entity.plural.toLowerCase()}`,
    parameters: [
      queryParameter('group', TEXT, `At most two ${PATHS}; none makes one group of all.`),
      queryParameter('count', TEXT, 'Changes nothing: the number of records is always given.'),
      ...['sum', 'min', 'max'].map((name) => queryParameter(name, TEXT, `Of numbers: ${PATHS}.`)),
      ...selection(scope, entity),
    ],
    responses: answers({
      200: json(
        {
          type: 'object',
          required: ['data', 'capped'],
          properties: {
            data: {
              type: 'array',
              items: {
                type: 'object',
                required: ['group', 'count'],
                properties: {
                  group: numbers,
                  count: { type: 'integer' },
                  sum: numbers,
                  min: numbers,
                  max: numbers,
                },
              },
            },
            capped: { type: 'boolean', description: 'Smaller groups were left out.' },
          },
        },
        'Groups, those of most records first. Hidden values count as none.',
      ),
    }),
  };
}

function exportOperation(scope: ViewScope, entity: Entity): ApiSchema {
  const sort = entityParameters(scope, entity).filter(({ name }) => name === 'sort');
  const content = { 'text/csv': { schema: TEXT } };
  return {
    operationId: `export_${entity.name}`,
    tags: [entity.name],
    summary: `Export ${entity.plural.toLowerCase()} as CSV`,
    parameters: [shared('fields'), ...sort, ...selection(scope, entity)],
    responses: answers({ 200: { description: 'All of them; the first line names the fields.', content } }),
  };
}

function historyOperation(entity: Entity): ApiSchema {
  return {
    operationId: `history_${entity.name}`,
    tags: [entity.name],
    summary: 'Changes of one record, the latest first',
    parameters: [
      queryParameter('limit', LIST_PARAMETERS['limit']?.['schema'] as ApiSchema, 'Entries in one page.'),
      shared('after'),
    ],
    responses: answers({ 200: json(HISTORY, 'As far as the actor may see the record as it is now.') }),
  };
}

const HISTORY: ApiSchema = {
  type: 'object',
  required: ['data', 'next'],
  properties: {
    data: {
      type: 'array',
      items: {
        type: 'object',
        required: ['at', 'actor', 'operation', 'changes'],
        properties: {
          at: { type: 'string', format: 'date-time' },
          actor: { type: 'object', properties: { id: { type: 'string', format: 'uuid' }, name: TEXT } },
          operation: TEXT,
          version: { type: ['integer', 'null'] },
          reason: { type: ['string', 'null'] },
          release: { type: ['integer', 'null'] },
          decided_by: { type: ['string', 'null'] },
          changes: {
            type: 'array',
            items: { type: 'object', required: ['field', 'before', 'after'], properties: { field: TEXT } },
          },
        },
      },
    },
    next: { type: ['string', 'null'] },
  },
};
