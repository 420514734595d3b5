import { answers, json } from './entity-paths.ts';
import { pathParameter } from './parameters.ts';
import type { ApiSchema } from './schema.ts';

const OBJECT: ApiSchema = { type: 'object' };

function get(
  operationId: string,
  summary: string,
  schema: ApiSchema,
  parameters: readonly ApiSchema[] = [],
): ApiSchema {
  return {
    operationId,
    summary,
    ...(parameters.length === 0 ? {} : { parameters }),
    responses: answers({ 200: json(schema, summary) }),
  };
}

const PREFERENCE: ApiSchema = {
  type: 'object',
  required: ['value'],
  properties: { value: { description: 'Any JSON, at most 16 KB.' } },
  additionalProperties: false,
};

const PEOPLE: ApiSchema = {
  type: 'object',
  required: ['data'],
  properties: {
    data: {
      type: 'array',
      items: {
        type: 'object',
        required: ['id', 'name'],
        properties: { id: { type: 'string', format: 'uuid' }, name: { type: 'string' } },
      },
    },
  },
};

/** Paths that do not depend on the definitions: who calls, what they see, what they chose, and whether the server is well. */
export const GENERAL_PATHS: Readonly<Record<string, ApiSchema>> = {
  '/api/v1/me': { get: get('me', 'Who is signed in, and the workspace', OBJECT) },
  '/api/v1/navigation': { get: get('navigation', 'Tools, screens and entities to open', OBJECT) },
  '/api/v1/tools/{tool}': {
    parameters: [pathParameter('tool')],
    get: get('tool', 'A tool with its runbook', OBJECT),
  },
  '/api/v1/tools/{tool}/screens/{screen}': {
    parameters: [pathParameter('tool'), pathParameter('screen')],
    get: get('screen', 'A screen as a view model', OBJECT),
  },
  '/api/v1/views/{entity}/{kind}': {
    parameters: [
      pathParameter('entity'),
      pathParameter('kind', { type: 'string', enum: ['table', 'form', 'detail'] }),
    ],
    get: get('view', "The tool's own view of an entity, or the one that is made for every entity", OBJECT, [
      { name: 'tool', in: 'query', schema: { type: 'string' } },
    ]),
  },
  '/api/v1/people': {
    get: get('list_people', 'People that a field may name, by words of their names', PEOPLE, [
      { name: 'q', in: 'query', schema: { type: 'string', maxLength: 100 } },
    ]),
  },
  '/api/v1/preferences/{key}': {
    parameters: [pathParameter('key', { type: 'string', maxLength: 200 })],
    get: get('read_preference', 'A choice that the person made; null where none', PREFERENCE),
    put: {
      operationId: 'write_preference',
      summary: 'Keep a choice',
      requestBody: { required: true, content: { 'application/json': { schema: PREFERENCE } } },
      responses: answers({ 204: { description: 'Kept.' } }),
    },
    delete: {
      operationId: 'forget_preference',
      summary: 'Forget a choice',
      responses: answers({ 204: { description: 'Forgotten.' } }),
    },
  },
  '/api/v1/sign-out': {
    post: {
      operationId: 'sign_out',
      summary: 'End the session',
      responses: answers({ 204: { description: 'Signed out.' } }),
    },
  },
};
