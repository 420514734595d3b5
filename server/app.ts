import { Hono } from 'hono';
import type { HttpEnvironment, HttpParts } from './http/environment.ts';
import { answerError, caller, outermost, sameOrigin, timeLimit } from './http/middleware.ts';
import { limitBody } from './http/request-body.ts';
import { metricsRoutes } from './http/routes/metrics-routes.ts';
import { recordRoutes } from './http/routes/record-routes.ts';
import { reportRoutes } from './http/routes/report-routes.ts';
import { ruleRoutes } from './http/routes/rule-routes.ts';
import { createSessionAuthenticator } from './identity/session.ts';
import { createCounters } from './observe/counters.ts';
import { refusalResponse } from './http/problem.ts';
import { Refusal } from './operations/refusal.ts';

export type AppOptions = Pick<HttpParts, 'database' | 'releases' | 'observe'> &
  Partial<HttpParts> & {
    /** Time for one request; 30 seconds unless a test says otherwise. */
    readonly requestLimitMs?: number;
    /** Further groups of routes, each made from the same parts; asked in this order, after those for records. */
    readonly routes?: readonly ((parts: HttpParts) => Hono | Hono<HttpEnvironment>)[];
  };

/** The HTTP door: the order of middleware, and the routes behind it. No logic of its own. */
export function createApp(options: AppOptions): Hono<HttpEnvironment> {
  const counters = createCounters();
  const parts: HttpParts = {
    database: options.database,
    releases: options.releases,
    observe: (observation) => {
      counters.observe(observation);
      options.observe(observation);
    },
    authenticator: options.authenticator ?? createSessionAuthenticator(options.database),
    now: options.now ?? (() => new Date()),
    origin: options.origin ?? null,
    bindings: options.bindings ?? null,
  };
  const app = new Hono<HttpEnvironment>();
  app.onError(answerError(parts));
  app.notFound((context) => {
    const refusal = new Refusal(
      'request/unknown_address',
      `There is nothing at \`${context.req.path.slice(0, 200)}\`.`,
    );
    return refusalResponse(context, refusal);
  });
  app.use(outermost(parts));
  app.use(timeLimit(options.requestLimitMs));
  app.use(sameOrigin(parts));
  app.use(limitBody());
  app.use('/api/*', caller(parts));
  app.route('/', reportRoutes(parts));
  app.route('/', ruleRoutes(parts));
  app.route('/', recordRoutes(parts));
  app.route('/', metricsRoutes(counters));
  for (const routes of options.routes ?? []) app.route('/', routes(parts) as Hono);
  return app;
}
