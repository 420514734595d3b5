import type { Field } from '../../runtime/model/field.ts';
import type { Entity } from '../../runtime/model/model.ts';
import type { Condition } from '../../runtime/policy/condition.ts';
import type { WithFacts } from './bind-facts.ts';
import { createBinder } from './binder.ts';
import type { Statement } from './binder.ts';
import { createReading } from './gate.ts';
import { createJoins } from './joins.ts';
import type { SqlModel } from './joins.ts';

/** Users counted before it says "more". */
export const MOST_USERS = 1000;

export type UseRun = WithFacts & {
  /** Records that are referred to, and those whose references do not count. */
  readonly ids: readonly string[];
  readonly except: readonly string[];
};
export type UseRow = readonly [used: number, readable: number];

/** Counts the live records of `entity` that refer by `field`, and of these the ones of which `readable` is true. */
export function buildUse(
  model: SqlModel,
  entity: Entity,
  field: Field,
  readable: Condition,
): Statement<UseRun> {
  const binder = createBinder<UseRun>();
  const { sql, gate } = createReading(model, binder);
  const joins = createJoins(sql, entity, 't', 'j', gate);
  const shown = joins.condition(readable);
  const ids = binder.bind((run) => run.ids);
  const except = binder.bind((run) => run.except);
  return binder.finish(
    `select count(*)::int, count(*) filter (where x.shown)::int from (select ${shown} as shown ` +
      `from ${sql.names.table(entity.name)} t ${joins.sql()} where t.${sql.names.column(entity.name, field.name)} = any(${ids}::uuid[]) ` +
      `and t.deleted_at is null and t.id <> all(${except}::uuid[]) limit ${MOST_USERS + 1}) x`,
  );
}
