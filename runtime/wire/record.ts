/**
 * A record as the API sends it: system keys, then each readable field by name or path (`customer.name`). A list with
 * `fields=` and the lines inside a record have `id` and `version` and nothing that was not asked for.
 */
export type RecordJson = {
  readonly id: string;
  readonly version: number;
  readonly created_at: string;
  readonly created_by: LinkJson;
  readonly updated_at: string;
  readonly updated_by: LinkJson;
  /** Present, and true, only on deleted records. */
  readonly deleted?: true;
  readonly [path: string]: unknown;
};

/** A reference: the target's id and title. `title` is null where the actor may not read it. */
export type LinkJson = { readonly id: string; readonly title: string | null; readonly deleted?: true };

export type RecordListJson = {
  readonly data: readonly RecordJson[];
  /** Opaque text for `after=`; null on the last page. */
  readonly next: string | null;
  /** Only with `count=capped`. */
  readonly count?: { readonly value: number; readonly capped: boolean };
};

/** RFC 9457 problem. `code` is a stable slug from the registry of refusals; `errors` point into the request's body. */
export type ProblemJson = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly hint?: string;
  readonly request_id: string;
  readonly errors?: readonly FieldErrorJson[];
  /** On 412: the record as it is now, and which of the fields the caller sent were changed since, by whom and when. */
  readonly current?: RecordJson;
  readonly changed?: readonly string[];
};

/** `pointer` is a JSON Pointer into the body (`/lines/2/quantity`), or `?sort` for a query parameter. */
export type FieldErrorJson = {
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
  /** Id of the rule or grant that refused: `refund.checks.within_order`. */
  readonly rule?: string;
  /** Of a text that is an expression: the part of it that is wrong, as offsets; `end` is exclusive. */
  readonly at?: { readonly start: number; readonly end: number };
};
