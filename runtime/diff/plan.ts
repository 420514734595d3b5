import type { AccessDifference } from './access-difference.ts';
import type { Change } from './change.ts';
import type { Finding } from './finding.ts';

/** One of the two states that a plan compares. */
export type PlanSide = {
  /** `the database, release 12`, `revision main (3f2a91c)`, `definitions/`. */
  readonly name: string;
  /** Of the definition files: SHA-256 over their paths and texts; null where the state has none. */
  readonly contentHash: string | null;
  /** SHA-256 of the model's JSON text; null for an empty database. */
  readonly modelHash: string | null;
  readonly release: number | null;
};

/** One step of the migration as the plan tells it; `server/migrate/stage.ts` is what runs. */
export type PlannedStage = {
  readonly phase: 'expand' | 'backfill' | 'activate' | 'contract';
  /** One sentence: `Fill \`order.total\` for records that are there, 1,000 at a time.` */
  readonly what: string;
  readonly entity: string | null;
  /** Exactly what runs; of a batch the statement that is repeated. */
  readonly sql: readonly string[];
  /** Strongest lock that it takes on a table with records, as Postgres names it; null for none that anybody waits for. */
  readonly lock: string | null;
  /** Records that it goes through while the application works; 0 where none. */
  readonly rows: number;
  readonly rewrites: boolean;
};

export type PlannedMigration = {
  /** `atomic`: one short transaction with the activation; `online`: step by step beside running requests. */
  readonly mode: 'none' | 'atomic' | 'online';
  readonly stages: readonly PlannedStage[];
};

/**
 * What putting the head in force does to the base. The JSON text of a plan is the plan file: sorted, without a clock, the same
 * bytes for the same inputs and data.
 */
export type Plan = {
  readonly format: 1;
  readonly base: PlanSide;
  readonly head: PlanSide;
  readonly changes: readonly Change[];
  /** Most severe first, then by section and subject. */
  readonly findings: readonly Finding[];
  readonly access: readonly AccessDifference[];
  /** Null where no database was asked. */
  readonly migration: PlannedMigration | null;
  /**
   * SHA-256 by name of what the plan was made from: `definitions`, `release`, `program`, `table order`. Applying compares
   * them one by one, so that it can name what moved.
   */
  readonly inputs: Readonly<Record<string, string>>;
  /** Nothing to do: no change and no stage. */
  readonly empty: boolean;
  /** An error stands that is neither accepted nor to be approved. */
  readonly blocked: boolean;
  /** Fingerprints of findings that wait for an approval. */
  readonly awaiting: readonly string[];
  /** SHA-256 over everything else in it. */
  readonly hash: string;
};
