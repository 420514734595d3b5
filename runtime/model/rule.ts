import type { Span } from '../diagnostics/diagnostic.ts';
import type { Expression, Tree } from '../expression/tree.ts';
import type { Field } from './field.ts';

/** A message with values: texts and expressions in turn. */
export type Message = { readonly text: string; readonly parts: readonly (string | Tree)[] };

/**
 * Something that must be true of a record whenever it is written; unknown counts as not true. Where nothing that it looks at
 * was changed, an old failure does not block the write. `warn` lets the write pass and says so, `observe` only counts.
 */
export type Check = {
  /** `order.checks.within_limit` */
  readonly id: string;
  readonly name: string;
  readonly that: Expression;
  readonly say: Message;
  /** Field that the message belongs to; null for the record as a whole. */
  readonly at: string | null;
  readonly enforce: 'error' | 'warn' | 'observe';
  readonly span: Span;
};

/** Something that must never become true; unknown refuses as well. `proof` says what the compiler could prove of it. */
export type Never = {
  readonly id: string;
  readonly name: string;
  readonly that: Expression;
  readonly say: Message | null;
  readonly span: Span;
};

/** States are the options of the field; a new record starts in the first one, `initial`. */
export type Lifecycle = { readonly field: string; readonly initial: string; readonly span: Span };

/** An operation on one record that the definition declares. */
export type Action = {
  readonly name: string;
  readonly title: string;
  readonly about: string | null;
  /** Question to answer before it runs; null runs at once (an action with input always shows its form). */
  readonly confirm: string | null;
  /** States in which it may run; empty means every state. */
  readonly from: readonly string[];
  /** State that it leads to; null leaves the state alone. */
  readonly to: string | null;
  /** Must be true of the record before; `input` and `user` may be named. */
  readonly when: Expression | null;
  /** What a person reads where `when` is not true; null lets the condition be explained. */
  readonly say: Message | null;
  /** User fields: the actor must be none of these people. */
  readonly notBy: readonly string[];
  /** Values that it writes, by field. */
  readonly set: Readonly<Record<string, Expression>>;
  readonly input: Readonly<Record<string, Field>>;
  /** Places of `from`, `when` and `not_by`, for refusals that name them. */
  readonly spans: { readonly from: Span | null; readonly when: Span | null; readonly notBy: Span | null };
  readonly span: Span;
};
