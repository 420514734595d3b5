import type { TreeOf } from '../../runtime/expression/tree.ts';
import type { Entity } from '../../runtime/model/model.ts';
import { resolveColumn } from '../../runtime/plan/column.ts';
import type { Column } from '../../runtime/plan/column.ts';
import type { ReadScope } from '../../runtime/policy/read-scope.ts';
import { decisionTables } from '../../runtime/rules/decision-tables.ts';
import { childRows, mayOutgrow, ruleValue } from './expression/record-target.ts';
import { sqlTypeOf } from './expression/sql-type.ts';
import type { SqlRows, SqlTarget } from './expression/target.ts';
import type { Joins, SqlModel } from './joins.ts';

type Seen = {
  readonly sql: SqlModel;
  readonly scope: ReadScope;
  readonly bind: SqlTarget['bind'];
};

/** A row that paths with this root start from. */
type Row = { readonly root: string; readonly joins: Joins; readonly entity: Entity };

/**
 * Where an expression that a request states finds its values: as the actor may see them. What is not shown is null, and
 * rows that may not be read are not there.
 */
export function seenTarget(
  sql: SqlModel,
  scope: ReadScope,
  joins: Joins,
  entity: Entity,
  bind: SqlTarget['bind'],
): SqlTarget {
  return targetOf({ sql, scope, bind }, [{ root: 'record', joins, entity }]);
}

function targetOf(seen: Seen, rows: readonly Row[]): SqlTarget {
  const rowOf = ({ root }: TreeOf<'path'>): Row => {
    const found = rows.find((row) => row.root === root);
    if (found === undefined) throw new Error(`\`${root}\` is no row of this query.`);
    return found;
  };
  return {
    column: (path) => columnSql(seen, rowOf(path), path),
    rows: (path, item) => rowsSql(seen, rows, rowOf(path), path, item),
    bind: seen.bind,
    mayBeNull: (path) => {
      const row = rows.find(({ root }) => root === path.root);
      const at = row === undefined ? null : columnOf(seen.scope, row, path);
      return row !== undefined && (at?.shown !== true || mayOutgrow(at.field));
    },
    tables: decisionTables(seen.sql.model),
    subqueries: true,
  };
}

/** The place of a path, an `id` at its end left out; null for the row itself and for what may not be read. */
function columnOf(scope: ReadScope, { entity }: Row, path: TreeOf<'path'>): Column | null {
  const names = namesOf(path);
  return names.length === 0 ? null : resolveColumn(scope, entity, names.join('.'));
}

const namesOf = ({ steps }: TreeOf<'path'>): readonly string[] =>
  steps.at(-1) === 'id' ? steps.slice(0, -1) : steps;

function columnSql({ scope }: Seen, row: Row, path: TreeOf<'path'>): string {
  if (namesOf(path).length === 0) return `${row.joins.alias}.id`;
  const at = columnOf(scope, row, path);
  if (at === null) return `null::${sqlTypeOf(path.type)}`;
  return row.joins.gated(at.shown, ruleValue(at.field, row.joins.raw(at)));
}

function rowsSql(seen: Seen, rows: readonly Row[], row: Row, path: TreeOf<'path'>, item: string): SqlRows {
  const { sql, scope } = seen;
  const at = columnOf(scope, row, path);
  const { field } = at ?? {};
  const name = field?.type === 'children' ? field.of : field?.type === 'references' ? field.to : '';
  const entity = sql.model.entities[name];
  if (at === null || entity === undefined)
    throw new Error(`\`${path.steps.join('.')}\` is no list of records that may be read.`);
  const { inner, from, where } = childRows(sql, row.joins, at);
  const conditions = [
    where,
    ...(at.shown === true ? [] : [row.joins.condition(at.shown)]),
    ...(scope.rows(entity) === true ? [] : [inner.condition(scope.rows(entity))]),
  ];
  const nested = targetOf(seen, [{ root: `$${item}`, joins: inner, entity }, ...rows]);
  return { from, where: conditions.join(' and '), id: `${inner.alias}.id`, target: nested };
}
