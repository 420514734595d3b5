import type { ProblemJson } from '../../runtime/wire/record.ts';
import type { Refusal } from '../operations/refusal.ts';

const HEADERS = { 'content-type': 'application/problem+json; charset=utf-8', 'cache-control': 'no-store' };

/** The answer to a refusal, as RFC 9457 has it. */
export function refusalResponse(refusal: Refusal, requestId: string): Response {
  const problem: ProblemJson & Record<string, unknown> = {
    ...refusal.extra,
    type: `urn:jig:refusal:${refusal.code}`,
    title: refusal.title,
    status: refusal.status,
    detail: refusal.detail,
    code: refusal.code,
    hint: refusal.hint,
    request_id: requestId,
    ...(refusal.errors.length === 0 ? {} : { errors: refusal.errors }),
  };
  const headers = new Headers(HEADERS);
  if (refusal.status === 503) headers.set('retry-after', '1');
  return new Response(JSON.stringify(problem), { status: refusal.status, headers });
}

/** The answer to a fault: nothing of the cause, but the id under which the log has it. */
export function faultResponse(requestId: string): Response {
  const problem: ProblemJson = {
    type: 'urn:jig:refusal:fault',
    title: 'Something went wrong here',
    status: 500,
    detail: 'The server met an error that it does not know; nothing of this request was kept.',
    code: 'fault',
    hint: `Try again; if it stays, tell the operator the request id ${requestId}.`,
    request_id: requestId,
  };
  return new Response(JSON.stringify(problem), { status: 500, headers: HEADERS });
}
