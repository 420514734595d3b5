import { FIELD_TYPES } from '../../runtime/model/field-types/registry.ts';
import type { Column } from '../../runtime/plan/column.ts';
import type { PlannedFilter, Selection } from '../../runtime/plan/list-plan.ts';
import type { FilterValues, ListValues } from '../../runtime/plan/list-values.ts';
import { bindFacts } from './bind-facts.ts';
import type { WithFacts } from './bind-facts.ts';
import type { Binder } from './binder.ts';
import { sqlTrue } from './expression/compile.ts';
import type { Joins, SqlModel } from './joins.ts';
import { seenTarget } from './seen-target.ts';

const COMPARISONS = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

/** Values of a statement that selects rows. */
export type SelectionRun = ListValues & WithFacts;

/**
 * SQL of everything that decides which rows there are (deletion mark, grants, filters, `where`, search), for the root row
 * `alias`. Filters and search see values as the actor may.
 */
export function listConditions<V extends SelectionRun>(
  sql: SqlModel,
  plan: Selection,
  joins: Joins,
  alias: string,
  binder: Binder<V>,
): string[] {
  return [
    `${alias}.deleted_at is ${plan.deleted ? 'not null' : 'null'}`,
    ...(plan.rows === true ? [] : [joins.condition(plan.rows)]),
    ...plan.filters.map((filter, index) => filterCondition(sql, filter, index, joins, alias, binder)),
    ...whereCondition(sql, plan, joins, binder),
    ...searchConditions(plan, joins, binder),
  ];
}

function whereCondition<V extends SelectionRun>(
  sql: SqlModel,
  { entity, where }: Selection,
  joins: Joins,
  binder: Binder<V>,
): string[] {
  if (where === null) return [];
  const target = seenTarget(sql, where.scope, joins, entity, bindFacts(binder, null));
  return [sqlTrue(where.tree, target)];
}

function filterCondition<V extends ListValues>(
  sql: SqlModel,
  filter: PlannedFilter,
  index: number,
  joins: Joins,
  alias: string,
  binder: Binder<V>,
): string {
  const { at, operator } = filter;
  const picked = (values: V): FilterValues => values.filters[index] ?? { values: [], ends: [] };
  const bindOne = (): string => binder.bind((values) => picked(values).values[0] ?? null);
  const bindAll = (): string => binder.bind((values) => picked(values).values);
  if (at.field.type === 'references')
    return linksCondition(sql, at, operator, alias, joins, bindOne, bindAll);
  const column = joins.column(at);
  const type = FIELD_TYPES[at.field.type].sqlType(at.field) ?? 'text';
  switch (operator) {
    case 'empty':
      return emptyCondition(column, type, bindOne());
    case 'has':
      return `${column} && ${bindAll()}::text[]`;
    case 'contains':
      return `jig.fold(${column}) like '%' || ${pattern(bindOne())} || '%'`;
    case 'starts_with':
      return `jig.fold(${column}) like ${pattern(bindOne())} || '%'`;
    case 'eq':
    case 'not': {
      const equal =
        at.field.type === 'datetime'
          ? inRanges(column, filter, picked, binder)
          : isOne(column, type, filter, bindOne, bindAll);
      return operator === 'eq' ? equal : `(${column} is null or not (${equal}))`;
    }
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte': {
      // `gt` and `lte` of a day or a millisecond speak of its end.
      const ofEnd = at.field.type === 'datetime' && (operator === 'gt' || operator === 'lte');
      if (!ofEnd) return `${column} ${COMPARISONS[operator]} ${bindOne()}::${bare(type)}`;
      const end = binder.bind((values) => picked(values).ends[0] ?? null);
      return `${column} ${operator === 'gt' ? '>=' : '<'} ${end}::timestamptz`;
    }
    default:
      return operator satisfies never;
  }
}

/** Values are compared in the column's type without its precision: a cast to numeric(22,2) would round them. */
function bare(type: string): string {
  return type.replace(/\(.*\)$/u, '');
}

function isOne(
  column: string,
  type: string,
  filter: PlannedFilter,
  bindOne: () => string,
  bindAll: () => string,
): string {
  return filter.many
    ? `${column} = any(${bindAll()}::${bare(type)}[])`
    : `${column} = ${bindOne()}::${bare(type)}`;
}

function inRanges<V>(
  column: string,
  filter: PlannedFilter,
  picked: (values: V) => FilterValues,
  binder: Binder<V>,
): string {
  if (!filter.many) {
    const start = binder.bind((values) => picked(values).values[0] ?? null);
    const end = binder.bind((values) => picked(values).ends[0] ?? null);
    return `(${column} >= ${start}::timestamptz and ${column} < ${end}::timestamptz)`;
  }
  const starts = binder.bind((values) => picked(values).values);
  const ends = binder.bind((values) => picked(values).ends);
  return (
    `exists (select 1 from unnest(${starts}::text[], ${ends}::text[]) r(s, e) ` +
    `where ${column} >= r.s::timestamptz and ${column} < r.e::timestamptz)`
  );
}

function emptyCondition(column: string, type: string, place: string): string {
  const isEmpty = type.endsWith('[]') ? `(${column} is null or ${column} = '{}')` : `(${column} is null)`;
  return `${isEmpty} = ${place}::boolean`;
}

function linksCondition(
  sql: SqlModel,
  at: Column,
  operator: string,
  alias: string,
  joins: Joins,
  bindOne: () => string,
  bindAll: () => string,
): string {
  const link = sql.names.link(at.entity.name, at.field.name);
  const owner = at.steps.length === 0 ? alias : joins.target(at.steps);
  // Links that are not shown are none.
  const shown = at.shown === true ? '' : ` and (${joins.condition(at.shown)})`;
  const from = `from ${link.table} l where l.${link.from} = ${owner}.id${shown}`;
  if (operator === 'empty') return `(not exists (select 1 ${from})) = ${bindOne()}::boolean`;
  return `exists (select 1 ${from} and l.${link.to} = any(${bindAll()}::uuid[]))`;
}

function searchConditions<V extends ListValues>(plan: Selection, joins: Joins, binder: Binder<V>): string[] {
  const { search } = plan;
  if (search === null) return [];
  return Array.from({ length: search.words }, (_, word) => {
    let place: string | undefined;
    const text = (): string => (place ??= binder.bind((values) => values.words[word]?.text ?? ''));
    const found = search.fields.map((field, index) =>
      field.field.type === 'sequence'
        ? `${joins.column(field)} = ${binder.bind((values) => values.words[word]?.numbers[index] ?? null)}::bigint`
        : `jig.fold(${joins.column(field)}) like '%' || ${pattern(text())} || '%'`,
    );
    return `(${found.join(' or ')})`;
  });
}

/** Folded like the column and then escaped: folding may itself make `%` or `_` of other characters. */
function pattern(place: string): string {
  return String.raw`replace(replace(replace(jig.fold(${place}::text), '\', '\\'), '%', '\%'), '_', '\_')`;
}
