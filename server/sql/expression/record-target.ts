import type { TreeOf } from '../../../runtime/expression/tree.ts';
import type { Field } from '../../../runtime/model/field.ts';
import type { Entity } from '../../../runtime/model/model.ts';
import { findField } from '../../../runtime/model/system-fields.ts';
import { decisionTables } from '../../../runtime/rules/decision-tables.ts';
import { literal } from '../binder.ts';
import type { Joins, SqlModel } from '../joins.ts';
import type { SqlRows, SqlTarget } from './target.ts';

/** The row that a rule speaks of as `record`, and what else it may look at. */
export type RecordPlace = {
  readonly sql: SqlModel;
  /** Joins of the query in which the row stands. */
  readonly joins: Joins;
  /** References from the root of the joins to the row; none where the root itself is meant. */
  readonly steps: readonly string[];
  /** Entity of the row. */
  readonly entity: Entity;
  readonly bind: SqlTarget['bind'];
};

/**
 * Where the values of a record's rules are found: columns of the row, of rows joined by reference, and rows of other tables
 * in subqueries. Loops see live records only; a reference leads to deleted ones too, as it does on screen.
 */
export function recordTarget({ sql, joins, steps, entity, bind }: RecordPlace): SqlTarget {
  return targetOf({ sql, joins, steps, entity, bind }, 'record');
}

function targetOf(place: RecordPlace, root: string): SqlTarget {
  const find = (path: TreeOf<'path'>): Found => findEnd(place, path, root);
  return {
    column: (path) => {
      const { steps, entity, field } = find(path);
      if (field === null) return `${place.joins.target(steps)}.id`;
      return ruleValue(field, place.joins.raw({ steps, entity, field }));
    },
    rows: (path, item) => rowsSql(place, find(path), item),
    bind: place.bind,
    mayBeNull: (path) => path.root === root && mayOutgrow(find(path).field),
    tables: decisionTables(place.sql.model),
    subqueries: true,
  };
}

/** The field that a path ends at; null for the record that it ends at. */
type Found = { readonly steps: readonly string[]; readonly entity: Entity; readonly field: Field | null };

function findEnd(
  { sql, steps: base, entity: start }: RecordPlace,
  path: TreeOf<'path'>,
  root: string,
): Found {
  if (path.root !== root) throw new Error(`\`${path.root}\` is no row of this query.`);
  const names = path.steps.at(-1) === 'id' ? path.steps.slice(0, -1) : path.steps;
  let entity = start;
  for (const [at, name] of names.entries()) {
    const field = findField(entity, name);
    if (field === undefined) throw new Error(`\`${entity.name}\` has no field \`${name}\`.`);
    if (at === names.length - 1) return { steps: [...base, ...names.slice(0, at)], entity, field };
    const next = 'to' in field ? sql.model.entities[field.to] : undefined;
    if (next === undefined) throw new Error(`\`${entity.name}.${name}\` leads to no record.`);
    entity = next;
  }
  return { steps: base, entity, field: null };
}

/** Computed values that outgrow their column are null, whatever the types of their inputs promise; counts do not. */
export const mayOutgrow = (field: Field | null): boolean =>
  field !== null &&
  field.computed !== null &&
  !(field.computed.is === 'rollup' && field.computed.measure === 'count');

/** The value of a column as rules know it: durations in milliseconds, sequences as people read them. */
export function ruleValue(field: Field, column: string): string {
  if (field.type === 'duration') return `jig.span(${column} * 1000)`;
  if (field.type !== 'sequence') return column;
  return field.prefix === '' ? `${column}::text` : `(${literal(field.prefix)} || ${column})`;
}

function rowsSql({ sql, joins, bind }: RecordPlace, { steps, entity, field }: Found, item: string): SqlRows {
  const of = field === null ? undefined : sql.model.entities[rowEntity(field)];
  if (field === null || of === undefined)
    throw new Error(`A loop of \`${entity.name}\` is over no list of records.`);
  const { inner, from, where } = childRows(sql, joins, { steps, entity, field });
  const target = targetOf({ sql, joins: inner, steps: [], entity: of, bind }, `$${item}`);
  return { from, where, id: `${inner.alias}.id`, target };
}

const rowEntity = (field: Field): string =>
  field.type === 'children' ? field.of : field.type === 'references' ? field.to : '';

/** The live records of a `children` or `references` field, for a subquery. `from` is asked for when all joins are known. */
export function childRows(
  sql: SqlModel,
  joins: Joins,
  at: { readonly steps: readonly string[]; readonly entity: Entity; readonly field: Field },
): { readonly inner: Joins; readonly from: () => string; readonly where: string } {
  const { steps, entity, field } = at;
  const of = sql.model.entities[rowEntity(field)];
  if (of === undefined) throw new Error(`\`${entity.name}.${field.name}\` is no list of records.`);
  const owner = `${joins.target(steps)}.id`;
  const inner = joins.inner(of);
  const table = `${sql.names.table(of.name)} ${inner.alias}`;
  const joined = (): string => (inner.sql() === '' ? '' : ` ${inner.sql()}`);
  const live = `${inner.alias}.deleted_at is null`;
  if (field.type === 'children') {
    const by = sql.names.column(of.name, field.by);
    return { inner, from: () => table + joined(), where: `${inner.alias}.${by} = ${owner} and ${live}` };
  }
  const link = sql.names.link(entity.name, field.name);
  const links = `${inner.alias}l`;
  return {
    inner,
    from: () => `${link.table} ${links} join ${table} on ${inner.alias}.id = ${links}.${link.to}${joined()}`,
    where: `${links}.${link.from} = ${owner} and ${live}`,
  };
}
