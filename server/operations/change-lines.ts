import type { ChildrenField, Field } from '../../runtime/model/field.ts';
import { FIELD_TYPES } from '../../runtime/model/field-types/registry.ts';
import type { Entity } from '../../runtime/model/model.ts';
import { decide } from '../../runtime/policy/decide.ts';
import type { LineRequest, WriteRequest } from '../../runtime/request/write-request.ts';
import { fieldError, pointerTo } from '../../runtime/validate/pointer.ts';
import type { FieldErrorJson } from '../../runtime/wire/record.ts';
import { changeable } from '../../runtime/plan/write-plan.ts';
import { buildLockLines } from '../sql/lines-query.ts';
import type { LinesRun } from '../sql/lines-query.ts';
import { buildUpdateMany } from '../sql/write-many.ts';
import { runStatement } from '../sql/statement-cache.ts';
import { fillDefaults } from './fill-defaults.ts';
import { markRecords, refuseInUse } from './mark-records.ts';
import { loadLinks, replaceLinks } from './links.ts';
import { columns, insertRecords, newRecord, newTargets } from './new-record.ts';
import type { NewRecord } from './new-record.ts';
import type { Client, Task, Writer } from './operation.ts';
import { accessKey } from './release-tools.ts';
import type { Target } from './targets.ts';
import { invalidRecord, targetsOf } from './targets.ts';

/** What becomes of the lines of one children field. */
export type LinesChange = {
  readonly entity: Entity;
  /** Place of the lines in the body. */
  readonly pointer: string;
  readonly added: readonly NewRecord[];
  readonly kept: readonly {
    readonly id: string;
    readonly request: LineRequest;
    readonly children: ChildrenChange;
  }[];
  readonly removed: readonly string[];
};

/** What becomes of all lines of a record, with what must hold before and what the audit entry of the parent says. */
export type ChildrenChange = {
  readonly fields: readonly LinesChange[];
  readonly targets: readonly Target[];
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
};

type Existing = {
  readonly id: string;
  readonly version: number;
  readonly values: Readonly<Record<string, unknown>>;
};

/** Compares the lines that there are (and locks them) with those asked for; refuses unknown lines and forbidden removals. */
export async function planChildren(
  task: Task,
  client: Client,
  parent: Entity,
  parentId: string,
  request: WriteRequest,
  pointer: string,
): Promise<ChildrenChange> {
  const fields: LinesChange[] = [];
  const targets: Target[] = [];
  const before: Record<string, unknown> = {};
  const after: Record<string, unknown> = {};
  for (const [name, lines] of Object.entries(request.lines)) {
    const field = parent.fields[name];
    const entity = field?.type === 'children' ? task.context.release.model.entities[field.of] : undefined;
    if (field?.type !== 'children' || entity === undefined) continue;
    const existing = await lockLines(task, client, entity, field, parentId);
    const planned = await planField(
      task,
      client,
      entity,
      field,
      parentId,
      existing,
      lines,
      pointerTo(pointer, name),
    );
    fields.push(planned.change);
    targets.push(...planned.targets);
    before[name] = [...existing.values()].map(({ id, version }) => ({ id, version }));
    after[name] = [
      ...planned.change.kept.map(({ id, request }) => ({ id, ...request.values })),
      ...planned.change.added.map(({ id }) => ({ id, version: 1 })),
    ];
  }
  return { fields, targets, before, after };
}

/** Lines that the actor may not read are not there: they are neither named nor removed by leaving them out. */
async function lockLines(
  task: Task,
  client: Client,
  entity: Entity,
  field: ChildrenField,
  parentId: string,
): Promise<Map<string, Existing>> {
  const { context, facts, scope, tools } = task;
  const links = Object.values(entity.fields).filter(
    (candidate) => candidate.type === 'reference' || candidate.type === 'user',
  );
  const statement = tools.once(`lines ${entity.name} ${field.by} ${accessKey(context.actor)}`, () =>
    buildLockLines(context.release, entity, field.by, links, changeable(scope, entity)),
  );
  const rows = await runStatement<LinesRun, readonly [string, number, ...unknown[]]>(client, statement, {
    parent: parentId,
    facts,
  });
  return new Map(
    rows.map(([id, version, ...cells]) => {
      const values = Object.fromEntries(links.map(({ name }, index) => [name, cells[index]]));
      return [id, { id, version, values }];
    }),
  );
}

