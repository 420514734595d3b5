import type { RecordPlan } from '../../runtime/plan/record-plan.ts';
import { createBinder } from './binder.ts';
import type { Statement } from './binder.ts';
import { createJoins } from './joins.ts';
import type { SqlModel } from './joins.ts';
import { recordJson } from './projection.ts';

/** Columns of the row: its version and the record as JSON text. */
export type GetRow = readonly [version: number, json: string];

/** One statement for one record; `deleted` lets it find deleted ones, which carry `"deleted":true`. */
export function buildGetQuery(
  sql: SqlModel,
  plan: RecordPlan,
  deleted: boolean,
): Statement<{ readonly id: string }> {
  const binder = createBinder<{ readonly id: string }>();
  const joins = createJoins(sql, plan.entity, 't');
  const json = recordJson(sql, plan, joins, 't');
  const id = binder.bind((values) => values.id);
  const text = deleted ? markedJson(json, 't') : `${json}::text`;
  return binder.finish(
    `select t.version, ${text} from ${sql.names.table(plan.entity.name)} t ${joins.sql()} ` +
      `where t.id = ${id}::uuid${deleted ? '' : ' and t.deleted_at is null'}`,
  );
}

/** JSON text that says `"deleted":true` only where the row is deleted. */
export function markedJson(json: string, alias: string): string {
  return `(select case when ${alias}.deleted_at is null then m.j else left(m.j, -1) || ',"deleted":true}' end from (select ${json}::text as j offset 0) m)`;
}
