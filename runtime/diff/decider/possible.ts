import type { DecisionTables } from '../../expression/decision.ts';
import type { TreeOf } from '../../expression/tree.ts';

/**
 * One person and one record with all that two conditions look at, by dotted name as in a path: `record.region`,
 * `record.customer.owner`, `user.id`, `user.regions`, `params.limit`, `input.amount`, `old.status`, `now`, `today`. Values as they
 * are sent (decimals as text, instants in ISO 8601, durations in seconds, references by id). A reference that is there
 * and whose record is not spoken of may be absent.
 */
export type World = ReadonlyMap<string, unknown>;

/** Whether something can be: never, in this very world, or nobody knows. `why` is a phrase in English, without a point. */
export type Possible =
  | { readonly is: 'never' }
  | { readonly is: 'here'; readonly world: World }
  | { readonly is: 'undecided'; readonly why: string };

/** What the database holds a value to. Absent keys say nothing. */
export type Limits = {
  /** True: never empty of itself (references on the way may be). Absent: as the tree says. */
  readonly required?: boolean;
  /** Least and greatest value, as they are sent: numbers (durations in seconds), or text for exact numbers and times. */
  readonly min?: number | string | null;
  readonly max?: number | string | null;
  /** Digits after the point that are kept of an exact number; without it there may be any number of them. */
  readonly scale?: number;
  /** Every option that a record may hold; without it those that either tree knows. */
  readonly options?: readonly string[];
  /** In characters. */
  readonly minLength?: number | null;
  readonly maxLength?: number | null;
};

export type Facts = {
  /** What the DATABASE enforces of a path; null where it enforces nothing. Nothing else may be assumed. */
  readonly limits: (path: TreeOf<'path'>) => Limits | null;
  /** Decision tables that each of the two conditions calls; without them a table is not looked into. */
  readonly tables?: { readonly before: DecisionTables; readonly after: DecisionTables };
};