async function planField(
  task: Task,
  client: Client,
  entity: Entity,
  field: ChildrenField,
  parentId: string,
  existing: ReadonlyMap<string, Existing>,
  lines: readonly LineRequest[],
  pointer: string,
): Promise<{ change: LinesChange; targets: Target[] }> {
  const errors: FieldErrorJson[] = [];
  const added: NewRecord[] = [];
  const kept: LinesChange['kept'][number][] = [];
  const targets: Target[] = [];
  for (const request of lines) {
    const old = request.id === null ? undefined : existing.get(request.id);
    if (request.id === null)
      added.push(newRecord(task, entity, request, request.pointer, { [field.by]: parentId }));
    else if (old === undefined) errors.push(fieldError(pointerTo(request.pointer, 'id'), 'line/unknown'));
    else {
      const links = await loadLinks(task, client, entity, old.id, Object.keys(request.links));
      const children = await planChildren(task, client, entity, old.id, request, request.pointer);
      kept.push({ id: old.id, request, children });
      targets.push(
        ...targetsOf(task, entity, request.values, request.links, request.pointer, {
          ...old.values,
          ...links,
        }),
      );
      targets.push(...children.targets);
    }
  }
  const named = new Set(kept.map(({ id }) => id));
  const removed = [...existing.keys()].filter((id) => !named.has(id));
  const mayRemove = decide(task.context.release.model, task.context.actor, 'delete', entity.name).allowed;
  if (removed.length > 0 && errors.length === 0 && !mayRemove)
    errors.push(fieldError(pointer, 'line/not_allowed', { operation: 'remove' }));
  if (errors.length > 0) throw invalidRecord(errors);
  targets.push(...newTargets(task, entity, added, field.by));
  const filled = await fillDefaults(task, client, entity, added);
  return { change: { entity, pointer, added: filled, kept, removed }, targets };
}

/** Writes what was planned: removals first, so that a unique value may move from one line to another. */
export async function applyChildren(task: Task, writer: Writer, change: ChildrenChange): Promise<void> {
  for (const { entity, added, kept, removed } of change.fields) {
    if (removed.length > 0) {
      await refuseInUse(task, writer.client, new Map([[entity, removed]]));
      await markRecords(task, writer, entity, removed, true);
    }
    await updateLines(task, writer, entity, kept);
    for (const line of kept) {
      await replaceLinks(task, writer.client, entity, { id: line.id, links: line.request.links });
      await applyChildren(task, writer, line.children);
    }
    if (added.length > 0) await insertRecords(task, writer, entity, added);
  }
}

/** Lines with the same fields are written by one statement; those that stay as they are, are left alone. */
async function updateLines(
  task: Task,
  writer: Writer,
  entity: Entity,
  kept: LinesChange['kept'],
): Promise<void> {
  const groups = Map.groupBy(kept, ({ request }) => Object.keys(request.values).toSorted().join());
  for (const [key, group] of groups) {
    const fields = fieldsNamed(entity, group[0]?.request.values ?? {});
    if (fields.length === 0) continue;
    const statement = task.tools.once(`update many ${entity.name} ${key}`, () =>
      buildUpdateMany(task.context.release, entity, fields),
    );
    const rows = JSON.stringify(group.map(({ id, request }) => ({ id, ...columns(fields, request.values) })));
    await runStatement(writer.client, statement, { note: writer.note, rows });
  }
}

function fieldsNamed(entity: Entity, values: Readonly<Record<string, unknown>>): Field[] {
  return Object.values(entity.fields).filter(
    (field) => Object.hasOwn(values, field.name) && FIELD_TYPES[field.type].sqlType(field) !== null,
  );
}
