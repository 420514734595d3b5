import { Hono } from 'hono';
import type { Context as HonoContext } from 'hono';
import { createRecord } from '../../operations/create-record.ts';
import { deleteRecord } from '../../operations/delete-record.ts';
import { getRecord } from '../../operations/get-record.ts';
import type { RecordAnswer } from '../../operations/get-record.ts';
import { listRecords } from '../../operations/list-records.ts';
import { Refusal } from '../../operations/refusal.ts';
import { restoreRecord } from '../../operations/restore-record.ts';
import { runOperation } from '../../operations/run-operation.ts';
import { updateRecord } from '../../operations/update-record.ts';
import { answer, answerJson } from '../answer.ts';
import type { HttpEnvironment, HttpParts } from '../environment.ts';
import { readJson } from '../request-body.ts';
import { operationContext } from './caller.ts';

type Request = HonoContext<HttpEnvironment>;

/** `/api/v1/records/...`: the door to the operations on records. Texts from Postgres are passed on as they are. */
export function recordRoutes(parts: HttpParts): Hono<HttpEnvironment> {
  const routes = new Hono<HttpEnvironment>();
  routes.get('/api/v1/records/:entity', async (context) => {
    const query = queryOf(context);
    const input = { entity: context.req.param('entity'), query };
    return answerJson(context, await runOperation(operationContext(parts, context), listRecords, input));
  });
  routes.get('/api/v1/records/:entity/:id', async (context) => {
    refuseQuery(context);
    const record = await runOperation(operationContext(parts, context), getRecord, address(context));
    return recordResponse(context, record, 200);
  });
  routes.post('/api/v1/records/:entity', async (context) => {
    refuseQuery(context);
    const caller = operationContext(parts, context);
    const entity = context.req.param('entity');
    const key = context.req.header('idempotency-key') ?? null;
    const record = await runOperation(caller, createRecord, { entity, body: await readJson(context), key });
    return recordResponse(context, record, 201, {
      location: `/api/v1/records/${encodeURIComponent(entity)}/${record.id}`,
      ...(record.repeated ? { 'idempotent-replayed': 'true' } : {}),
    });
  });
  routes.patch('/api/v1/records/:entity/:id', async (context) => {
    refuseQuery(context);
    const caller = operationContext(parts, context);
    const input = { ...address(context), version: ifMatch(context), body: await readJson(context) };
    return recordResponse(context, await runOperation(caller, updateRecord, input), 200);
  });
  routes.delete('/api/v1/records/:entity/:id', async (context) => {
    refuseQuery(context);
    const input = { ...address(context), version: ifMatch(context) };
    await runOperation(operationContext(parts, context), deleteRecord, input);
    return answer(context, null, 204, {});
  });
  routes.post('/api/v1/records/:entity/:id/restore', async (context) => {
    refuseQuery(context);
    return recordResponse(
      context,
      await runOperation(operationContext(parts, context), restoreRecord, address(context)),
      200,
    );
  });
  refuseOtherMethods(routes, '/api/v1/records/:entity', 'GET, POST');
  refuseOtherMethods(routes, '/api/v1/records/:entity/:id', 'GET, PATCH, DELETE');
  refuseOtherMethods(routes, '/api/v1/records/:entity/:id/restore', 'POST');
  return routes;
}

/** Answers other methods of an address with those that there are. */
export function refuseOtherMethods(routes: Hono<HttpEnvironment>, path: string, allow: string): void {
  routes.all(path, (context) => {
    throw new Refusal('request/method', `\`${context.req.method}\` does nothing here.`, { allow });
  });
}

function address(context: Request): { entity: string; id: string } {
  return { entity: context.req.param('entity') ?? '', id: context.req.param('id') ?? '' };
}

/** A record with its version; checks that only warned are said beside it. */
export function recordResponse(
  context: Request,
  { json, version, warnings = [] }: RecordAnswer,
  status: number,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const said = warnings.length === 0 ? {} : { 'jig-warnings': encodeURIComponent(JSON.stringify(warnings)) };
  return answerJson(context, json, status, { etag: `"${version}"`, ...said, ...headers });
}

/** Parameters of the address as they were sent. */
export function queryOf(context: Request): URLSearchParams {
  const { url } = context.req;
  const at = url.indexOf('?');
  return new URLSearchParams(at < 0 ? '' : url.slice(at));
}

/** Most addresses take no parameters, others just those `known`; one that would be ignored is refused. */
export function refuseQuery(context: Request, known: readonly string[] = []): void {
  const name = [...queryOf(context).keys()].find((given) => !known.includes(given));
  if (name === undefined) return;
  const message = `There is no parameter \`${name.slice(0, 100)}\` here.`;
  throw new Refusal('request/invalid', message, {
    errors: [{ pointer: `?${name}`, code: 'query/unknown', message }],
  });
}

/** The version in `If-Match`, or null where the header is absent. */
export function ifMatch(context: Request): number | null {
  const text = context.req.header('if-match');
  if (text === undefined) return null;
  const match = /^(?:W\/)?"(\d{1,9})"$/u.exec(text.trim());
  if (match === null)
    throw new Refusal('request/malformed', '`If-Match` is not an ETag of this server, such as `"3"`.');
  return Number(match[1]);
}
