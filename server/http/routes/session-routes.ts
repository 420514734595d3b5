import { Hono } from 'hono';
import { endSession } from '../../identity/session.ts';
import type { HttpEnvironment, HttpParts } from '../environment.ts';

/** `POST /api/v1/sign-out`: ends the session of the request, if there is one. */
export function sessionRoutes({ database, origin }: HttpParts): Hono<HttpEnvironment> {
  const routes = new Hono<HttpEnvironment>();
  routes.post('/api/v1/sign-out', async (context) => {
    const isSecure = origin?.startsWith('https:') ?? false;
    const cookie = await endSession(database, context.req.header('cookie') ?? null, isSecure);
    return context.body(null, 204, { 'set-cookie': cookie });
  });
  return routes;
}
