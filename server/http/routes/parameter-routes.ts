import { Hono } from 'hono';
import type { Context } from 'hono';
import { listParameters, parameterHistory } from '../../operations/list-parameters.ts';
import { runWorkspaceOperation } from '../../operations/run-workspace-operation.ts';
import { setParameter, withdrawParameter } from '../../operations/set-parameter.ts';
import type { ParameterJson } from '../../../runtime/wire/parameters.ts';
import { answerJson } from '../answer.ts';
import type { HttpEnvironment, HttpParts } from '../environment.ts';
import { readJson } from '../request-body.ts';
import { refuseOtherMethods } from './access-routes.ts';
import { operationContext } from './caller.ts';
import { readQuery, versionText } from './query-text.ts';

type Request = Context<HttpEnvironment>;

const PATHS = {
  all: '/api/v1/parameters',
  one: '/api/v1/parameters/:name',
  history: '/api/v1/parameters/:name/history',
  change: '/api/v1/parameters/:name/changes/:change',
} as const;

/** `/api/v1/parameters...`: the values that rules read, what is planned, and every change. */
export function parameterRoutes(parts: HttpParts): Hono<HttpEnvironment> {
  const routes = new Hono<HttpEnvironment>();
  routes.get(PATHS.all, async (context) => {
    readQuery(context, []);
    const caller = operationContext(parts, context);
    return answerJson(context, JSON.stringify(await runWorkspaceOperation(caller, listParameters, null)));
  });
  routes.put(PATHS.one, async (context) => {
    readQuery(context, []);
    const caller = operationContext(parts, context);
    const input = { name: context.req.param('name'), version: versionText(context) };
    const body = await readJson(context);
    return sent(context, await runWorkspaceOperation(caller, setParameter, { ...input, body }));
  });
  routes.get(PATHS.history, async (context) => {
    const caller = operationContext(parts, context);
    const input = { name: context.req.param('name'), after: readQuery(context, ['after']).after };
    const history = await runWorkspaceOperation(caller, parameterHistory, input);
    return answerJson(context, JSON.stringify(history));
  });
  routes.delete(PATHS.change, async (context) => {
    readQuery(context, []);
    const caller = operationContext(parts, context);
    const input = { name: context.req.param('name'), version: versionText(context) };
    const body = await readJson(context);
    const change = context.req.param('change');
    return sent(context, await runWorkspaceOperation(caller, withdrawParameter, { ...input, change, body }));
  });
  refuseOtherMethods(routes, PATHS.all, 'GET');
  refuseOtherMethods(routes, PATHS.one, 'PUT');
  refuseOtherMethods(routes, PATHS.history, 'GET');
  refuseOtherMethods(routes, PATHS.change, 'DELETE');
  return routes;
}

function sent(context: Request, parameter: ParameterJson): Response {
  return answerJson(context, JSON.stringify(parameter), 200, { etag: `"${parameter.version}"` });
}
