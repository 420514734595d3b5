import type { ListPlan } from '../../runtime/plan/list-plan.ts';
import { createBinder } from './binder.ts';
import type { Binder, Statement } from './binder.ts';
import { listConditions } from './conditions.ts';
import type { SelectionRun } from './conditions.ts';
import type { Cursor } from './cursor.ts';
import { createReading } from './gate.ts';
import type { Reading } from './gate.ts';
import { createJoins } from './joins.ts';
import type { SqlModel } from './joins.ts';
import { orderBy, orderKeys, rangesAfter } from './keyset.ts';
import { recordJson } from './projection.ts';

/** Rows that `count=capped` counts before it says "more". */
export const COUNT_CAP = 10_000;

/** Everything that changes from one run of a list statement to the next. */
export type ListRun = SelectionRun & { readonly cursor: Cursor | null };

/** Columns of the single row: the records as JSON text, whether more follow, the last record's sort keys as JSON, the count. */
export type ListRow = readonly [data: string, more: boolean, keys: string | null, count: number | null];

/**
 * One statement for one page. The page is found first, by index; names of referenced records are joined to its rows
 * only. `isNull` tells which values of the cursor are null, or is null for the first page.
 */
export function buildListQuery(
  model: SqlModel,
  plan: ListPlan,
  isNull: readonly boolean[] | null,
): Statement<ListRun> {
  const binder = createBinder<ListRun>();
  const reading = createReading(model, binder);
  const { sql, gate } = reading;
  const outer = createJoins(sql, plan.entity, 'p', 'j', gate);
  const json = recordJson(sql, plan, outer, 'p', plan.deleted ? { further: [['deleted', 'true']] } : {});
  const page = buildPage(reading, plan, isNull, outer.used, binder);
  const last = [...plan.sort, 'id'].map((_, index) => `p.k${index}::text`).join(', ');
  const count = plan.count ? buildCount(reading, plan, binder) : 'null::int';
  return binder.finish(
    `select coalesce(string_agg(r.j::text, ',' order by r.n) filter (where r.n <= ${plan.limit}), ''), ` +
      `count(*) > ${plan.limit}, ` +
      `string_agg(r.k::text, '') filter (where r.n = ${plan.limit}), ${count} ` +
      `from (select p.n, json_build_array(${last}) as k, ${json} as j from (${page}) p ${outer.sql()}) r`,
  );
}

function buildPage(
  { sql, gate }: Reading,
  plan: ListPlan,
  isNull: readonly boolean[] | null,
  used: ReadonlySet<string>,
  binder: Binder<ListRun>,
): string {
  const joins = createJoins(sql, plan.entity, 't', 'f', gate);
  const keys = orderKeys(plan, joins, 't');
  const conditions = listConditions(sql, plan, joins, 't', binder);
  const columns = [...new Set(['id', 'version', 'deleted_at', ...used])].map((name) => `t.${name}`);
  const select = [...columns, ...keys.map((key, index) => `${key.sql} as k${index}`)].join(', ');
  const from = `from ${sql.names.table(plan.entity.name)} t ${joins.sql()}`;
  const one = (range: string | null): string =>
    `select ${select} ${from} where ${[...conditions, ...(range === null ? [] : [range])].join(' and ')} ` +
    `order by ${orderBy(keys)} limit ${plan.limit + 1}`;
  const ranges = isNull === null ? [null] : rangesAfter(keys, isNull, binder);
  const order = orderBy(keys, (_, index) => `u.k${index}`);
  const rows =
    ranges.length === 1
      ? `(${one(ranges[0] ?? null)}) q`
      : `(select * from (${ranges.map((range) => `(${one(range)})`).join(' union all ')}) u ` +
        `order by ${order} limit ${plan.limit + 1}) q`;
  return `select q.*, row_number() over () as n from ${rows}`;
}

function buildCount({ sql, gate }: Reading, plan: ListPlan, binder: Binder<ListRun>): string {
  const joins = createJoins(sql, plan.entity, 't', 'c', gate);
  const conditions = listConditions(sql, plan, joins, 't', binder).join(' and ');
  const from = `${sql.names.table(plan.entity.name)} t ${joins.sql()}`;
  return `(select count(*)::int from (select 1 from ${from} where ${conditions} limit ${COUNT_CAP + 1}) c)`;
}
