import type { Entity } from '../../runtime/model/model.ts';
import { ownTitle } from '../../runtime/plan/column.ts';
import type { ReadScope } from '../../runtime/policy/read-scope.ts';
import type { WithFacts } from './bind-facts.ts';
import { createBinder, literal } from './binder.ts';
import type { Statement } from './binder.ts';
import { createReading } from './gate.ts';
import { createJoins } from './joins.ts';
import type { SqlModel } from './joins.ts';
import { titleText } from './projection.ts';

export type HistoryRun = { readonly id: string; readonly before: string | null; readonly limit: number };

/** One entry of the audit; `changes` holds, for each field that differs, its name with the texts before and after. */
export type HistoryRow = {
  readonly id: string;
  readonly at: string;
  readonly actor: { readonly id: string; readonly name: string };
  readonly operation: string;
  readonly version: number | null;
  readonly reason: string | null;
  readonly release: number | null;
  readonly decided_by: string | null;
  readonly changes: readonly (readonly [field: string, before: string | null, after: string | null])[];
};

/** One statement for a page of a record's entries, the latest first; exact numbers stay the texts that they are. */
export function buildHistory(entity: Entity): Statement<HistoryRun> {
  const binder = createBinder<HistoryRun>();
  const id = binder.bind((run) => run.id);
  const before = binder.bind((run) => run.before);
  const limit = binder.bind((run) => run.limit);
  const names = Object.keys(entity.fields).map((name) => `(${literal(name)})`);
  const fields = names.length === 0 ? `(select null::text where false)` : `(values ${names.join(', ')})`;
  return binder.finish(
    `select json_build_object('id', e.id::text, 'at', to_char(e.at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), ` +
      `'actor', json_build_object('id', a.id, 'name', a.name), 'operation', e.operation, ` +
      `'version', (e.after ->> 'version')::int, 'reason', e.reason, 'release', e.release, 'decided_by', e.decided_by, ` +
      `'changes', (select coalesce(json_agg(json_build_array(f.name, e.before ->> f.name, e.after ->> f.name)), '[]'::json) ` +
      `from ${fields} f(name) where e.before -> f.name is distinct from e.after -> f.name ` +
      `and (e.before ->> f.name is not null or e.after ->> f.name is not null)))::text ` +
      `from jig.audit_entry e join jig.actor a on a.id = e.actor_id ` +
      `where e.record_id = ${id}::uuid and e.entity = ${literal(entity.name)} ` +
      `and (${before}::bigint is null or e.id < ${before}::bigint) order by e.id desc limit ${limit}::int`,
  );
}

export type TitlesRun = WithFacts & { readonly ids: readonly string[] };

/** Ids and titles of those records of an entity that the actor may read, deleted ones too; null where no title may be read. */
export function buildTitles(model: SqlModel, scope: ReadScope, entity: Entity): Statement<TitlesRun> | null {
  const title = ownTitle(scope, entity);
  if (title === null) return null;
  const binder = createBinder<TitlesRun>();
  const { sql, gate } = createReading(model, binder);
  const joins = createJoins(sql, entity, 't', 'j', gate);
  const text = titleText(joins, title);
  const ids = binder.bind((run) => run.ids);
  const table = sql.names.table(entity.name);
  return binder.finish(
    `select t.id, ${text} from ${table} t ${joins.sql()} where t.id = any(${ids}::uuid[])`,
  );
}
