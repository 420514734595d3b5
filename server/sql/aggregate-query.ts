import type { AggregatePlan, PlannedGroup, PlannedMeasure } from '../../runtime/plan/aggregate-plan.ts';
import { FIELD_TYPES } from '../../runtime/model/field-types/registry.ts';
import { createBinder } from './binder.ts';
import type { Statement } from './binder.ts';
import { listConditions } from './conditions.ts';
import type { SelectionRun } from './conditions.ts';
import { createReading } from './gate.ts';
import type { Reading } from './gate.ts';
import { createJoins } from './joins.ts';
import type { SqlModel } from './joins.ts';
import { objectJson, titleText, valueJson } from './projection.ts';

/** Groups that an answer holds, those of most records first. */
const MOST_GROUPS = 500;

/** The groups as JSON text, and whether there were more. */
export type AggregateRow = readonly [data: string, more: boolean];

/** One statement: values as the actor sees them are grouped and summed first; titles are joined to the groups only. */
export function buildAggregate(model: SqlModel, plan: AggregatePlan): Statement<SelectionRun> {
  const binder = createBinder<SelectionRun>();
  const reading = createReading(model, binder);
  const { sql, gate } = reading;
  const joins = createJoins(sql, plan.entity, 't', 'j', gate);
  const keys = plan.groups.map(({ at }, index) => `${joins.column(at)} as g${index}`);
  const measured = plan.measures.map((one, index) => `${joins.column(one.at)} as v${index}`);
  const conditions = listConditions(sql, plan, joins, 't', binder).join(' and ');
  const seen =
    `select ${['1 as one', ...keys, ...measured].join(', ')} ` +
    `from ${sql.names.table(plan.entity.name)} t ${joins.sql()} where ${conditions}`;
  const names = plan.groups.map((_, index) => `s.g${index}`);
  const sums = plan.measures.map((one, index) => `${measureSql(one, `s.v${index}`)} as m${index}`);
  const by = names.length === 0 ? '' : ` group by ${names.join(', ')}`;
  const order = ['count(*) desc', ...names.map((name) => `${name} nulls last`)].join(', ');
  const groups =
    `select ${['count(*) as c', `row_number() over (order by ${order}) as n`, ...names, ...sums].join(', ')} ` +
    `from (${seen}) s${by} order by n limit ${MOST_GROUPS + 1}`;
  const labels = plan.groups.map((group, index) => groupJson(reading, group, index));
  const json = objectJson([
    ['group', objectJson(labels.map(({ json: label }, index) => [plan.groups[index]?.path ?? '', label]))],
    ['count', 'q.c'],
    ...measuresJson(plan.measures),
  ]);
  const joined = labels.map(({ join }) => join).join(' ');
  return binder.finish(
    `select coalesce(string_agg(r.j::text, ',' order by r.n) filter (where r.n <= ${MOST_GROUPS}), ''), ` +
      `count(*) > ${MOST_GROUPS} from (select q.n, ${json} as j from (${groups}) q ${joined}) r`,
  );
}

/** Whole sums that JSON could not hold exactly are null rather than wrong. */
function measureSql({ measure, at }: PlannedMeasure, value: string): string {
  const whole = FIELD_TYPES[at.field.type].wire === 'native';
  return measure === 'sum' && whole ? `jig.int(sum(${value}))` : `${measure}(${value})`;
}

function measuresJson(measures: readonly PlannedMeasure[]): (readonly [string, string])[] {
  return (['sum', 'min', 'max'] as const).flatMap((measure) => {
    const pairs = measures.flatMap((one, index) =>
      one.measure === measure ? [[one.path, valueJson(one.at, `q.m${index}`)] as const] : [],
    );
    return pairs.length === 0 ? [] : [[measure, objectJson(pairs)] as const];
  });
}

/** A group's value as records hold it: of a reference id and title, of a person id and name. */
function groupJson(
  { sql, gate }: Reading,
  { at, target }: PlannedGroup,
  index: number,
): { readonly json: string; readonly join: string } {
  const key = `q.g${index}`;
  const row = `x${index}`;
  const link = (title: string): string =>
    `case when ${key} is not null then json_build_object('id', ${key}, 'title', ${title}) end`;
  if (at.field.type === 'user')
    return { json: link(`${row}.name`), join: `left join jig.actor ${row} on ${row}.id = ${key}` };
  if (target === null) return { json: valueJson(at, key), join: '' };
  const joins = createJoins(sql, target.entity, row, `${row}j`, gate);
  const title = target.title === null ? 'null::text' : titleText(joins, target.title);
  const table = sql.names.table(target.entity.name);
  return { json: link(title), join: `left join ${table} ${row} on ${row}.id = ${key} ${joins.sql()}` };
}
