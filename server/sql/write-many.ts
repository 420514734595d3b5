import { FIELD_TYPES } from '../../runtime/model/field-types/registry.ts';
import type { Field } from '../../runtime/model/field.ts';
import type { Entity } from '../../runtime/model/model.ts';
import { auditInsert, auditJson } from '../audit/audit-cte.ts';
import type { AuditNote } from '../audit/audit-cte.ts';
import { createBinder } from './binder.ts';
import type { Binder, Statement } from './binder.ts';
import type { SqlModel } from './joins.ts';

/** `rows` is a JSON list of `{"id", "f0", "f1", ..., "besides"}`, with values in the order of the statement's fields. */
export type ManyRun = { readonly note: AuditNote; readonly rows: string };
export type MarkRun = { readonly note: AuditNote; readonly ids: readonly string[] };

/** One statement that inserts any number of records, in the order given, each with its audit entry where `audited`. */
export function buildInsertMany(
  sql: SqlModel,
  entity: Entity,
  fields: readonly Field[],
  audited = true,
): Statement<ManyRun> {
  const binder = createBinder<ManyRun>();
  const rows = recordset(binder, fields);
  const at = binder.bind(({ note }) => note.at);
  const actor = binder.bind(({ note }) => note.actorId);
  const columns = fields.map((field) => `, ${sql.names.column(entity.name, field.name)}`).join('');
  const insert =
    `insert into ${sql.names.table(entity.name)} (id, version, created_at, created_by, updated_at, updated_by${columns}) ` +
    `select r.id, 1, ${at}::timestamptz, ${actor}::uuid, ${at}::timestamptz, ${actor}::uuid${places(fields)} from r returning *`;
  if (!audited) return binder.finish(`with ${rows}, w as (${insert}) select count(*)::int from w`);
  const after = `${auditJson(sql, entity, 'w')} || coalesce(r.besides, '{}')`;
  const audit = auditInsert(binder, entity, 'w.id', 'w join r on r.id = w.id', { before: null, after });
  return binder.finish(`with ${rows}, w as (${insert}), a as (${audit}) select count(*)::int from w`);
}

/** One statement that writes the audit entries of records inserted before; each row says by whose leave. */
export function buildAuditCreated(sql: SqlModel, entity: Entity): Statement<ManyRun> {
  const binder = createBinder<ManyRun>();
  const rows = binder.bind((run) => run.rows);
  const given = `r as (select * from jsonb_to_recordset(${rows}::jsonb) as x(id uuid, besides jsonb, decided_by text))`;
  const after = `${auditJson(sql, entity, 'w')} || coalesce(r.besides, '{}')`;
  const from = `${sql.names.table(entity.name)} w join r on r.id = w.id`;
  const audit = auditInsert(binder, entity, 'w.id', from, { before: null, after }, 'r.decided_by');
  return binder.finish(`with ${given}, a as (${audit} returning 1) select count(*)::int from a`);
}

/** One statement that updates those of the records that differ, each with its audit entry; gives `[id, version]` of these. */
export function buildUpdateMany(sql: SqlModel, entity: Entity, fields: readonly Field[]): Statement<ManyRun> {
  const binder = createBinder<ManyRun>();
  const table = sql.names.table(entity.name);
  const rows = recordset(binder, fields);
  const at = binder.bind(({ note }) => note.at);
  const actor = binder.bind(({ note }) => note.actorId);
  const columns = fields.map((field) => sql.names.column(entity.name, field.name));
  const sets = columns.map((column, index) => `, ${column} = r.f${index}`).join('');
  const differs = `(${columns.map((column) => `t.${column}`).join(', ')}) is distinct from (${columns.map((_, index) => `r.f${index}`).join(', ')})`;
  const update =
    `update ${table} t set version = t.version + 1, updated_at = ${at}::timestamptz, updated_by = ${actor}::uuid${sets} ` +
    `from r where t.id = r.id and t.deleted_at is null and ${differs} returning t.*`;
  const audit = auditInsert(binder, entity, 'w.id', 'w join old on old.id = w.id', {
    before: auditJson(sql, entity, 'old'),
    after: auditJson(sql, entity, 'w'),
  });
  const old = `old as (select t.* from ${table} t join r on r.id = t.id)`;
  return binder.finish(`with ${rows}, ${old}, w as (${update}), a as (${audit}) select id, version from w`);
}

/** One statement that marks records as deleted, or takes the mark away, each with its audit entry. */
export function buildMark(sql: SqlModel, entity: Entity, deleted: boolean): Statement<MarkRun> {
  const binder = createBinder<MarkRun>();
  const table = sql.names.table(entity.name);
  const ids = binder.bind((run) => run.ids);
  const at = binder.bind(({ note }) => note.at);
  const actor = binder.bind(({ note }) => note.actorId);
  const update =
    `update ${table} t set deleted_at = ${deleted ? `${at}::timestamptz` : 'null'}, version = t.version + 1, ` +
    `updated_at = ${at}::timestamptz, updated_by = ${actor}::uuid from old where t.id = old.id returning t.*`;
  const audit = auditInsert(binder, entity, 'w.id', 'w join old on old.id = w.id', {
    before: auditJson(sql, entity, 'old'),
    after: auditJson(sql, entity, 'w'),
  });
  const old = `old as (select * from ${table} where id = any(${ids}::uuid[]))`;
  return binder.finish(`with ${old}, w as (${update}), a as (${audit}) select count(*)::int from w`);
}

function recordset(binder: Binder<ManyRun>, fields: readonly Field[]): string {
  const rows = binder.bind((run) => run.rows);
  const columns = fields
    .map((field, index) => `, f${index} ${FIELD_TYPES[field.type].sqlType(field) ?? 'text'}`)
    .join('');
  return `r as materialized (select * from jsonb_to_recordset(${rows}::jsonb) as x(id uuid, besides jsonb${columns}))`;
}

function places(fields: readonly Field[]): string {
  return fields.map((_, index) => `, r.f${index}`).join('');
}
