import type { Field } from '../../runtime/model/field.ts';
import type { Entity } from '../../runtime/model/model.ts';
import { buildMark } from '../sql/write-many.ts';
import { runStatement } from '../sql/statement-cache.ts';
import { allOf } from '../../runtime/policy/condition.ts';
import type { Statement } from '../sql/binder.ts';
import { buildUse, MOST_USERS } from '../sql/use-query.ts';
import type { UseRow, UseRun } from '../sql/use-query.ts';
import type { Client, Task, Writer } from './operation.ts';
import { Refusal } from './refusal.ts';
import { accessKey } from './release-tools.ts';

/** Ids by entity: a record with its lines, and theirs. */
export type Family = ReadonlyMap<Entity, readonly string[]>;

/** Marks records as deleted, or takes the mark away, each with its audit entry. */
export async function markRecords(
  task: Task,
  writer: Writer,
  entity: Entity,
  ids: readonly string[],
  deleted: boolean,
): Promise<void> {
  const statement = task.tools.once(`mark ${deleted} ${entity.name}`, () =>
    buildMark(task.context.release, entity, deleted),
  );
  await runStatement(writer.client, statement, { note: writer.note, ids });
}

/**
 * The record and, level by level, the lines it owns, locked: live ones, or those deleted with it (at the same instant),
 * which is what restoring brings back.
 */
export async function findFamily(
  task: Task,
  client: Client,
  id: string,
  deletedAt: string | null,
): Promise<Family> {
  const { model, names } = task.context.release;
  const family = new Map<Entity, string[]>([[task.entity, [id]]]);
  const open: Entity[] = [task.entity];
  for (let entity = open.pop(); entity !== undefined; entity = open.pop()) {
    for (const lines of Object.values(model.entities)) {
      if (lines.partOf?.entity !== entity.name) continue;
      const { rows } = await client.query<{ id: string }>({
        text:
          `select id from ${names.table(lines.name)} where ${names.column(lines.name, lines.partOf.field)} = any($1::uuid[]) ` +
          `and deleted_at is not distinct from $2::timestamptz order by id for update`,
        values: [family.get(entity) ?? [], deletedAt],
      });
      const fresh = rows.map((row) => row.id).filter((found) => family.get(lines)?.includes(found) !== true);
      if (fresh.length === 0) continue;
      family.set(lines, [...(family.get(lines) ?? []), ...fresh]);
      open.push(lines);
    }
  }
  return family;
}

/** Refuses to delete what live records outside the family require, naming their entities. */
export async function refuseInUse(task: Task, client: Client, family: Family): Promise<void> {
  const { model } = task.context.release;
  const users: string[] = [];
  for (const [target, ids] of family)
    for (const { entity, field } of requirers(model.entities, target)) {
      const run = { ids, except: family.get(entity) ?? [], facts: task.facts };
      const [row] = await runStatement<UseRun, UseRow>(client, useStatement(task, entity, field), run);
      const [used, readable] = row ?? [0, 0];
      if (used > 0) users.push(describeUse(entity, used, readable));
    }
  if (users.length === 0) return;
  const readable = [...new Set(users)];
  throw new Refusal(
    'record/in_use',
    `The ${task.entity.title.toLowerCase()} cannot be deleted: ${readable.join(' and ')} still need it.`,
  );
}

/** Required references to the target, besides those of its own lines, which go with it. */
function requirers(
  entities: Readonly<Record<string, Entity>>,
  target: Entity,
): { entity: Entity; field: Field }[] {
  return Object.values(entities).flatMap((entity) =>
    Object.values(entity.fields)
      .filter(
        (field) => field.type === 'reference' && field.to === target.name && field.required && !field.partOf,
      )
      .map((field) => ({ entity, field })),
  );
}

function useStatement({ context, scope, tools }: Task, entity: Entity, field: Field): Statement<UseRun> {
  return tools.once(`use ${entity.name} ${field.name} ${accessKey(context.actor)}`, () => {
    const readable = allOf([scope.rows(entity), scope.visibility(entity, field.name).clear]);
    return buildUse(context.release, entity, field, readable);
  });
}

/** Told only as far as they may be read; the rest are others. */
function describeUse(entity: Entity, used: number, readable: number): string {
  if (readable === 0) return 'other records';
  const count = readable > MOST_USERS ? `more than ${MOST_USERS}` : String(readable);
  const told = `${count} ${(readable === 1 ? entity.title : entity.plural).toLowerCase()}`;
  return used === readable ? told : `${told} and other records`;
}

/** Refuses to restore what requires a deleted record outside the family. */
export async function refuseNeedsDeleted(task: Task, client: Client, family: Family): Promise<void> {
  const { model, names } = task.context.release;
  for (const [entity, ids] of family)
    for (const field of Object.values(entity.fields)) {
      const target = field.type === 'reference' && field.required ? model.entities[field.to] : undefined;
      if (target === undefined) continue;
      const { rows } = await client.query<{ id: string }>({
        text:
          `select x.id from ${names.table(target.name)} x join ${names.table(entity.name)} t on t.${names.column(entity.name, field.name)} = x.id ` +
          `where t.id = any($1::uuid[]) and x.deleted_at is not null and x.id <> all($2::uuid[]) limit 1`,
        values: [ids, family.get(target) ?? []],
      });
      if (rows.length === 0) continue;
      throw new Refusal(
        'record/needs_deleted',
        `The ${task.entity.title.toLowerCase()} cannot be restored: ${describeNeed(task, entity, field)} is deleted.`,
        task.scope.decision(target.name).allowed
          ? { hint: `Restore the ${target.title.toLowerCase()} first.` }
          : {},
      );
    }
}

function describeNeed({ scope }: Task, entity: Entity, field: Field): string {
  const known = scope.field(entity, field.name) !== undefined;
  return known ? `its ${field.label.toLowerCase()}` : 'a record that it needs';
}
