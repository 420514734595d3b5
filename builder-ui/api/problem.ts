import type { FieldErrorJson, ProblemJson, RecordJson } from '../../runtime/wire/record.ts';
import type { ReleasedJson } from '../../runtime/wire/releases.ts';

/** A refusal or fault that the server explained (RFC 9457). Thrown by every call of `request`. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly hint: string | null;
  readonly requestId: string;
  readonly errors: readonly FieldErrorJson[];
  /** On 412: the record as it is now, and the fields that changed meanwhile. */
  readonly current: RecordJson | null;
  readonly changed: readonly string[];
  /** What changed since the release that a form was opened under, where that is why it no longer fits. */
  readonly released: ReleasedJson | null;

  constructor(problem: ProblemJson & { readonly released?: ReleasedJson }) {
    super(problem.detail);
    this.name = 'ApiProblem';
    this.status = problem.status;
    this.code = problem.code;
    this.title = problem.title;
    this.hint = problem.hint ?? null;
    this.requestId = problem.request_id;
    this.errors = problem.errors ?? [];
    this.current = problem.current ?? null;
    this.changed = problem.changed ?? [];
    this.released = problem.released ?? null;
  }
}

/** The server could not be reached: no answer at all, or one from something that is not Jig. */
export class ConnectionProblem extends Error {
  constructor(cause: unknown) {
    super('The server does not answer.', { cause });
    this.name = 'ConnectionProblem';
  }
}

/** Whether the same call may succeed when it is made again without any change. */
export function isPassing(error: unknown): boolean {
  return error instanceof ConnectionProblem || (error instanceof ApiProblem && error.status >= 502);
}

/** Problem for an answer that carries none, such as an error page of a proxy. */
export function bareProblem(response: Response): ProblemJson {
  return {
    type: 'about:blank',
    title: `The server answered ${response.status}`,
    status: response.status,
    detail: 'The answer carried no explanation. Something between this page and the server may have made it.',
    code: 'http/unexplained',
    request_id: response.headers.get('x-request-id') ?? 'unknown',
  };
}
