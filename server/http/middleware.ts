import { randomUUID } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { refusalFrom } from '../db/pg-errors.ts';
import { Refusal } from '../operations/refusal.ts';
import { isChanging } from '../releases/is-changing.ts';
import { boundParameters } from '../parameters/bindings.ts';
import { parametersInForce } from '../parameters/parameter-store.ts';
import { SECURITY_HEADERS, trace } from './answer.ts';
import type { HttpEnvironment, HttpParts } from './environment.ts';
import { faultResponse, refusalResponse } from './problem.ts';
import { withReleased } from './released.ts';

/** Time for one request; statements end sooner by themselves, so this is for what waits elsewhere. */
const REQUEST_LIMIT_MS = 30_000;
const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Gives the request its id, and the answer its id, its time and the security headers; observes what was done. */
export function outermost(parts: HttpParts): MiddlewareHandler<HttpEnvironment> {
  return async function outermostStep(context, next) {
    const started = performance.now();
    const requestId = randomUUID();
    context.set('started', started);
    context.set('requestId', requestId);
    context.set('sealed', false);
    await next();
    if (!context.get('sealed')) {
      const { headers } = context.res;
      for (const [name, value] of Object.entries(trace(context))) headers.set(name, value);
      for (const [name, value] of Object.entries(SECURITY_HEADERS))
        if (!headers.has(name)) headers.set(name, value);
    }
    const { method, path } = context.req;
    const milliseconds = performance.now() - started;
    parts.observe({
      kind: 'request_done',
      method,
      path,
      status: context.res.status,
      requestId,
      milliseconds,
    });
  };
}

/** The one place that turns what was thrown into an answer. */
export function answerError(
  parts: HttpParts,
): (error: unknown, context: Context<HttpEnvironment>) => Promise<Response> {
  return async (error, context) => {
    const requestId = context.get('requestId');
    const { path } = context.req;
    const refusal =
      error instanceof Refusal ? error : (refusalFrom(error) ?? (await overtaken(parts, context, error)));
    if (refusal === null) {
      parts.observe({ kind: 'request_failed', path, requestId, cause: error });
      return faultResponse(context);
    }
    parts.observe({ kind: 'request_refused', path, requestId, code: refusal.code, cause: refusal.cause });
    return refusalResponse(context, await withReleased(parts, context, refusal));
  };
}

/** The refusal of a request that a newer release overtook; null where that is not what happened. */
async function overtaken(
  { database }: HttpParts,
  context: Context<HttpEnvironment>,
  error: unknown,
): Promise<Refusal | null> {
  const release = context.get('release') as HttpEnvironment['Variables']['release'] | undefined;
  if (release === undefined || !(await isChanging(database.pool, release.number, error))) return null;
  return new Refusal('release/changing', 'The definitions are changing right now; nothing was written.', {
    cause: error,
  });
}

/** Refuses changes that a page of another origin asks for with this one's session. */
export function sameOrigin(parts: HttpParts): MiddlewareHandler<HttpEnvironment> {
  return async function sameOriginStep(context, next) {
    if (!SAFE_METHODS.has(context.req.method) && !isOwnRequest(context, parts.origin))
      throw new Refusal('access/origin', 'The request was sent by a page of another site.');
    await next();
  };
}

/** Browsers always say where a change comes from; programs without `Origin` and `Sec-Fetch-Site` carry no session by accident. */
function isOwnRequest(context: Context<HttpEnvironment>, own: string | null): boolean {
  const site = context.req.header('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  const origin = context.req.header('origin');
  if (origin === undefined) return true;
  if (own !== null) return origin === own;
  return URL.canParse(origin) && new URL(origin).host === context.req.header('host');
}

/** Ends waiting when the time for a request is over. */
export function timeLimit(milliseconds = REQUEST_LIMIT_MS): MiddlewareHandler<HttpEnvironment> {
  return async function timeLimitStep(_context, next) {
    let timer: NodeJS.Timeout | undefined;
    const over = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(
        () =>
          reject(
            new Refusal(
              'request/too_slow',
              `The answer was not ready within ${milliseconds / 1000} seconds.`,
            ),
          ),
        milliseconds,
      );
    });
    await Promise.race([next(), over]).finally(() => clearTimeout(timer));
  };
}

/** Finds out who asks, and under which release the whole request runs. */
export function caller(parts: HttpParts): MiddlewareHandler<HttpEnvironment> {
  return async function callerStep(context, next) {
    const { database, authenticator, releases, bindings } = parts;
    const { release, done } = releases.hold();
    const held = { done, streams: false };
    context.set('release', release);
    context.set('held', held);
    try {
      const cookie = context.req.header('cookie') ?? null;
      const authorization = context.req.header('authorization') ?? null;
      const now = parts.now();
      const [actor, params] = await Promise.all([
        authenticator.findActor({ cookie, authorization }, now, release.model.workspace.userAttributes),
        parametersInForce(database.pool, release.model, now, boundParameters(bindings, release.model).values),
      ]);
      context.set('actor', actor);
      context.set('params', params);
      await next();
    } finally {
      if (!held.streams) done();
    }
  };
}
