import type { Entity } from '../../model/model.ts';
import type { ActionView } from '../../wire/view.ts';
import { viewActions } from '../action-view.ts';
import type { ViewScope } from '../scope.ts';
import { answers, IF_MATCH, json, KEY, record } from './entity-paths.ts';
import { pathParameter } from './parameters.ts';
import type { ApiSchema } from './schema.ts';

const ID = pathParameter('id', { type: 'string', format: 'uuid' });
const VERDICT: ApiSchema = {
  type: 'object',
  description: 'Whether it may be done, in one sentence, with every grant and rule that was asked.',
  required: ['allowed', 'reason', 'parts'],
  properties: {
    allowed: { type: 'boolean' },
    reason: { type: 'string' },
    parts: { type: 'array', items: { type: 'object' } },
  },
};

/** Paths of what rules let the actor do with records of the entity: its actions, and why or why not. */
export function rulePaths(scope: ViewScope, entity: Entity): Readonly<Record<string, ApiSchema>> {
  const base = `/api/v1/records/${entity.name}/{id}`;
  const can: Readonly<Record<string, ApiSchema>> = {
    [`${base}/can`]: {
      parameters: [ID],
      get: {
        operationId: `can_${entity.name}`,
        tags: [entity.name],
        summary: 'What may be done with the record now, and why',
        responses: answers({ 200: json(CAN, 'A verdict for everything that the actor knows.') }),
      },
    },
  };
  return {
    ...(scope.may(entity.name, 'read') ? can : {}),
    ...Object.fromEntries(
      viewActions(scope, entity).map((action) => [
        `${base}/actions/${action.name}`,
        { parameters: [ID], post: actionOperation(entity, action) },
      ]),
    ),
  };
}

const CAN: ApiSchema = {
  type: 'object',
  required: ['update', 'delete', 'fields', 'actions'],
  properties: {
    update: VERDICT,
    delete: VERDICT,
    fields: { type: 'object', additionalProperties: VERDICT },
    actions: { type: 'array', items: { type: 'object', properties: { verdict: VERDICT } } },
  },
};

const DRY_RUN: ApiSchema = {
  name: 'dry_run',
  in: 'query',
  schema: { type: 'string', enum: ['true', 'false'] },
  description: 'Do everything, take it back, and answer `{"changes", "warnings"}`.',
};

function actionOperation(entity: Entity, { name, title, about, input }: ActionView): ApiSchema {
  return {
    operationId: `action_${name}_${entity.name}`,
    tags: [entity.name],
    summary: about ?? title,
    parameters: [IF_MATCH, KEY, DRY_RUN],
    ...(input === null
      ? {}
      : { requestBody: { content: { 'application/json': { schema: withoutId(input.form.schema) } } } }),
    responses: answers({ 200: record(entity, 'The record as it is now.') }),
  };
}

/** The id names a module of the screens, which is nothing to a reader of the document. */
function withoutId({ $id: _id, ...schema }: ApiSchema): ApiSchema {
  return schema;
}

const QUESTION = ['entity', 'person', 'operation', 'action', 'id', 'field'];

/** Questions about anybody, and what checks found. */
export const RULE_PATHS: Readonly<Record<string, ApiSchema>> = {
  '/api/v1/can': {
    get: {
      operationId: 'can',
      summary: 'Whether somebody may do something, and why',
      parameters: QUESTION.map((name) => ({
        name,
        in: 'query',
        required: name === 'entity',
        schema: { type: 'string' },
      })),
      responses: answers({ 200: json({ type: 'object', properties: { verdict: VERDICT } }, 'The verdict.') }),
    },
  },
  '/api/v1/inspect/rules': {
    get: {
      operationId: 'inspect_rules',
      summary: 'How many records each check would have refused since the release',
      responses: answers({ 200: json({ type: 'object' }, 'Checks with their counts.') }),
    },
  },
};
