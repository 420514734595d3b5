import type { Field } from '../../runtime/model/field.ts';
import type { Entity } from '../../runtime/model/model.ts';
import type { Condition } from '../../runtime/policy/condition.ts';
import type { WithFacts } from './bind-facts.ts';
import { createBinder } from './binder.ts';
import type { Statement } from './binder.ts';
import { createReading } from './gate.ts';
import { createJoins } from './joins.ts';
import type { SqlModel } from './joins.ts';

export type LinesRun = WithFacts & { readonly parent: string };

/** Locks the live lines of a record that are among `rows`; gives id, version and the values of `fields`. */
export function buildLockLines(
  model: SqlModel,
  entity: Entity,
  by: string,
  fields: readonly Field[],
  rows: Condition,
): Statement<LinesRun> {
  const binder = createBinder<LinesRun>();
  const { sql, gate } = createReading(model, binder);
  const joins = createJoins(sql, entity, 't', 'j', gate);
  const known = rows === true ? '' : ` and ${joins.condition(rows)}`;
  const columns = fields.map((field) => `t.${sql.names.column(entity.name, field.name)}`);
  return binder.finish(
    `select ${['t.id', 't.version', ...columns].join(', ')} from ${sql.names.table(entity.name)} t ${joins.sql()} ` +
      `where t.${sql.names.column(entity.name, by)} = ${binder.bind((run) => run.parent)}::uuid ` +
      `and t.deleted_at is null${known} order by t.id for update of t`,
  );
}
