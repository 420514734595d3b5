import { Hono } from 'hono';
import type { Context as HonoContext } from 'hono';
import { canPerson } from '../../operations/can-person.ts';
import { canRecord } from '../../operations/can-record.ts';
import { inspectRules } from '../../operations/inspect-rules.ts';
import { Refusal } from '../../operations/refusal.ts';
import { runAction } from '../../operations/run-action.ts';
import { runOperation } from '../../operations/run-operation.ts';
import { answerJson } from '../answer.ts';
import type { HttpEnvironment, HttpParts } from '../environment.ts';
import { readJson } from '../request-body.ts';
import { operationContext } from './caller.ts';
import { ifMatch, queryOf, recordResponse, refuseOtherMethods, refuseQuery } from './record-routes.ts';

type Request = HonoContext<HttpEnvironment>;

const ACTION = '/api/v1/records/:entity/:id/actions/:action';
const QUESTION = ['person', 'operation', 'entity', 'id', 'field', 'action'];

/** What rules let people do: declared actions, and why something may be done or not. */
export function ruleRoutes(parts: HttpParts): Hono<HttpEnvironment> {
  const routes = new Hono<HttpEnvironment>();
  routes.post(ACTION, async (context) => {
    refuseQuery(context, ['dry_run']);
    const caller = operationContext(parts, context);
    const { entity, id, action } = context.req.param();
    const answer = await runOperation(caller, runAction, {
      entity,
      id,
      action,
      version: ifMatch(context),
      body: hasBody(context) ? await readJson(context) : null,
      key: context.req.header('idempotency-key') ?? null,
      dryRun: readFlag(context, 'dry_run'),
    });
    if (answer.changes === null)
      return recordResponse(context, answer, 200, answer.repeated ? { 'idempotent-replayed': 'true' } : {});
    const { changes, warnings = [] } = answer;
    return answerJson(context, JSON.stringify({ changes, warnings }));
  });
  routes.get('/api/v1/records/:entity/:id/can', async (context) => {
    refuseQuery(context);
    const { entity, id } = context.req.param();
    const can = await runOperation(operationContext(parts, context), canRecord, { entity, id });
    return answerJson(context, JSON.stringify(can));
  });
  routes.get('/api/v1/can', async (context) => {
    refuseQuery(context, QUESTION);
    const query = queryOf(context);
    const one = (name: string): string | null => single(query, name);
    const can = await runOperation(operationContext(parts, context), canPerson, {
      entity: one('entity') ?? '',
      person: one('person'),
      operation: one('operation'),
      action: one('action'),
      id: one('id'),
      field: one('field'),
    });
    return answerJson(context, JSON.stringify(can));
  });
  routes.get('/api/v1/inspect/rules', async (context) => {
    refuseQuery(context);
    return answerJson(context, JSON.stringify(await inspectRules(operationContext(parts, context))));
  });
  refuseOtherMethods(routes, ACTION, 'POST');
  refuseOtherMethods(routes, '/api/v1/records/:entity/:id/can', 'GET');
  refuseOtherMethods(routes, '/api/v1/can', 'GET');
  refuseOtherMethods(routes, '/api/v1/inspect/rules', 'GET');
  return routes;
}

/** An action without input needs none. */
function hasBody(context: Request): boolean {
  const length = context.req.header('content-length');
  return length === undefined
    ? context.req.header('transfer-encoding') !== undefined ||
        context.req.header('content-type') !== undefined
    : length !== '0';
}

function single(query: URLSearchParams, name: string): string | null {
  const [value = '', ...more] = query.getAll(name);
  if (more.length > 0) throw badParameter(name, `\`${name}\` may be given only once.`);
  return value === '' ? null : value;
}

function readFlag(context: Request, name: string): boolean {
  const text = single(queryOf(context), name);
  if (text === null || text === 'false') return false;
  if (text === 'true') return true;
  throw badParameter(name, `\`${name}\` is \`true\` or \`false\`.`);
}

function badParameter(name: string, message: string): Refusal {
  return new Refusal('request/invalid', message, {
    errors: [{ pointer: `?${name}`, code: 'query/option', message }],
  });
}
