import type { Verdict } from '../../runtime/policy/workspace-policy.ts';
import type { Client, Context } from './operation.ts';

/** What an operation on no record is given: people, roles, parameters. */
export type WorkspaceTask = {
  readonly context: Context;
  readonly now: Date;
  /**
   * Refuses unless the verdict is yes. May be asked again inside the transaction, about what was found there; the last yes
   * is what the audit entry says.
   */
  readonly require: (verdict: Verdict) => void;
};

/** What changed, for the audit entry that belongs to it. */
export type WorkspaceChange = {
  readonly before: unknown;
  readonly after: unknown;
  readonly reason: string | null;
};

export type WorkspaceWriter = {
  readonly client: Client;
  /** Writes the audit entry of a change into the same transaction; the work has no effect that it was not told of. */
  readonly audit: (change: WorkspaceChange) => Promise<void>;
};

export type WorkspaceWork<Output> =
  | { readonly kind: 'read'; readonly run: (client: Client) => Promise<Output> }
  | { readonly kind: 'write'; readonly run: (writer: WorkspaceWriter) => Promise<Output> }
  /** What takes more than one transaction, such as a release: it opens them itself, and each writes its own audit entry. */
  | { readonly kind: 'steps'; readonly run: () => Promise<Output> };

/** One entry point of the program for what belongs to the workspace as a whole. */
export type WorkspaceOperation<Input, Output> = {
  readonly name: string;
  /** Authorises, then reads and checks the input; may refuse. Nothing is written before `run`. */
  readonly prepare: (task: WorkspaceTask, input: Input) => WorkspaceWork<Output>;
};
