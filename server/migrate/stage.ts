import type { DataRefusal } from '../../runtime/diff/refusals.ts';

/** Why the data may stand in the way of a stage, as the people who can mend it read it. */
export type StageRefusal = {
  readonly code: DataRefusal['code'];
  readonly entity: string;
  readonly field: string | null;
  /** Gives the `id` of each record in the way. */
  readonly query: string;
  /** One sentence; `{records}` stands for how many. */
  readonly reason: string;
  readonly next: string;
};

/**
 * One step of a migration: what runs in one go and is done or not done. Plain data, kept in `jig.migration`, so that another
 * process can go on after this one died.
 */
export type Stage = {
  /** Unique within the migration, in order: `03 fill order.total`. */
  readonly id: string;
  readonly phase: 'expand' | 'backfill' | 'activate' | 'contract';
  /** One sentence for people. */
  readonly what: string;
  readonly entity: string | null;
  readonly field: string | null;
  /** Physical table, unquoted; null for the activation. */
  readonly table: string | null;
  /**
   * `transaction`: all of `sql` in one, with a short lock_timeout and tried again. `single`: each statement by itself outside
   * a transaction (`concurrently`). `batches`: the statements repeat over ranges of ids, after `$1` up to `$2`. `check`: a query
   * that must give no row.
   * `activate`: the release is written.
   */
  readonly runs: 'transaction' | 'single' | 'batches' | 'check' | 'activate';
  readonly sql: readonly string[];
  /** Of an index built concurrently: its name, unquoted, to find what a killed build left behind. */
  readonly index: string | null;
  readonly lock: string | null;
  readonly rows: number;
  readonly rewrites: boolean;
  /** What takes it back before the activation, in the order in which it runs. Never drops what anybody wrote. */
  readonly undo: readonly string[];
  /** What a `check` that finds something, or a binding that the data breaks, means; null where nothing can be in the way. */
  readonly refusal: StageRefusal | null;
};
