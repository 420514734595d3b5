import type { Context } from 'hono';
import type { HttpEnvironment } from './environment.ts';

/** Answers carry data, never a page: nothing in them may run, load or be framed. */
const API_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Headers of every answer that does not set its own. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': API_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
};

type Headers = Readonly<Record<string, string>>;

/**
 * An answer with every header in one plain object, which Node's server writes out without making a `Headers` of it first:
 * that would cost more than all of the routing.
 */
export function answer(
  context: Context<HttpEnvironment>,
  body: string | ReadableStream | null,
  status: number,
  headers: Headers,
): Response {
  context.set('sealed', true);
  return new Response(body, {
    status,
    headers: { ...SECURITY_HEADERS, ...trace(context), 'cache-control': 'no-store', ...headers },
  });
}

/** JSON text, as Postgres or `JSON.stringify` wrote it. */
export function answerJson(
  context: Context<HttpEnvironment>,
  json: string,
  status = 200,
  headers: Headers = {},
): Response {
  return answer(context, json, status, { 'content-type': 'application/json; charset=utf-8', ...headers });
}

/** Id and time so far of the request, and the release that it is answered under, where it is one of the application. */
export function trace(context: Context<HttpEnvironment>): Headers {
  const milliseconds = performance.now() - context.get('started');
  const release = context.get('release') as HttpEnvironment['Variables']['release'] | undefined;
  return {
    'x-request-id': context.get('requestId'),
    'server-timing': `total;dur=${milliseconds.toFixed(1)}`,
    ...(release === undefined ? {} : { 'jig-release': String(release.number) }),
  };
}
