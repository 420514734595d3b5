import type { Context } from 'hono';
import type { ProblemJson } from '../../runtime/wire/record.ts';
import type { Refusal } from '../operations/refusal.ts';
import { answer } from './answer.ts';
import type { HttpEnvironment } from './environment.ts';

const PROBLEM = { 'content-type': 'application/problem+json; charset=utf-8' };

/** The answer to a refusal, as RFC 9457 has it. */
export function refusalResponse(context: Context<HttpEnvironment>, refusal: Refusal): Response {
  const problem: ProblemJson & Record<string, unknown> = {
    ...refusal.extra,
    type: `urn:jig:refusal:${refusal.code}`,
    title: refusal.title,
    status: refusal.status,
    detail: refusal.detail,
    code: refusal.code,
    hint: refusal.hint,
    request_id: context.get('requestId'),
    ...(refusal.errors.length === 0 ? {} : { errors: refusal.errors }),
  };
  const wait = refusal.status === 503 ? { 'retry-after': '1' } : {};
  const allow = refusal.allow === undefined ? {} : { allow: refusal.allow };
  return answer(context, JSON.stringify(problem), refusal.status, { ...PROBLEM, ...wait, ...allow });
}

/** The answer to a fault: nothing of the cause, but the id under which the log has it. */
export function faultResponse(context: Context<HttpEnvironment>): Response {
  const requestId = context.get('requestId');
  const problem: ProblemJson = {
    type: 'urn:jig:refusal:fault',
    title: 'Something went wrong here',
    status: 500,
    detail: 'The server met an error that it does not know; nothing of this request was kept.',
    code: 'fault',
    hint: `Try again; if it stays, tell the operator the request id ${requestId}.`,
    request_id: requestId,
  };
  return answer(context, JSON.stringify(problem), 500, PROBLEM);
}
