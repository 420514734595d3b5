import { Hono } from 'hono';
import type { Context } from 'hono';
import { isRecordId } from '../../../runtime/model/field-types/reference.ts';
import { giveRole } from '../../operations/give-role.ts';
import { listAssignments } from '../../operations/list-assignments.ts';
import { getPerson, listPeople } from '../../operations/list-people.ts';
import { listRoles } from '../../operations/list-roles.ts';
import { revokeRole } from '../../operations/revoke-role.ts';
import { Refusal } from '../../operations/refusal.ts';
import { runWorkspaceOperation } from '../../operations/run-workspace-operation.ts';
import { setAttributes } from '../../operations/set-attributes.ts';
import { answer, answerJson } from '../answer.ts';
import type { HttpEnvironment, HttpParts } from '../environment.ts';
import { readJson } from '../request-body.ts';
import { operationContext } from './caller.ts';
import { readQuery, versionText, wordsOf, wrong } from './query-text.ts';

type Request = Context<HttpEnvironment>;

const PATHS = {
  roles: '/api/v1/access/roles',
  assignments: '/api/v1/access/assignments',
  assignment: '/api/v1/access/assignments/:id',
  people: '/api/v1/access/people',
  person: '/api/v1/access/people/:id',
  attributes: '/api/v1/access/people/:id/attributes',
} as const;

/** `/api/v1/access/...`: who holds which role, since when, by whom, why and until when; giving and taking. */
export function accessRoutes(parts: HttpParts): Hono<HttpEnvironment> {
  const routes = new Hono<HttpEnvironment>();
  routes.get(PATHS.roles, async (context) => {
    readQuery(context, []);
    return json(context, await runWorkspaceOperation(operationContext(parts, context), listRoles, null));
  });
  addAssignments(routes, parts);
  addPeople(routes, parts);
  refuseOtherMethods(routes, PATHS.roles, 'GET');
  refuseOtherMethods(routes, PATHS.assignments, 'GET, POST');
  refuseOtherMethods(routes, PATHS.assignment, 'DELETE');
  refuseOtherMethods(routes, PATHS.people, 'GET');
  refuseOtherMethods(routes, PATHS.person, 'GET');
  refuseOtherMethods(routes, PATHS.attributes, 'PUT');
  return routes;
}

function addAssignments(routes: Hono<HttpEnvironment>, parts: HttpParts): void {
  routes.get(PATHS.assignments, async (context) => {
    const caller = operationContext(parts, context);
    const { person, role, history, after } = readQuery(context, ['person', 'role', 'history', 'after']);
    if (history !== null && history !== 'true' && history !== 'false')
      throw wrong('history', 'query/value', 'Expected `true` or `false`.');
    const input = {
      person: idOrNull('person', person),
      role,
      history: history === 'true',
      after: idOrNull('after', after),
    };
    return json(context, await runWorkspaceOperation(caller, listAssignments, input));
  });
  routes.post(PATHS.assignments, async (context) => {
    readQuery(context, []);
    const caller = operationContext(parts, context);
    const { assignment, given } = await runWorkspaceOperation(caller, giveRole, {
      body: await readJson(context),
    });
    return answerJson(context, JSON.stringify(assignment), given ? 201 : 200);
  });
  routes.delete(PATHS.assignment, async (context) => {
    readQuery(context, []);
    const caller = operationContext(parts, context);
    const input = { id: context.req.param('id'), body: await bodyOrNothing(context) };
    return json(context, await runWorkspaceOperation(caller, revokeRole, input));
  });
}

function addPeople(routes: Hono<HttpEnvironment>, parts: HttpParts): void {
  routes.get(PATHS.people, async (context) => {
    const caller = operationContext(parts, context);
    const { q, role, after } = readQuery(context, ['q', 'role', 'after']);
    const input = { words: wordsOf(q), role, after: idOrNull('after', after) };
    return json(context, await runWorkspaceOperation(caller, listPeople, input));
  });
  routes.get(PATHS.person, async (context) => {
    readQuery(context, []);
    const caller = operationContext(parts, context);
    const found = await runWorkspaceOperation(caller, getPerson, { id: context.req.param('id') });
    return answerJson(context, JSON.stringify(found), 200, { etag: `"${found.version}"` });
  });
  routes.put(PATHS.attributes, async (context) => {
    readQuery(context, []);
    const caller = operationContext(parts, context);
    const input = { person: context.req.param('id'), version: versionText(context) };
    const body = await readJson(context);
    const { version } = await runWorkspaceOperation(caller, setAttributes, { ...input, body });
    return answer(context, null, 204, { etag: `"${version}"` });
  });
}

/** A reason may come with a deletion, and need not. */
async function bodyOrNothing(context: Request): Promise<unknown> {
  return context.req.header('content-type') === undefined ? {} : readJson(context);
}

function idOrNull(name: string, text: string | null): string | null {
  if (text === null || isRecordId(text)) return text;
  throw wrong(name, 'query/value', 'Expected an id.');
}

function json(context: Request, value: unknown): Response {
  return answerJson(context, JSON.stringify(value));
}

/** Answers every other method on the path with 405. */
export function refuseOtherMethods(routes: Hono<HttpEnvironment>, path: string, allow: string): void {
  routes.all(path, (context) => {
    throw new Refusal('request/method', `\`${context.req.method}\` does nothing here.`, { allow });
  });
}
