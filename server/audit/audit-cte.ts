import type { Entity } from '../../runtime/model/model.ts';
import type { Binder } from '../sql/binder.ts';
import { identifier, literal } from '../sql/binder.ts';
import { columnType } from '../sql/column-type.ts';
import type { SqlModel } from '../sql/joins.ts';

/** Who wrote, as what, and by whose leave; made by `run-operation.ts` alone and required by every write statement. */
export type AuditNote = {
  readonly actorId: string;
  readonly at: string;
  readonly operation: string;
  readonly release: number;
  readonly decidedBy: string;
  readonly requestId: string;
  readonly reason: string | null;
};

/** SQL of one side of an entry; null where there is none. */
export type AuditSides = { readonly before: string | null; readonly after: string | null };

/**
 * SQL of an insert of one audit entry for each row of `from`, whose column `id` is the record's. It belongs into the very
 * statement that writes, so that neither can happen without the other. `decidedBy` is SQL of what the note leaves open.
 */
export function auditInsert<V extends { readonly note: AuditNote }>(
  binder: Binder<V>,
  entity: Entity,
  id: string,
  from: string,
  sides: AuditSides,
  decidedBy: string | null = null,
): string {
  const at = binder.bind(({ note }) => note.at);
  const actor = binder.bind(({ note }) => note.actorId);
  const operation = binder.bind(({ note }) => note.operation);
  const release = binder.bind(({ note }) => note.release);
  const decided = decidedBy ?? binder.bind(({ note }) => note.decidedBy);
  const request = binder.bind(({ note }) => note.requestId);
  const reason = binder.bind(({ note }) => note.reason);
  return (
    `insert into jig.audit_entry (at, actor_id, operation, entity, record_id, before, after, reason, release, decided_by, request_id) ` +
    `select ${at}::timestamptz, ${actor}::uuid, ${operation}::text, ${literal(entity.name)}, ${id}, ${sides.before ?? 'null::jsonb'}, ` +
    `${sides.after ?? 'null::jsonb'}, ${reason}::text, ${release}::int, ${decided}::text, ${request}::text from ${from}`
  );
}

/** SQL of a record's stored values by field name, with version and deletion mark, as `jsonb`. */
export function auditJson(sql: SqlModel, entity: Entity, alias: string): string {
  const columns = Object.values(entity.fields)
    .filter((field) => columnType(field) !== null)
    .map((field) => `${alias}.${sql.names.column(entity.name, field.name)} as ${identifier(field.name)}`);
  const all = [`${alias}.version`, `${alias}.deleted_at`, ...columns].join(', ');
  return `(select to_jsonb(o) from (select ${all}) o)`;
}
