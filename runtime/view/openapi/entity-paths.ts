import type { Entity } from '../../model/model.ts';
import { mayCreate } from '../field-view.ts';
import type { ViewScope } from '../scope.ts';
import { entityParameters, headerParameter, LIST_PARAMETERS, pathParameter } from './parameters.ts';
import { componentRef, typeName, type ApiSchema } from './schema.ts';

type PathItem = ApiSchema;
type Answers = Readonly<Record<string, ApiSchema>>;

const ID = pathParameter('id', { type: 'string', format: 'uuid' });
/** The version that a change is based on. */
export const IF_MATCH = headerParameter(
  'If-Match',
  true,
  'The `ETag` of the record that was read, such as `"3"`.',
);
/** Of requests that may be sent again. */
export const KEY = headerParameter(
  'Idempotency-Key',
  false,
  'The same key sent again gives the first answer again.',
);

/** Paths of one entity's records, as far as the actor may use them. Lines are written with their parent. */
export function entityPaths(scope: ViewScope, entity: Entity): Readonly<Record<string, PathItem>> {
  const base = `/api/v1/records/${entity.name}`;
  const alone = entity.partOf === null;
  const may = {
    read: scope.may(entity.name, 'read'),
    create: mayCreate(scope, entity),
    update: alone && scope.may(entity.name, 'update'),
    delete: alone && scope.may(entity.name, 'delete'),
  };
  const items: Readonly<Record<string, PathItem>> = {
    [base]: {
      ...(may.read ? { get: listOperation(scope, entity) } : {}),
      ...(may.create ? { post: createOperation(entity) } : {}),
    },
    [`${base}/{id}`]: {
      parameters: [ID],
      ...(may.read ? { get: getOperation(entity) } : {}),
      ...(may.update ? { patch: updateOperation(entity) } : {}),
      ...(may.delete ? { delete: deleteOperation(entity) } : {}),
    },
    [`${base}/{id}/restore`]: { parameters: [ID], ...(may.delete ? { post: restoreOperation(entity) } : {}) },
  };
  return Object.fromEntries(
    Object.entries(items).filter(([, item]) => Object.keys(item).some((key) => key !== 'parameters')),
  );
}

function listOperation(scope: ViewScope, entity: Entity): ApiSchema {
  return operation(entity, 'list', `List ${entity.plural.toLowerCase()}`, {
    parameters: [
      ...Object.keys(LIST_PARAMETERS).map((name) => ({ $ref: `#/components/parameters/${name}` })),
      ...entityParameters(scope, entity),
    ],
    responses: answers({ 200: json(componentRef(`${typeName(entity.name)}List`), 'One page.') }),
  });
}

function getOperation(entity: Entity): ApiSchema {
  return operation(entity, 'get', 'One record, with its owned lines', {
    responses: answers({ 200: record(entity, 'The record.') }),
  });
}

function createOperation(entity: Entity): ApiSchema {
  return operation(entity, 'create', 'Create a record', {
    parameters: [KEY],
    requestBody: body(entity, 'Create'),
    responses: answers({ 201: record(entity, 'The new record.') }),
  });
}

function updateOperation(entity: Entity): ApiSchema {
  return operation(entity, 'update', 'Change the fields that are sent', {
    parameters: [IF_MATCH],
    requestBody: body(entity, 'Update'),
    responses: answers({ 200: record(entity, 'The record as it is now.') }),
  });
}

function deleteOperation(entity: Entity): ApiSchema {
  return operation(entity, 'delete', 'Delete the record; it can be restored', {
    parameters: [IF_MATCH],
    responses: answers({ 204: { description: 'Deleted.' } }),
  });
}

function restoreOperation(entity: Entity): ApiSchema {
  return operation(entity, 'restore', 'Bring a deleted record back', {
    responses: answers({ 200: record(entity, 'The record, live again.') }),
  });
}

function operation(entity: Entity, verb: string, summary: string, rest: ApiSchema): ApiSchema {
  return { operationId: `${verb}_${entity.name}`, tags: [entity.name], summary, ...rest };
}

function body(entity: Entity, mode: 'Create' | 'Update'): ApiSchema {
  return {
    required: true,
    content: { 'application/json': { schema: componentRef(typeName(entity.name) + mode) } },
  };
}

/** An answer that is a record of the entity. */
export function record(entity: Entity, description: string): ApiSchema {
  return {
    ...json(componentRef(typeName(entity.name)), description),
    headers: { ETag: { description: 'The version, for `If-Match`.', schema: { type: 'string' } } },
  };
}

/** An answer with a JSON body. */
export function json(schema: ApiSchema, description: string): ApiSchema {
  return { description, content: { 'application/json': { schema } } };
}

/** The given answers, and a problem for everything else. */
export function answers(good: Answers): Answers {
  return { ...good, default: { $ref: '#/components/responses/Problem' } };
}
