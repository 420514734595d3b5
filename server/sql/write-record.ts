import { FIELD_TYPES } from '../../runtime/model/field-types/registry.ts';
import type { Field } from '../../runtime/model/field.ts';
import type { Entity } from '../../runtime/model/model.ts';
import type { Condition } from '../../runtime/policy/condition.ts';
import type { RecordPlan } from '../../runtime/plan/record-plan.ts';
import type { StoredValue, TargetCheck } from '../../runtime/plan/write-plan.ts';
import { auditInsert, auditJson } from '../audit/audit-cte.ts';
import type { AuditNote } from '../audit/audit-cte.ts';
import type { WithFacts } from './bind-facts.ts';
import { createBinder } from './binder.ts';
import type { Binder, Statement } from './binder.ts';
import { createReading } from './gate.ts';
import { createJoins } from './joins.ts';
import type { SqlModel } from './joins.ts';
import { recordJson } from './projection.ts';
import { targetRows } from './target-query.ts';

/** Everything that changes from one run of a write statement to the next. */
export type WriteRun = WithFacts & {
  readonly note: AuditNote;
  readonly id: string;
  /** Version that the writer knew; null on create. */
  readonly version: number | null;
  readonly values: readonly StoredValue[];
  /** What else changed with the record, such as links and lines, for both sides of the audit entry; JSON objects. */
  readonly besides: { readonly before: string; readonly after: string } | null;
  readonly key: IdempotencyKey | null;
};

/** A request that may be repeated: its key and what the key stands for. */
export type IdempotencyKey = { readonly key: string; readonly requestHash: string };

/** What of a write decides its SQL. */
export type WriteShape = {
  readonly entity: Entity;
  readonly fields: readonly Field[];
  readonly checks: readonly TargetCheck[];
  /** Rows that the writer may know of; others are as if they were not there. */
  readonly rows: Condition;
  /** The record as the writer may read it, which the statement gives back. */
  readonly record: RecordPlan;
  readonly besides: boolean;
  readonly keyed: boolean;
};

/** One statement that checks targets, inserts, audits, keeps the answer for repeats and gives `[version, json]`; no row when a target is refused. */
export function buildCreate(sql: SqlModel, shape: WriteShape): Statement<WriteRun> {
  const binder = createBinder<WriteRun>();
  const { entity, fields } = shape;
  const id = binder.bind((run) => run.id);
  const at = binder.bind((run) => run.note.at);
  const actor = binder.bind((run) => run.note.actorId);
  const places = bindFields(binder, fields);
  const targets = targetConditions(sql, shape, actor, binder, null);
  const columns = fields.map((field) => `, ${sql.names.column(entity.name, field.name)}`).join('');
  const insert =
    `insert into ${sql.names.table(entity.name)} as t (id, version, created_at, created_by, updated_at, updated_by${columns}) ` +
    `select ${id}::uuid, 1, ${at}::timestamptz, ${actor}::uuid, ${at}::timestamptz, ${actor}::uuid` +
    places.map((place) => `, ${place}`).join('') +
    (targets.conditions.length === 0 ? '' : ` where ${targets.conditions.join(' and ')}`) +
    ' returning t.*';
  return finishWrite(sql, shape, binder, [...targets.ctes, `w as (${insert})`], null);
}

/** One statement that checks version and targets, updates, audits and gives `[version, json]`; no row when either is refused. */
export function buildUpdate(sql: SqlModel, shape: WriteShape): Statement<WriteRun> {
  const binder = createBinder<WriteRun>();
  const { entity, fields } = shape;
  const table = sql.names.table(entity.name);
  const id = binder.bind((run) => run.id);
  const version = binder.bind((run) => run.version);
  const at = binder.bind((run) => run.note.at);
  const actor = binder.bind((run) => run.note.actorId);
  const places = bindFields(binder, fields);
  const targets = targetConditions(sql, shape, actor, binder, 'old');
  const sets = fields
    .map((field, index) => `, ${sql.names.column(entity.name, field.name)} = ${places[index]}`)
    .join('');
  const update =
    `update ${table} t set version = t.version + 1, updated_at = ${at}::timestamptz, updated_by = ${actor}::uuid${sets} from old ` +
    `where ${['t.id = old.id', `old.version = ${version}::int`, ...targets.conditions].join(' and ')} returning t.*`;
  const { gate } = createReading(sql, binder);
  const joins = createJoins(sql, entity, 'o', 'o', gate);
  const known = shape.rows === true ? '' : ` and ${joins.condition(shape.rows)}`;
  const old =
    `old as (select o.* from ${table} o ${joins.sql()} ` +
    `where o.id = ${id}::uuid and o.deleted_at is null${known} for update of o)`;
  return finishWrite(sql, shape, binder, [old, ...targets.ctes, `w as (${update})`], 'old');
}

