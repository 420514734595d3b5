import { ReadableStream } from 'node:stream/web';
import { Hono } from 'hono';
import type { Context as HonoContext } from 'hono';
import { aggregateRecords } from '../../operations/aggregate-records.ts';
import { exportRecords } from '../../operations/export-records.ts';
import { recordHistory } from '../../operations/record-history.ts';
import { runOperation } from '../../operations/run-operation.ts';
import { answer, answerJson } from '../answer.ts';
import type { HttpEnvironment, HttpParts } from '../environment.ts';
import { operationContext } from './caller.ts';
import { queryOf, refuseOtherMethods } from './record-routes.ts';

type Request = HonoContext<HttpEnvironment>;

/** What is told of many records at once, and of one over time. Stands before the routes of single records. */
export function reportRoutes(parts: HttpParts): Hono<HttpEnvironment> {
  const routes = new Hono<HttpEnvironment>();
  routes.get('/api/v1/records/:entity/aggregate', async (context) => {
    const input = { entity: context.req.param('entity'), query: queryOf(context) };
    return answerJson(context, await runOperation(operationContext(parts, context), aggregateRecords, input));
  });
  routes.get('/api/v1/records/:entity/export.csv', async (context) => {
    const input = { entity: context.req.param('entity'), query: queryOf(context) };
    const { fileName, text } = await runOperation(operationContext(parts, context), exportRecords, input);
    return csvResponse(context, fileName, text);
  });
  routes.get('/api/v1/records/:entity/:id/history', async (context) => {
    const { entity, id } = context.req.param();
    const input = { entity, id, query: queryOf(context) };
    const history = await runOperation(operationContext(parts, context), recordHistory, input);
    return answerJson(context, JSON.stringify(history));
  });
  refuseOtherMethods(routes, '/api/v1/records/:entity/aggregate', 'GET');
  refuseOtherMethods(routes, '/api/v1/records/:entity/export.csv', 'GET');
  refuseOtherMethods(routes, '/api/v1/records/:entity/:id/history', 'GET');
  return routes;
}

function csvResponse(context: Request, fileName: string, text: AsyncIterable<string>): Response {
  const body = ReadableStream.from(bytesOf(text));
  return answer(context, body as unknown as globalThis.ReadableStream, 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${fileName}"`,
  });
}

async function* bytesOf(text: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const part of text) yield encoder.encode(part);
}
