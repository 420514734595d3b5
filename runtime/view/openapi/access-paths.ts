import { answers, json } from './entity-paths.ts';
import { headerParameter, pathParameter } from './parameters.ts';
import type { ApiSchema } from './schema.ts';

const TEXT: ApiSchema = { type: 'string' };
const REASON: ApiSchema = { type: ['string', 'null'], maxLength: 500 };
const ID: ApiSchema = { type: 'string', format: 'uuid' };
const INSTANT: ApiSchema = {
  type: ['string', 'null'],
  description: "An instant with its offset, or a day of the workspace's calendar.",
};
const ATTRIBUTES: ApiSchema = {
  type: 'object',
  description: 'Values of user attributes by name.',
  additionalProperties: { type: ['string', 'integer', 'boolean', 'array'] },
};
const ANSWER: ApiSchema = { type: 'object' };
const LIST: ApiSchema = {
  type: 'object',
  required: ['data'],
  properties: { data: { type: 'array', items: ANSWER }, next: { type: ['string', 'null'] } },
};
const VERSION = headerParameter('If-Match', true, 'The version that was read, such as `"0"`.');

export function object(
  properties: Readonly<Record<string, ApiSchema>>,
  required: readonly string[],
): ApiSchema {
  return { type: 'object', properties, required, additionalProperties: false };
}

export function query(...names: readonly string[]): readonly ApiSchema[] {
  return names.map((name) => ({ name, in: 'query', schema: { type: 'string', maxLength: 100 } }));
}

type Operation = {
  readonly parameters?: readonly ApiSchema[];
  readonly body?: ApiSchema;
  /** Whether the body may be left out. */
  readonly optional?: true;
  readonly answer?: ApiSchema | null;
  readonly status?: number;
};

export function operation(operationId: string, summary: string, parts: Operation): ApiSchema {
  const { parameters = [], body, optional = false, answer = ANSWER, status = 200 } = parts;
  return {
    operationId,
    summary,
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined
      ? {}
      : { requestBody: { required: !optional, content: { 'application/json': { schema: body } } } }),
    responses: answers({ [status]: answer === null ? { description: 'Done.' } : json(answer, summary) }),
  };
}

/** Paths of people, roles, attributes and parameters. */
export const ACCESS_PATHS: Readonly<Record<string, ApiSchema>> = {
  '/api/v1/access/roles': { get: operation('list_roles', 'The roles, and which of them you may give', {}) },
  '/api/v1/access/people': {
    get: operation('list_people_access', 'People with what they hold', {
      parameters: query('q', 'role', 'after'),
      answer: LIST,
    }),
  },
  '/api/v1/access/people/{id}': {
    parameters: [pathParameter('id', ID)],
    get: operation('get_person_access', 'One person with everything held now and before', {}),
  },
  '/api/v1/access/people/{id}/attributes': {
    parameters: [pathParameter('id', ID)],
    put: operation('set_attributes', 'Put other attributes in the place of those of somebody else', {
      parameters: [VERSION],
      body: object({ attributes: ATTRIBUTES, reason: REASON }, ['attributes']),
      answer: null,
      status: 204,
    }),
  },
  '/api/v1/access/assignments': {
    get: operation('list_assignments', 'Who holds what, since when, by whom, why and until when', {
      parameters: query('person', 'role', 'history', 'after'),
      answer: LIST,
    }),
    post: operation('give_role', 'Give a role to somebody else; 200 where it is held already', {
      body: object(
        { person: ID, role: TEXT, scope: ATTRIBUTES, from: INSTANT, until: INSTANT, reason: REASON },
        ['person', 'role'],
      ),
      status: 201,
    }),
  },
  '/api/v1/access/assignments/{id}': {
    parameters: [pathParameter('id', ID)],
    delete: operation('revoke_role', 'Take a role away from somebody else', {
      body: object({ reason: REASON }, []),
      optional: true,
    }),
  },
  '/api/v1/parameters': {
    get: operation('list_parameters', 'Parameters with the value in force and what is planned', {
      answer: LIST,
    }),
  },
  '/api/v1/parameters/{name}': {
    parameters: [pathParameter('name')],
    put: operation('set_parameter', 'Set a parameter at once or from a later instant', {
      parameters: [VERSION],
      body: object({ value: {}, effective_from: INSTANT, reason: { type: 'string', maxLength: 500 } }, [
        'value',
        'reason',
      ]),
    }),
  },
  '/api/v1/parameters/{name}/history': {
    parameters: [pathParameter('name')],
    get: operation('parameter_history', 'Every change of a parameter, the latest first', {
      parameters: query('after'),
      answer: LIST,
    }),
  },
  '/api/v1/parameters/{name}/changes/{change}': {
    parameters: [pathParameter('name'), pathParameter('change', ID)],
    delete: operation('withdraw_parameter', 'Withdraw a planned value before it comes into force', {
      parameters: [VERSION],
      body: object({ reason: { type: 'string', maxLength: 500 } }, ['reason']),
    }),
  },
};