function finishWrite(
  sql: SqlModel,
  shape: WriteShape,
  binder: Binder<WriteRun>,
  ctes: readonly string[],
  old: string | null,
): Statement<WriteRun> {
  const { entity, record } = shape;
  const besides = (side: 'before' | 'after'): string =>
    shape.besides ? ` || ${binder.bind((run) => run.besides?.[side] ?? '{}')}::jsonb` : '';
  const sides = {
    before: old === null ? null : auditJson(sql, entity, old) + besides('before'),
    after: auditJson(sql, entity, 'w') + besides('after'),
  };
  const from = old === null ? 'w' : `w join ${old} on ${old}.id = w.id`;
  const reading = createReading(sql, binder);
  const joins = createJoins(reading.sql, entity, 'w', 'j', reading.gate);
  const whole = recordJson(reading.sql, record, joins, 'w', { alone: old === null });
  // What was written need not be something that the writer may read.
  const json =
    record.rows === true
      ? whole
      : `case when ${joins.condition(record.rows)} then ${whole} else json_build_object('id', w.id, 'version', w.version) end`;
  const answer = `select w.version, ${json}::text as j from w ${joins.sql()}`;
  const all = [...ctes, `a as (${auditInsert(binder, entity, 'w.id', from, sides)})`];
  if (!shape.keyed) return binder.finish(`with ${all.join(', ')} ${answer}`);
  const kept = [`out as materialized (${answer})`, `k as (${keyInsert(binder)})`];
  return binder.finish(`with ${[...all, ...kept].join(', ')} select version, j from out`);
}

function keyInsert(binder: Binder<WriteRun>): string {
  const actor = binder.bind((run) => run.note.actorId);
  const at = binder.bind((run) => run.note.at);
  const key = binder.bind((run) => run.key?.key ?? null);
  const requestHash = binder.bind((run) => run.key?.requestHash ?? null);
  return (
    `insert into jig.idempotency (actor_id, key, request_hash, status, response, created_at) ` +
    `select ${actor}::uuid, ${key}::text, ${requestHash}::text, 201, out.j, ${at}::timestamptz from out`
  );
}

function bindFields(binder: Binder<WriteRun>, fields: readonly Field[]): string[] {
  return fields.map((field, index) => {
    const type = FIELD_TYPES[field.type].sqlType(field) ?? 'text';
    return `${binder.bind((run) => run.values[index] ?? null)}::${type}`;
  });
}

/**
 * Conditions that every target is live, and may be read; what the record `old` already refers to may stay. A foreign key
 * knows nothing of deletion marks, so the check takes the foreign key's own lock: a deletion locks its record "for update"
 * first, which waits for that lock, or makes this check wait and see the mark.
 */
function targetConditions(
  sql: SqlModel,
  shape: WriteShape,
  actor: string,
  binder: Binder<WriteRun>,
  old: string | null,
): { ctes: string[]; conditions: string[] } {
  const ctes: string[] = [];
  const { gate } = createReading(sql, binder);
  const conditions = shape.checks.map(({ index, field, target, choosable }) => {
    const place = `${binder.bind((run) => run.values[index] ?? null)}::uuid`;
    const name = `c${index}`;
    const kept =
      old === null ? '' : `${old}.${sql.names.column(shape.entity.name, field.name)} = ${place} or `;
    if (target === null) {
      ctes.push(`${name} as (select 1 from jig.actor where id = ${place} and active and kind = 'person')`);
      return `(${place} is null or ${kept}${place} = ${actor}::uuid or exists (select 1 from ${name}))`;
    }
    if (choosable === false) return `(${kept}${place} is null)`;
    ctes.push(
      `${name} as (${targetRows(sql, target, choosable, gate, `t.id = ${place}`)} for key share of t)`,
    );
    return `(${place} is null or ${kept}exists (select 1 from ${name}))`;
  });
  return { ctes, conditions };
}
