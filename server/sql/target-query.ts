import type { Entity } from '../../runtime/model/model.ts';
import type { Condition } from '../../runtime/policy/condition.ts';
import type { WithFacts } from './bind-facts.ts';
import { createBinder } from './binder.ts';
import type { Statement } from './binder.ts';
import { createReading } from './gate.ts';
import { createJoins } from './joins.ts';
import type { Gate, SqlModel } from './joins.ts';

export type TargetsRun = WithFacts & { readonly ids: readonly string[] };

/** Those of `ids` that are live and may be read, locked in the order of their ids against deletion. */
export function buildTargets(model: SqlModel, target: Entity, readable: Condition): Statement<TargetsRun> {
  const binder = createBinder<TargetsRun>();
  const { sql, gate } = createReading(model, binder);
  const ids = `t.id = any(${binder.bind((run) => run.ids)}::uuid[])`;
  return binder.finish(`${targetRows(sql, target, readable, gate, ids)} order by t.id for key share of t`);
}

/** Live records of `target`, as `t`, that the actor may name in a reference. */
export function targetRows(
  sql: SqlModel,
  target: Entity,
  readable: Condition,
  gate: Gate,
  condition: string,
): string {
  const joins = createJoins(sql, target, 't', 'k', gate);
  const shown = readable === true ? '' : ` and ${joins.condition(readable)}`;
  return `select t.id from ${sql.names.table(target.name)} t ${joins.sql()} where ${condition} and t.deleted_at is null${shown}`;
}
