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
   * a transaction (`concurrently`). `batches`: the statement repeats until it changes nothing. `check`: a query that must give no row.
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
};
