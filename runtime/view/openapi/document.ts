import type { Entity } from '../../model/model.ts';
import { bodySchema } from '../body-schema.ts';
import type { ViewScope } from '../scope.ts';
import { entityPaths } from './entity-paths.ts';
import { ACCESS_PATHS } from './access-paths.ts';
import { RELEASE_PATHS } from './release-paths.ts';
import { GENERAL_PATHS } from './general-paths.ts';
import { RULE_PATHS, rulePaths } from './rule-paths.ts';
import { reportPaths } from './report-paths.ts';
import { LIST_PARAMETERS } from './parameters.ts';
import { componentRef, recordSchemaOf, typeName, type ApiSchema } from './schema.ts';

/**
 * The OpenAPI 3.1 document of the workspace as one actor sees it: only paths, fields and filters that the actor may use.
 * Bodies are described by the very schemas that the server validates with.
 */
export function describeApi(scope: ViewScope, release: number): ApiSchema {
  const { workspace, entities } = scope.model;
  const seen = Object.values(entities).filter((entity) => isSeen(scope, entity));
  return {
    openapi: '3.1.0',
    info: { title: workspace.title, version: `release ${release}` },
    servers: [{ url: '/' }],
    security: [{ session: [] }],
    tags: seen.map(({ name, title, about }) => ({ name, description: about ?? title })),
    paths: Object.assign(
      { ...GENERAL_PATHS, ...ACCESS_PATHS, ...RELEASE_PATHS, ...RULE_PATHS },
      ...seen.flatMap((entity) => [
        entityPaths(scope, entity),
        reportPaths(scope, entity),
        rulePaths(scope, entity),
      ]),
    ) as ApiSchema,
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'jig_session' } },
      parameters: LIST_PARAMETERS,
      responses: { Problem: PROBLEM_ANSWER },
      schemas: {
        ...GENERAL_SCHEMAS,
        ...Object.fromEntries(seen.flatMap((entity) => entitySchemas(scope, entity))),
      },
    },
  };
}

function isSeen(scope: ViewScope, entity: Entity): boolean {
  return (['read', 'create', 'update', 'delete'] as const).some((operation) =>
    scope.may(entity.name, operation),
  );
}

function entitySchemas(scope: ViewScope, entity: Entity): readonly (readonly [string, ApiSchema])[] {
  const name = typeName(entity.name);
  const list: ApiSchema = {
    type: 'object',
    required: ['data', 'next'],
    properties: {
      data: { type: 'array', items: componentRef(name) },
      next: { type: ['string', 'null'] },
      count: componentRef('Count'),
    },
    additionalProperties: false,
  };
  return [
    [name, recordSchemaOf(scope, entity)],
    [`${name}List`, list],
    [`${name}Create`, bodySchema(scope, entity, 'create', null)],
    [`${name}Update`, bodySchema(scope, entity, 'update', null)],
  ];
}

const PROBLEM_ANSWER: ApiSchema = {
  description: 'A refusal or a fault (RFC 9457).',
  content: { 'application/problem+json': { schema: componentRef('Problem') } },
};

const TEXT: ApiSchema = { type: 'string' };

const GENERAL_SCHEMAS: Readonly<Record<string, ApiSchema>> = {
  Link: {
    type: 'object',
    required: ['id', 'title'],
    properties: {
      id: { type: 'string', format: 'uuid' },
      title: { type: ['string', 'null'], description: 'Null where the actor may not read it.' },
      deleted: { const: true },
    },
    additionalProperties: false,
  },
  Masked: {
    type: 'object',
    required: ['masked'],
    properties: { masked: { type: 'string', description: 'What may be seen of the value.' } },
    additionalProperties: false,
  },
  Count: {
    type: 'object',
    required: ['value', 'capped'],
    properties: { value: { type: 'integer', minimum: 0 }, capped: { type: 'boolean' } },
    additionalProperties: false,
  },
  FieldError: {
    type: 'object',
    required: ['pointer', 'code', 'message'],
    properties: {
      pointer: {
        type: 'string',
        description: 'JSON Pointer into the body, or `?name` of a query parameter.',
      },
      code: TEXT,
      message: TEXT,
      rule: { type: 'string', description: 'Id of the rule or grant that refused.' },
      at: {
        type: 'object',
        description: 'Of an expression: the part of it that is wrong.',
        properties: { start: { type: 'integer' }, end: { type: 'integer' } },
      },
    },
  },
  Problem: {
    type: 'object',
    required: ['type', 'title', 'status', 'detail', 'code', 'request_id'],
    properties: {
      type: TEXT,
      title: TEXT,
      status: { type: 'integer' },
      detail: TEXT,
      code: TEXT,
      hint: TEXT,
      request_id: TEXT,
      errors: { type: 'array', items: componentRef('FieldError') },
      current: { type: 'object', description: 'On 412: the record as it is now.' },
      changed: {
        type: 'array',
        items: TEXT,
        description: 'On 412: fields of the body that were changed meanwhile.',
      },
    },
  },
};
