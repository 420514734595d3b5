import type { Expression } from '../expression/tree.ts';
import type { Mask, RecordOperation } from '../model/model.ts';
import type { Span } from '../diagnostics/diagnostic.ts';

/** Values of user attributes by name: text, whole number, flag or tags. */
export type Attributes = Readonly<Record<string, string | number | boolean | readonly string[] | null>>;

/** One assignment of a role that is in force. */
export type Holding = {
  readonly role: string;
  /** Attributes that replace the actor's own for the grants of this role; null where the assignment has no scope. */
  readonly scope: Attributes | null;
};

/** Who calls an operation. There is always one, the command line and the system's own jobs included. */
export type Actor = {
  readonly kind: 'person' | 'service' | 'system';
  /** Id in `jig.actor`. */
  readonly id: string;
  readonly name: string;
  /** Names of the roles held at this moment, each once, read from the database for this very request. */
  readonly roles: readonly string[];
  /** The assignments behind `roles`, in order of the role names; a role may be held several times with other scopes. */
  readonly holdings: readonly Holding[];
  readonly attributes: Attributes;
};

/** One grant that applies to the actor: which rows, and which fields of them (null means every field). */
export type DecisionGrant = {
  readonly id: string;
  readonly role: string;
  /** Place in the actor's `holdings`: whose attributes the conditions are judged with. -1 for the system. */
  readonly holding: number;
  readonly rows: Expression | null;
  readonly fields: readonly string[] | null;
  readonly masks: Readonly<Record<string, Mask>>;
  readonly after: Expression | null;
  readonly span: Span;
};

/**
 * The policy's answer for actor, operation and entity. The union of `grants` is the permission: a field of a row may be
 * touched only where some grant for that very row holds it. No grant means no. `allowed` says only that there is a grant:
 * which rows it reaches is for the plan to say.
 */
export type Decision = {
  readonly entity: string;
  readonly operation: RecordOperation | `action ${string}`;
  readonly allowed: boolean;
  /** One English sentence: which grants decided, or which roles would have been needed. */
  readonly reason: string;
  readonly grants: readonly DecisionGrant[];
};
