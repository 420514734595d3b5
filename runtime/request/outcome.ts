import type { FieldErrorJson } from '../wire/record.ts';

/** A typed value, or everything that is wrong with the input, each problem once. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly errors: readonly FieldErrorJson[] };

/** The value, unless problems were collected on the way to it. */
export function outcome<T>(value: T, errors: readonly FieldErrorJson[]): Outcome<T> {
  return errors.length === 0 ? { ok: true, value } : { ok: false, errors };
}
