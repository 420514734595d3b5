import type { DecisionTables } from '../../../runtime/expression/decision.ts';
import type { TreeOf } from '../../../runtime/expression/tree.ts';

/** What an expression stands on while it becomes SQL: where its values come from. It knows nothing of who may read them. */
export type SqlTarget = {
  /**
   * SQL of a value of a row: of `record`, or of the variable of a loop over rows. Of its SQL type: text, bigint (int,
   * duration in milliseconds), numeric, boolean, date, time, timestamptz, uuid (record, user), text[] (tags, choices).
   */
  readonly column: (path: TreeOf<'path'>) => string;
  /** The rows of a list of records, for a loop whose variable is `item`. */
  readonly rows: (path: TreeOf<'path'>, item: string) => SqlRows;
  /** Place of a value that is known when the statement runs (`user params now today input old`), of its SQL type: `$3::numeric`. */
  readonly bind: (path: TreeOf<'path'>) => string;
  /** Whether the value may be null although the definition says it is not: a target that hides values says so. */
  readonly mayBeNull?: (path: TreeOf<'path'>) => boolean;
  readonly tables: DecisionTables;
  /** False where Postgres takes no subquery: in a generated column. */
  readonly subqueries: boolean;
};

export type SqlRows = {
  /** What stands behind `from`; asked for last, when every join that the loop needs is known. */
  readonly from: () => string;
  readonly where: string;
  /** SQL of the row's id. */
  readonly id: string;
  /** For paths of the variable; those of everything around it are asked of the target around. */
  readonly target: SqlTarget;
};
