import { Hono } from 'hono';
import { Refusal } from '../../operations/refusal.ts';
import { deletePreference, readPreference, writePreference } from '../../preferences/preference-store.ts';
import type { HttpEnvironment, HttpParts } from '../environment.ts';
import { readJson } from '../request-body.ts';
import { callerOf } from './caller.ts';

/** `/api/v1/preferences/:key`: what the caller chose for the screens; never anyone else's. */
export function preferenceRoutes({ database }: HttpParts): Hono<HttpEnvironment> {
  const routes = new Hono<HttpEnvironment>();
  const path = '/api/v1/preferences/:key';
  routes.get(path, async (context) => {
    const { actor } = callerOf(context);
    const value = await readPreference(database, actor.id, context.req.param('key'));
    return context.body(`{"value":${value}}`, 200, { 'content-type': 'application/json' });
  });
  routes.put(path, async (context) => {
    const { actor } = callerOf(context);
    const value = readValue(await readJson(context));
    await writePreference(database, actor.id, context.req.param('key'), value);
    return context.body(null, 204);
  });
  routes.delete(path, async (context) => {
    const { actor } = callerOf(context);
    await deletePreference(database, actor.id, context.req.param('key'));
    return context.body(null, 204);
  });
  return routes;
}

function readValue(body: unknown): unknown {
  const isForm =
    typeof body === 'object' && body !== null && !Array.isArray(body) && Object.keys(body).join() === 'value';
  if (!isForm) throw new Refusal('request/malformed', 'Expected a body of the form `{"value": ...}`.');
  return (body as { value: unknown }).value;
}
