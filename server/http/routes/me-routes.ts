import { Hono } from 'hono';
import { maySeeReleases } from '../../../runtime/policy/release-policy.ts';
import { mayReadParameters, maySeePeople } from '../../../runtime/policy/workspace-policy.ts';
import type { MeJson } from '../../../runtime/wire/view.ts';
import type { Config } from '../../config.ts';
import type { HttpEnvironment, HttpParts } from '../environment.ts';
import { callerOf, type Caller } from './caller.ts';

/** People of the development file are called as they are there. */
const DEVELOPMENT_KEY = /^dev:/u;

/** `GET /api/v1/me`: who is signed in, with which roles, in which workspace. */
export function meRoutes(mode: Config['mode']): (parts: HttpParts) => Hono<HttpEnvironment> {
  return ({ database, bindings }) => {
    const routes = new Hono<HttpEnvironment>();
    routes.get('/api/v1/me', async (context) => {
      const caller = callerOf(context);
      const { rows } = await database.pool.query<{ key: string; email: string | null }>(
        'select key, email from jig.actor where id = $1',
        [caller.actor.id],
      );
      return context.json(
        describeCaller(caller, rows[0] ?? { key: '', email: null }, mode, bindings?.environment ?? null),
      );
    });
    return routes;
  };
}

function describeCaller(
  { actor, release }: Caller,
  { key, email }: { key: string; email: string | null },
  mode: Config['mode'],
  environment: string | null,
): MeJson {
  const { model } = release;
  const { workspace, roles, parameters } = model;
  return {
    actor: { id: actor.id, key: key.replace(DEVELOPMENT_KEY, ''), name: actor.name, email },
    roles: actor.roles.map((name) => ({ name, title: roles[name]?.title ?? name })),
    workspace: {
      name: workspace.name,
      title: workspace.title,
      time_zone: workspace.timeZone,
      locale: workspace.locale,
      currency: workspace.currency,
    },
    release: release.number,
    places: {
      access: maySeePeople(model, actor).allowed,
      parameters: Object.keys(parameters).length > 0 && mayReadParameters(model, actor).allowed,
      releases: maySeeReleases(model, actor).allowed,
    },
    mode,
    environment,
  };
}
