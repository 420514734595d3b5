import { v7 } from 'uuid';
import type { ChildrenField, Field } from '../../runtime/model/field.ts';
import type { Entity } from '../../runtime/model/model.ts';
import { storedValue } from '../../runtime/plan/write-plan.ts';
import type { WriteRequest } from '../../runtime/request/write-request.ts';
import { defaultValues } from '../../runtime/validate/defaults.ts';
import { pointerTo } from '../../runtime/validate/pointer.ts';
import { buildAuditCreated, buildInsertMany } from '../sql/write-many.ts';
import { runStatement } from '../sql/statement-cache.ts';
import { insertLinks } from './links.ts';
import type { Target } from './targets.ts';
import { targetsOf } from './targets.ts';
import type { Task, Writer } from './operation.ts';

/** A record that is about to be inserted, with everything that comes with it. */
export type NewRecord = {
  readonly id: string;
  readonly pointer: string;
  /** Checked values with defaults, by field. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly links: WriteRequest['links'];
  readonly lines: readonly NewLines[];
  /** Names of the fields that were given. */
  readonly given: readonly string[];
};
export type NewLines = {
  readonly field: ChildrenField;
  readonly entity: Entity;
  readonly records: readonly NewRecord[];
};

/** Records of one statement: enough to make round trips cheap, few enough to keep its parameter at some megabytes. */
const ROWS_PER_STATEMENT = 500;

/** Gives a checked request its id and defaults, and so down to its lines. `fixed` holds values that people do not write. */
export function newRecord(
  task: Task,
  entity: Entity,
  request: WriteRequest,
  pointer: string,
  fixed: Readonly<Record<string, unknown>> = {},
): NewRecord {
  const { context, now } = task;
  const { workspace, entities } = context.release.model;
  const defaults = defaultValues(entity, { now, timeZone: workspace.timeZone, actorId: context.actor.id });
  const id = v7();
  const lines = Object.entries(request.lines).flatMap(([name, requests]): NewLines[] => {
    const field = entity.fields[name];
    const of = field?.type === 'children' ? entities[field.of] : undefined;
    if (field?.type !== 'children' || of === undefined) return [];
    const at = pointerTo(pointer, name);
    return [
      {
        field,
        entity: of,
        records: requests.map((line, index) =>
          newRecord(task, of, line, pointerTo(at, index), { [field.by]: id }),
        ),
      },
    ];
  });
  const values = { ...defaults, ...request.values, ...fixed };
  const given = [request.values, request.links, request.lines].flatMap((part) => Object.keys(part));
  return { id, pointer, values, links: request.links, lines, given };
}

/** Every record that the new ones refer to by what people wrote, down to their lines. */
export function newTargets(
  task: Task,
  entity: Entity,
  records: readonly NewRecord[],
  by: string | null = null,
): Target[] {
  return records.flatMap((record) => [
    ...targetsOf(task, entity, record.values, record.links, record.pointer, null).filter(
      (target) => target.field !== by,
    ),
    ...record.lines.flatMap((lines) => newTargets(task, lines.entity, lines.records, lines.field.by)),
  ]);
}

/**
 * Inserts records with audit entries, then their links, then their lines. Where rules are still to be judged, `audited` is
 * false, and `auditRecords` follows once it is known which grants decided.
 */
export async function insertRecords(
  task: Task,
  writer: Writer,
  entity: Entity,
  records: readonly NewRecord[],
  audited = true,
): Promise<void> {
  const fields = Object.values(entity.fields).filter((field) =>
    records.some(({ values }) => Object.hasOwn(values, field.name)),
  );
  const { release } = task.context;
  const key = `insert many ${audited} ${entity.name} ${fields.map((field) => field.name).join()}`;
  const statement = task.tools.once(key, () => buildInsertMany(release, entity, fields, audited));
  for (let start = 0; start < records.length; start += ROWS_PER_STATEMENT) {
    const part = records.slice(start, start + ROWS_PER_STATEMENT);
    const rows = JSON.stringify(
      part.map((record) => ({ id: record.id, besides: besides(record), ...columns(fields, record.values) })),
    );
    await runStatement(writer.client, statement, { note: writer.note, rows });
  }
  await insertLinks(task, writer.client, entity, records);
  for (const { of, lines } of linesTogether(records)) await insertRecords(task, writer, of, lines, audited);
}

/** The lines of all the records, by field, so that a statement takes those of many. */
function linesTogether(
  records: readonly NewRecord[],
): readonly { readonly of: Entity; readonly lines: readonly NewRecord[] }[] {
  const byField = Map.groupBy(
    records.flatMap((record) => record.lines),
    (lines) => lines.field.name,
  );
  return [...byField.values()].flatMap((group) => {
    const of = group[0]?.entity;
    const lines = group.flatMap((part) => part.records);
    return of === undefined || lines.length === 0 ? [] : [{ of, lines }];
  });
}

/** Writes the audit entries of inserted records and their lines; `decidedBy` says which grants allowed each. */
export async function auditRecords(
  task: Task,
  writer: Writer,
  entity: Entity,
  records: readonly NewRecord[],
  decidedBy: (id: string) => string,
): Promise<void> {
  const statement = task.tools.once(`audit created ${entity.name}`, () =>
    buildAuditCreated(task.context.release, entity),
  );
  for (let start = 0; start < records.length; start += ROWS_PER_STATEMENT) {
    const part = records.slice(start, start + ROWS_PER_STATEMENT);
    const rows = JSON.stringify(
      part.map((record) => ({ id: record.id, besides: besides(record), decided_by: decidedBy(record.id) })),
    );
    await runStatement(writer.client, statement, { note: writer.note, rows });
  }
  for (const { of, lines } of linesTogether(records)) await auditRecords(task, writer, of, lines, decidedBy);
}

/** Values by column place, for the JSON list of a statement over many records. */
export function columns(
  fields: readonly Field[],
  values: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(
    fields.map((field, index) => [
      `f${index}`,
      field.type === 'json' ? (values[field.name] ?? null) : storedValue(field, values[field.name]),
    ]),
  );
}

/** What the audit entry says beside the record's own columns. */
function besides(record: NewRecord): Record<string, unknown> | null {
  const lines = record.lines.map(
    ({ field, records }) => [field.name, records.map(({ id }) => ({ id, version: 1 }))] as const,
  );
  const all = { ...record.links, ...Object.fromEntries(lines) };
  return Object.keys(all).length === 0 ? null : all;
}
