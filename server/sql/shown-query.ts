import type { Entity } from '../../runtime/model/model.ts';
import { SYSTEM_FIELDS } from '../../runtime/model/system-fields.ts';
import { given } from '../../runtime/policy/condition.ts';
import type { Condition } from '../../runtime/policy/condition.ts';
import type { ReadScope } from '../../runtime/policy/read-scope.ts';
import type { Mask } from '../../runtime/model/model.ts';
import type { WithFacts } from './bind-facts.ts';
import { createBinder } from './binder.ts';
import type { Statement } from './binder.ts';
import { createReading } from './gate.ts';
import { liveOr } from './get-query.ts';
import { createJoins } from './joins.ts';
import type { SqlModel } from './joins.ts';

export type ShownRun = WithFacts & { readonly id: string };

/** How a field of one record is shown to an actor. */
export type Shown = 'clear' | Mask | 'hidden';

/** A statement that gives one row where the record may be read, and the reader of that row: each field's name and how it is shown. */
export type ShownQuery = {
  readonly statement: Statement<ShownRun>;
  readonly read: (row: readonly unknown[]) => ReadonlyMap<string, Shown>;
};

/** Builds it for the records that may be read; deleted ones are among them where `deleted` is true of them. */
export function buildShownQuery(
  model: SqlModel,
  scope: ReadScope,
  entity: Entity,
  deleted: Condition,
): ShownQuery {
  const binder = createBinder<ShownRun>();
  const { sql, gate } = createReading(model, binder);
  const joins = createJoins(sql, entity, 't', 'j', gate);
  const rows = scope.rows(entity);
  const fixed = new Map<string, Shown>();
  const asked: string[] = [];
  const columns: string[] = [];
  for (const name of [...Object.keys(SYSTEM_FIELDS), ...Object.keys(entity.fields)]) {
    const { clear, masked } = scope.visibility(entity, name);
    const shown = given(rows, clear);
    if (shown === true) fixed.set(name, 'clear');
    else if (shown !== false || masked.length > 0) {
      const cases = [{ mask: 'clear', when: shown }, ...masked].map(
        ({ mask, when }) => `when ${joins.condition(when)} then '${mask}'`,
      );
      asked.push(name);
      columns.push(`case ${cases.join(' ')} else 'hidden' end`);
    }
  }
  const conditions = [
    `t.id = ${binder.bind((run) => run.id)}::uuid`,
    ...liveOr(joins, 't', deleted),
    ...(rows === true ? [] : [joins.condition(rows)]),
  ];
  return {
    statement: binder.finish(
      `select ${['t.id', ...columns].join(', ')} from ${sql.names.table(entity.name)} t ${joins.sql()} ` +
        `where ${conditions.join(' and ')}`,
    ),
    read: ([, ...cells]) =>
      new Map([...fixed, ...asked.map((name, index) => [name, cells[index] as Shown] as const)]),
  };
}
