import type { ProblemJson } from '../../runtime/wire/record.ts';
import { connectionLost, connectionWorks } from './connection.ts';
import { ApiProblem, bareProblem, ConnectionProblem } from './problem.ts';
import { RELEASE_HEADER, releaseSeen } from './release-state.ts';
import { sessionEnded } from './session-state.ts';
import { tellWarnings, WARNINGS_HEADER } from './warnings.ts';

export type Query = readonly (readonly [name: string, value: string])[];
export type RequestOptions = {
  readonly query?: Query;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
};
type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

function isProblem(value: unknown): value is ProblemJson {
  return typeof value === 'object' && value !== null && 'code' in value && 'detail' in value;
}

async function readBody(response: Response): Promise<unknown> {
  if (response.status === 204) return null;
  const text = await response.text();
  if (!(response.headers.get('content-type') ?? '').includes('json')) return text;
  return text === '' ? null : (JSON.parse(text) as unknown);
}

async function send(method: Method, path: string, options: RequestOptions): Promise<Response> {
  const query = new URLSearchParams((options.query ?? []).map(([name, value]) => [name, value])).toString();
  const init: RequestInit = {
    method,
    headers: {
      accept: 'application/json',
      ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...options.headers,
    },
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  };
  try {
    return await fetch(query === '' ? path : `${path}?${query}`, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    connectionLost();
    throw new ConnectionProblem(error);
  }
}

/**
 * Calls the server and gives the body of its answer. Throws `ApiProblem` where the server refuses, `ConnectionProblem`
 * where it does not answer.
 */
export async function request<T>(method: Method, path: string, options: RequestOptions = {}): Promise<T> {
  const response = await send(method, path, options);
  let body: unknown;
  try {
    body = await readBody(response);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    connectionLost();
    throw new ConnectionProblem(error);
  }
  connectionWorks();
  releaseSeen(response.headers.get(RELEASE_HEADER));
  if (response.ok) {
    tellWarnings(response.headers.get(WARNINGS_HEADER));
    return body as T;
  }
  const problem = new ApiProblem(isProblem(body) ? body : bareProblem(response));
  if (problem.status === 401) sessionEnded();
  throw problem;
}
