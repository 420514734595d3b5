import type { RecordPlan } from '../../runtime/plan/record-plan.ts';
import type { Condition } from '../../runtime/policy/condition.ts';
import type { WithFacts } from './bind-facts.ts';
import { createBinder } from './binder.ts';
import type { Statement } from './binder.ts';
import { createReading } from './gate.ts';
import { createJoins } from './joins.ts';
import type { Joins, SqlModel } from './joins.ts';
import { recordJson } from './projection.ts';

/** Columns of the row: its version, the record as JSON text, and whether it is deleted. */
export type GetRow = readonly [version: number, json: string, deleted: boolean];
export type GetRun = WithFacts & { readonly id: string };

/** One statement for one record that may be read; deleted ones are found where `deleted` is true of them. */
export function buildGetQuery(model: SqlModel, plan: RecordPlan, deleted: Condition): Statement<GetRun> {
  const binder = createBinder<GetRun>();
  const { sql, gate } = createReading(model, binder);
  const joins = createJoins(sql, plan.entity, 't', 'j', gate);
  const json = recordJson(sql, plan, joins, 't');
  const conditions = [
    `t.id = ${binder.bind((values) => values.id)}::uuid`,
    ...liveOr(joins, 't', deleted),
    ...(plan.rows === true ? [] : [joins.condition(plan.rows)]),
  ];
  return binder.finish(
    `select t.version, ${json}::text, t.deleted_at is not null from ${sql.names.table(plan.entity.name)} t ${joins.sql()} ` +
      `where ${conditions.join(' and ')}`,
  );
}

/** The condition that a row is live, or one of which `deleted` is true. */
export function liveOr(joins: Joins, alias: string, deleted: Condition): readonly string[] {
  if (deleted === true) return [];
  const live = `${alias}.deleted_at is null`;
  return [deleted === false ? live : `(${live} or ${joins.condition(deleted)})`];
}
