import type { FieldErrorJson } from '../../runtime/wire/record.ts';
import { REFUSALS } from './refusal-codes.ts';
import type { RefusalCode } from './refusal-codes.ts';

type Parts = {
  /** What the person can do next. Left out, the code's own advice is used. */
  readonly hint?: string;
  /** Problems by place in the request: JSON Pointer into the body, or `?name` of a query parameter. */
  readonly errors?: readonly FieldErrorJson[];
  /** Further members of the problem document, such as `current` on a stale version. */
  readonly extra?: Readonly<Record<string, unknown>>;
  /** Methods that the address takes, on `request/method`. */
  readonly allow?: string;
  /** What happened below, for the log only; never sent. */
  readonly cause?: unknown;
};

/** An expected no at run time. The only thing operations throw on purpose; `http/problem.ts` turns it into an answer. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly hint: string;
  readonly errors: readonly FieldErrorJson[];
  readonly extra: Readonly<Record<string, unknown>>;
  readonly allow: string | undefined;

  constructor(code: RefusalCode, detail: string, parts: Parts = {}) {
    super(`${code}: ${detail}`, { cause: parts.cause });
    this.name = 'Refusal';
    this.code = code;
    this.status = REFUSALS[code].status;
    this.title = REFUSALS[code].title;
    this.detail = detail;
    this.hint = parts.hint ?? REFUSALS[code].next;
    this.errors = parts.errors ?? [];
    this.extra = parts.extra ?? {};
    this.allow = parts.allow;
  }
}
