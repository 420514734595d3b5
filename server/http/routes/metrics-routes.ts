import { Hono } from 'hono';
import type { Counters } from '../../observe/counters.ts';
import { answer } from '../answer.ts';
import { isLocalRequest } from '../dev/loopback-guard.ts';
import type { HttpEnvironment } from '../environment.ts';

/** `/metrics`: totals since the start, for a collector on the same machine; for everybody else there is nothing. */
export function metricsRoutes(counters: Counters): Hono<HttpEnvironment> {
  const routes = new Hono<HttpEnvironment>();
  routes.get('/metrics', (context, next) =>
    isLocalRequest(context)
      ? Promise.resolve(
          answer(context, counters.render(), 200, { 'content-type': 'text/plain; version=0.0.4' }),
        )
      : next().then(() => undefined),
  );
  return routes;
}
