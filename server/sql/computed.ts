import type { Field, Formula, Rollup } from '../../runtime/model/field.ts';
import type { Entity } from '../../runtime/model/model.ts';
import type { Place } from '../../runtime/plan/column.ts';
import { findField } from '../../runtime/model/system-fields.ts';
import { sqlTrue, sqlValue } from './expression/compile.ts';
import { childRows, recordTarget } from './expression/record-target.ts';
import type { SqlTarget } from './expression/target.ts';
import type { Joins, SqlModel } from './joins.ts';

/**
 * SQL of a field that is computed on read, in the form in which a column would hold it: so many digits, whole seconds, null
 * where it does not fit. It looks at everything, as rules do; who may see it was settled by what it is computed from.
 */
export function computedSql(sql: SqlModel, joins: Joins, { steps, entity, field }: Place): string {
  const { computed } = field;
  if (computed === null) throw new Error(`\`${entity.name}.${field.name}\` is not computed.`);
  const bind = sql.known ?? unknownHere(entity, field);
  const value =
    computed.is === 'formula'
      ? formulaSql(field, computed, recordTarget({ sql, joins, steps, entity, bind }))
      : rollupSql(sql, joins, { steps, entity, field }, computed, bind);
  // Behind an empty reference there is nothing, not even a count of nothing.
  return steps.length === 0 ? value : `case when ${joins.target(steps)}.id is not null then ${value} end`;
}

/** For statements that are told nothing but their own values: a formula that needs more is a fault of the program. */
const unknownHere =
  (entity: Entity, field: Field): SqlTarget['bind'] =>
  (path) => {
    throw new Error(`\`${path.root}\` is not known where \`${entity.name}.${field.name}\` is read.`);
  };

/** A formula as the field's column holds it. */
export function formulaSql(field: Field, formula: Formula, target: SqlTarget): string {
  const value = sqlValue(formula.expression.tree, target);
  return field.type === 'duration' ? `round(${value} / 1000.0)::bigint` : fitted(field, value);
}

/** Cut to the digits of the field, half away from zero; null where a column of its type could not hold it. */
function fitted(field: Field, value: string): string {
  if ('scale' in field) return `jig.fit(${value}, ${field.scale})`;
  if ('maxLength' in field) return `jig.fit(${value}, ${field.maxLength})`;
  return value;
}

function rollupSql(
  sql: SqlModel,
  joins: Joins,
  { steps, entity, field }: Place,
  { children, measure, field: measured, where }: Rollup,
  bind: SqlTarget['bind'],
): string {
  const list = entity.fields[children];
  const of = list?.type === 'children' ? sql.model.entities[list.of] : undefined;
  if (list === undefined || of === undefined) throw new Error(`\`${entity.name}.${children}\` is no list.`);
  const rows = childRows(sql, joins, { steps, entity, field: list });
  const { inner } = rows;
  const conditions = [
    rows.where,
    ...(where === null
      ? []
      : [sqlTrue(where.tree, recordTarget({ sql, joins: inner, steps: [], entity: of, bind }))]),
  ];
  const child = measured === null ? undefined : findField(of, measured);
  const column = child === undefined ? '*' : inner.raw({ steps: [], entity: of, field: child });
  const value = measureSql(field, measure, column);
  return `(select ${value} from ${rows.from()} where ${conditions.join(' and ')})`;
}

/** Over nothing, count and sum are 0, and there is no smallest or largest. */
function measureSql(field: Field, measure: Rollup['measure'], column: string): string {
  switch (measure) {
    case 'count':
      return `count(${column})`;
    case 'sum': {
      const sum = `coalesce(sum(${column}), 0)`;
      return 'scale' in field ? fitted(field, sum) : `jig.int(${sum})`;
    }
    case 'smallest':
      return fitted(field, `min(${column})`);
    case 'largest':
      return fitted(field, `max(${column})`);
  }
  return measure satisfies never;
}
