import type { Entity } from '../../runtime/model/model.ts';
import type { Condition } from '../../runtime/policy/condition.ts';
import type { WithFacts } from './bind-facts.ts';
import { createBinder } from './binder.ts';
import type { Statement } from './binder.ts';
import { createReading } from './gate.ts';
import { createJoins } from './joins.ts';
import type { SqlModel } from './joins.ts';

export type LockRun = WithFacts & { readonly id: string };
export type LockRow = readonly [version: number, deletedAt: string | null];

/** Locks one record, deleted or not, that is among `rows`. */
export function buildLock(model: SqlModel, entity: Entity, rows: Condition): Statement<LockRun> {
  const binder = createBinder<LockRun>();
  const { sql, gate } = createReading(model, binder);
  const joins = createJoins(sql, entity, 't', 'j', gate);
  const known = rows === true ? '' : ` and ${joins.condition(rows)}`;
  const id = binder.bind((run) => run.id);
  return binder.finish(
    `select t.version, t.deleted_at from ${sql.names.table(entity.name)} t ${joins.sql()} ` +
      `where t.id = ${id}::uuid${known} for update of t`,
  );
}
