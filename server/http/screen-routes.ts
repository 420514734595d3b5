import { Hono } from 'hono';
import type { Config } from '../config.ts';
import type { HttpEnvironment, HttpParts } from './environment.ts';
import { accessRoutes } from './routes/access-routes.ts';
import { devRoutes, type DevDoor } from './routes/dev-routes.ts';
import { healthRoutes, type ProcessFacts } from './routes/health-routes.ts';
import { meRoutes } from './routes/me-routes.ts';
import { parameterRoutes } from './routes/parameter-routes.ts';
import { peopleRoutes } from './routes/people-routes.ts';
import { preferenceRoutes } from './routes/preference-routes.ts';
import { releaseRoutes } from './routes/release-routes.ts';
import { sessionRoutes } from './routes/session-routes.ts';
import { validatorRoutes } from './routes/validator-routes.ts';
import { viewRoutes } from './routes/view-routes.ts';
import type { StaticRoutes } from './static/static-routes.ts';
import { createValidatorStore } from './validators/validator-store.ts';

export type ScreenOptions = {
  readonly mode: Config['mode'];
  readonly facts: ProcessFacts;
  /** The built screens; null serves the API alone. */
  readonly files: StaticRoutes | null;
  /** Set in development only: without it there is no sign-in without a password. */
  readonly dev: DevDoor | null;
};

type Routes = (parts: HttpParts) => Hono<HttpEnvironment> | Hono;

/** Everything beside the records: who calls, views, validators, preferences, health, development and the screens themselves. */
export function screenRoutes({ mode, facts, files, dev }: ScreenOptions): readonly Routes[] {
  if (mode !== 'development' && dev !== null)
    throw new Error('Development routes exist in development mode only.');
  const validators = createValidatorStore();
  return [
    neverStored,
    healthRoutes(facts, files?.ready ?? (() => false)),
    meRoutes(mode),
    sessionRoutes,
    viewRoutes(validators),
    peopleRoutes,
    accessRoutes,
    parameterRoutes,
    releaseRoutes,
    preferenceRoutes,
    validatorRoutes(validators),
    ...(dev === null ? [] : [devRoutes(dev)]),
    // Last: it answers every path of the app.
    ...(files === null ? [] : [() => files.routes]),
  ];
}

/** What one person may see is kept by no cache on the way. */
function neverStored(): Hono<HttpEnvironment> {
  return new Hono<HttpEnvironment>().use('/api/*', async (context, next) => {
    await next();
    if (!context.res.headers.has('cache-control')) context.res.headers.set('cache-control', 'no-store');
  });
}
