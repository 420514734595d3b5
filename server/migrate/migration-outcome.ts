/** Why a migration waits, as people read it. */
export type MigrationProblem = {
  /** `migration/busy-table`, or of the data `data/duplicates`. */
  readonly code: string;
  /** Id of the stage. */
  readonly stage: string;
  /** What happened and where, in one or two sentences. */
  readonly message: string;
  /** What to do before it is resumed. */
  readonly next: string;
  /** Ids of records in the way, three at most. */
  readonly samples: readonly string[];
};

/** Where a migration is, told with every stage and batch. */
export type Progress = {
  readonly migration: string;
  /** Number of the stage, from 1, of how many. */
  readonly stage: number;
  readonly of: number;
  /** What the stage does, one sentence. */
  readonly what: string;
  /** Records gone through so far, and about how many there are; null where the stage does not go through records. */
  readonly rows: number | null;
  readonly total: number | null;
  /** Why nothing moves at the moment: what it waits for. */
  readonly waiting: string | null;
};

export type MigrationOutcome =
  | { readonly state: 'done'; readonly release: number }
  | { readonly state: 'paused'; readonly problem: MigrationProblem }
  | { readonly state: 'taken_back' }
  /** Another process is at it. */
  | { readonly state: 'elsewhere' };
