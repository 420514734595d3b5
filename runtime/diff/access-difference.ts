import type { Span } from '../diagnostics/diagnostic.ts';

/**
 * What a change does to who may do what. `undecided`: it lies outside what can be proven, or was too large; treated as
 * widening by whoever decides on a release.
 */
export const ACCESS_VERDICTS = ['equivalent', 'narrower', 'wider', 'incomparable', 'undecided'] as const;
export type AccessVerdict = (typeof ACCESS_VERDICTS)[number];

/** One person and one record on which two policies differ; every one was judged again by the evaluator that enforces. */
export type Witness = {
  /** `Somebody in sales whose regions are [north] can now read an order with region south and status open.` */
  readonly sentence: string;
  readonly person: {
    readonly roles: readonly string[];
    /** Values of user attributes by name, and `id`. */
    readonly attributes: Readonly<Record<string, unknown>>;
  };
  /** Values by path from the record (`region`, `customer.owner`), as JSON shows them. */
  readonly record: Readonly<Record<string, unknown>>;
  /** Values of `input.`, `params.`, `now` and `today` where the conditions look at them. */
  readonly others: Readonly<Record<string, unknown>>;
};

/** One row of the access matrix that is not the same in two models. `equivalent` ones stand here where their text changed. */
export type AccessDifference = {
  /** Null for what belongs to the workspace: who gives a role, sees a tool, sets a parameter, publishes. */
  readonly entity: string | null;
  /** Role that holds the grant; of the workspace's facts the one that gains or loses. */
  readonly role: string;
  /** `read`, `action approve`; of the workspace's facts `gives editor`, `sees desk`, `sets limit`, `publishes releases`. */
  readonly operation: string;
  /** Null for the rows as such. */
  readonly field: string | null;
  readonly verdict: AccessVerdict;
  /** In English, on one line: when it was and is allowed; `never` and `always` where it does not depend. */
  readonly before: string;
  readonly after: string;
  readonly gain: Witness | null;
  readonly loss: Witness | null;
  /** Why nothing could be decided; null where it was. */
  readonly undecided: string | null;
  /** Sixteen hexadecimal digits over both conditions and what they look up: tells one change from the next. */
  readonly meaning?: string;
  /** The row that it changed with, as `order read`; absent where its own grants, or the rule of its action, changed. */
  readonly follows?: string;
  /** Of the grant in the head, else of the entity; of what is gone, in the base. */
  readonly span: Span | null;
  readonly spanOf: 'head' | 'base';
};
