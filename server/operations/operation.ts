import type pg from 'pg';
import type { Entity } from '../../runtime/model/model.ts';
import type { ParameterValues } from '../../runtime/model/parameter-value.ts';
import type { Actor, Decision } from '../../runtime/policy/decision.ts';
import type { ReadScope } from '../../runtime/policy/read-scope.ts';
import type { RunFacts } from '../../runtime/rules/run-facts.ts';
import type { AuditNote } from '../audit/audit-cte.ts';
import type { Database } from '../db/open.ts';
import type { Observe } from '../observe/observation.ts';
import type { ActiveRelease } from '../releases/activate.ts';
import type { IdempotencyKey } from '../sql/write-record.ts';
import type { ReleaseTools } from './release-tools.ts';

/** What an operation runs in: always with an actor. */
export type Context = {
  readonly database: Database;
  readonly release: ActiveRelease;
  readonly actor: Actor;
  /** Values in force when the request came. */
  readonly params: ParameterValues;
  /** Those that the environment's bindings give, in force until somebody sets others. */
  readonly bound?: ParameterValues;
  readonly requestId: string;
  readonly now: () => Date;
  readonly observe: Observe;
};

/** What an authorised operation is given to work with. */
export type Task = {
  readonly context: Context;
  readonly tools: ReleaseTools;
  readonly entity: Entity;
  readonly decision: Decision;
  /** What the actor may read, of this and of every other entity. */
  readonly scope: ReadScope;
  readonly now: Date;
  /** What rules may look at besides records. */
  readonly facts: RunFacts;
};

/** Runs SQL: the pool, or the connection of a transaction. */
export type Client = Pick<pg.Pool, 'query'>;

/** What the transaction of a write is given beside the task. */
export type Writer = { readonly client: Client; readonly note: AuditNote };

/** The decided effect of an operation, not yet run. */
export type Work<Output> =
  | { readonly kind: 'read'; readonly run: (client: Client) => Promise<Output> }
  | {
      readonly kind: 'write';
      /** Whether `run` sends a single writing statement, which is a transaction by itself. */
      readonly single: boolean;
      /** Everything is done and taken back again: it is to be known what would happen. */
      readonly rehearsal?: boolean;
      /** What the audit entries say it was, where the operation's name does not tell. */
      readonly entry?: { readonly operation: string; readonly reason: string | null };
      readonly run: (writer: Writer) => Promise<Output>;
      /** Set where the same request may come again and must have one effect; `repeat` makes the answer kept for it. */
      readonly key?: {
        readonly of: IdempotencyKey;
        readonly repeat: (kept: KeptAnswer, client: Client) => Output | Promise<Output>;
      };
      /** Turns what the database refused into a refusal in the words of the definitions. */
      readonly explain?: (error: unknown) => Promise<unknown>;
    };

export type KeptAnswer = { readonly status: number; readonly json: string };

/** One entry point of the program for records of an entity. */
export type Operation<Input extends { readonly entity: string }, Output> = {
  readonly name: string;
  /** Grant without which it does not run; null lets it decide by itself, as what only explains must. */
  readonly requires: Decision['operation'] | null | ((entity: Entity, input: Input) => Decision['operation']);
  /** Reads and checks the input; may refuse. Nothing is written before `run`. */
  readonly prepare: (task: Task, input: Input) => Work<Output>;
};
