import type { RecordPlan } from '../../runtime/plan/record-plan.ts';
import { createBinder } from './binder.ts';
import type { Statement } from './binder.ts';
import { createJoins } from './joins.ts';
import type { SqlModel } from './joins.ts';
import { recordJson } from './projection.ts';

/** Columns of the row: its version, the record as JSON text, and whether it is deleted. */
export type GetRow = readonly [version: number, json: string, deleted: boolean];

/** One statement for one record; `deleted` lets it find deleted ones. */
export function buildGetQuery(
  sql: SqlModel,
  plan: RecordPlan,
  deleted: boolean,
): Statement<{ readonly id: string }> {
  const binder = createBinder<{ readonly id: string }>();
  const joins = createJoins(sql, plan.entity, 't');
  const json = recordJson(sql, plan, joins, 't');
  const id = binder.bind((values) => values.id);
  return binder.finish(
    `select t.version, ${json}::text, t.deleted_at is not null from ${sql.names.table(plan.entity.name)} t ${joins.sql()} ` +
      `where t.id = ${id}::uuid${deleted ? '' : ' and t.deleted_at is null'}`,
  );
}
