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
  const held = context.get('held');
  held.streams = true;
  const body = streamOf(text, held.done);
  return answer(context, body as unknown as globalThis.ReadableStream, 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${fileName}"`,
  });
}

/** An answer that nobody takes counts no longer than this as a request under its release. */
const LONGEST_HOLD_MS = 600_000;

/** Sends texts as they come; `done` hears of the end, however it comes. */
function streamOf(text: AsyncIterable<string>, done: () => void): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const parts = text[Symbol.asyncIterator]();
  const timer = setTimeout(done, LONGEST_HOLD_MS).unref();
  const end = (): void => {
    clearTimeout(timer);
    done();
  };
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      try {
        const next = await parts.next();
        if (next.done !== true) {
          controller.enqueue(encoder.encode(next.value));
          return;
        }
        controller.close();
      } catch (error) {
        controller.error(error);
      }
      end();
    },
    cancel: async () => {
      end();
      await parts.return?.();
    },
  });
}
