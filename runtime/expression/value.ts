import type { Decimal } from '../model/decimal.ts';

/**
 * A value while an expression is evaluated. int is a safe integer; decimal and money are `Decimal`; date is `2026-11-21`,
 * time `09:30:00`, datetime milliseconds since 1970, duration milliseconds; string, choice and user (an id) are texts. Null
 * means empty, or, for a computed part, unknown.
 */
export type Value = boolean | number | string | Decimal | RecordValue | readonly Value[] | null;

/** A record with the fields that were loaded; fields are read as own properties only. Anything absent is null. */
export type RecordValue = { readonly id: string; readonly [field: string]: Value };

/** Everything that an expression may look at. What its place does not offer is null or empty. */
export type Facts = {
  readonly record: RecordValue | null;
  /** The record before the change; null on create. */
  readonly old: RecordValue | null;
  /** What was given to an action. */
  readonly input: Readonly<Record<string, Value>>;
  readonly user: UserValue;
  readonly params: Readonly<Record<string, Value>>;
  /** Milliseconds since 1970; one instant for the whole operation. */
  readonly now: number;
  /** The day of `now` in the workspace's time zone. */
  readonly today: string;
};

/** The actor: `id`, `name`, `roles` (list of strings) and the workspace's user attributes. */
export type UserValue = RecordValue;
