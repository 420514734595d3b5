import type { Field } from '../../runtime/model/field.ts';
import type { Entity } from '../../runtime/model/model.ts';
import { buildMark } from '../sql/write-many.ts';
import { runStatement } from '../sql/statement-cache.ts';
import type { Client, Task, Writer } from './operation.ts';
import { Refusal } from './refusal.ts';

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
  const { model, names } = task.context.release;
  const users: string[] = [];
  for (const [target, ids] of family)
    for (const { entity, field } of requirers(model.entities, target)) {
      const { rows } = await client.query<{ used: number }>({
        text:
          `select count(*)::int as used from (select 1 from ${names.table(entity.name)} where ${names.column(entity.name, field.name)} = any($1::uuid[]) ` +
          `and deleted_at is null and id <> all($2::uuid[]) limit 1001) x`,
        values: [ids, family.get(entity) ?? []],
      });
      const used = rows[0]?.used ?? 0;
      if (used > 0) users.push(describeUse(task, entity, used));
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

/** How many there are is told only to those who may read them. */
function describeUse(task: Task, entity: Entity, used: number): string {
  if (!task.scope.decision(entity.name).allowed) return 'other records';
  const count = used > 1000 ? 'more than 1000' : String(used);
  return `${count} ${(used === 1 ? entity.title : entity.plural).toLowerCase()}`;
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
        `The ${task.entity.title.toLowerCase()} cannot be restored: its ${field.label.toLowerCase()} is deleted.`,
        {
          hint: `Restore the ${target.title.toLowerCase()} first.`,
        },
      );
    }
}
