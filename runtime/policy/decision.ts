import type { RecordOperation } from '../model/model.ts';
import type { Span } from '../diagnostics/diagnostic.ts';

/** Who calls an operation. There is always one, the command line and the system's own jobs included. */
export type Actor = {
  readonly kind: 'person' | 'service' | 'system';
  /** Id in `jig.actor`. */
  readonly id: string;
  readonly name: string;
  /** Names of the roles held at this moment, read from the database for this very request. */
  readonly roles: readonly string[];
};

/** One grant that applies to the actor: which rows, and which fields of them (null means every field). */
export type DecisionGrant = {
  readonly role: string;
  readonly rows: null;
  readonly fields: readonly string[] | null;
  readonly span: Span;
};

/**
 * The policy's answer for actor, operation and entity. The union of `grants` is the permission: a field of a row may be
 * touched only where some grant for that very row holds it. No grant means no.
 */
export type Decision = {
  readonly entity: string;
  readonly operation: RecordOperation;
  readonly allowed: boolean;
  /** One English sentence: which grants decided, or which roles would have been needed. */
  readonly reason: string;
  readonly grants: readonly DecisionGrant[];
};
