import type { Span } from '../diagnostics/diagnostic.ts';

/**
 * A written value, as text in the form of its field; a map is a record (a reference to one that is made for the example), a
 * list is a list of values or of lines. `me` in a user field is who acts, any other word somebody else.
 */
export type Given = string | null | readonly Given[] | { readonly [field: string]: Given };

/** One case that `jig test` runs in a transaction that is rolled back. */
export type Example = {
  readonly name: string;
  /** Role of who acts. */
  readonly as: string;
  readonly user: Readonly<Record<string, Given>>;
  readonly params: Readonly<Record<string, string>>;
  /** Instant at which it happens; null takes the present. */
  readonly now: string | null;
  /** The record there is before; null for `create` from nothing. What is required and not given is filled in. */
  readonly given: Readonly<Record<string, Given>>;
  /** `create`, `update`, `delete`, `read` or the name of an action. */
  readonly does: string;
  /** Values of the create or update, or input of the action. */
  readonly with: Readonly<Record<string, Given>>;
  readonly expect: Expectation;
  readonly span: Span;
};

export type Expectation = {
  /** Null: it must be allowed. Else the id of the rule that must refuse it, without the entity (`checks.within_limit`). */
  readonly refusedBy: string | null;
  /** Fields of the record afterwards, as written or computed. */
  readonly values: Readonly<Record<string, Given>>;
  /** Checks that must warn. */
  readonly warns: readonly string[];
};
