import type { Entity } from '../../runtime/model/model.ts';
import { fieldError, pointerTo } from '../../runtime/validate/pointer.ts';
import type { FieldErrorJson } from '../../runtime/wire/record.ts';
import { runStatement } from '../sql/statement-cache.ts';
import { buildTargets } from '../sql/target-query.ts';
import type { TargetsRun } from '../sql/target-query.ts';
import type { Client, Task } from './operation.ts';
import { Refusal } from './refusal.ts';
import { accessKey } from './release-tools.ts';

/** A record or person that written values refer to. */
export type Target = {
  readonly pointer: string;
  readonly field: string;
  /** Entity of the target; null for people. */
  readonly entity: Entity | null;
  readonly id: string;
};

/**
 * The targets in a record's written values and links. What `before` already refers to is left out: it may stay, even where
 * it was deleted meanwhile or may no longer be chosen.
 */
export function targetsOf(
  task: Task,
  entity: Entity,
  values: Readonly<Record<string, unknown>>,
  links: Readonly<Record<string, readonly string[]>>,
  pointer: string,
  before: Readonly<Record<string, unknown>> | null,
): Target[] {
  const { entities } = task.context.release.model;
  const single = Object.entries(values).flatMap(([name, value]): Target[] => {
    const field = entity.fields[name];
    if (typeof value !== 'string' || before?.[name] === value) return [];
    if (field?.type === 'reference')
      return [
        { pointer: pointerTo(pointer, name), field: name, entity: entities[field.to] ?? null, id: value },
      ];
    const own = value === task.context.actor.id;
    return field?.type === 'user' && !own
      ? [{ pointer: pointerTo(pointer, name), field: name, entity: null, id: value }]
      : [];
  });
  const many = Object.entries(links).flatMap(([name, ids]): Target[] => {
    const field = entity.fields[name];
    const target = field?.type === 'references' ? entities[field.to] : undefined;
    const kept = new Set(before?.[name] as readonly string[] | undefined);
    if (target === undefined) return [];
    const at = pointerTo(pointer, name);
    return ids.flatMap((id, index) =>
      kept.has(id) ? [] : [{ pointer: pointerTo(at, index), field: name, entity: target, id }],
    );
  });
  return [...single, ...many];
}

/**
 * Refuses, with a pointer each, targets that do not exist, are deleted or may not be read, in the same words. Locks the
 * others against deletion until the transaction ends; in the order of their ids, so that two writers do not wait for each
 * other.
 */
export async function checkTargets(task: Task, client: Client, targets: readonly Target[]): Promise<void> {
  const errors: FieldErrorJson[] = [];
  for (const [entity, group] of Map.groupBy(targets, (target) => target.entity)) {
    const live = await liveIds(task, client, entity, [...new Set(group.map((target) => target.id))]);
    for (const { id, pointer } of group)
      if (!live.has(id)) errors.push(fieldError(pointer, 'reference/unknown'));
  }
  if (errors.length > 0) throw invalidRecord(errors);
}

async function liveIds(
  task: Task,
  client: Client,
  entity: Entity | null,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const { context, tools, scope, facts } = task;
  if (entity === null) {
    const text = `select id from jig.actor where id = any($1::uuid[]) and active and kind = 'person'`;
    const { rows } = await client.query<{ id: string }>({ text, values: [ids] });
    return new Set(rows.map((row) => row.id));
  }
  if (scope.rows(entity) === false) return new Set();
  const statement = tools.once(`targets ${entity.name} ${accessKey(context.actor)}`, () =>
    buildTargets(context.release, entity, scope.rows(entity)),
  );
  const rows = await runStatement<TargetsRun, readonly [string]>(client, statement, { ids, facts });
  return new Set(rows.map(([id]) => id));
}

/** The refusal of a body whose values are wrong. */
export function invalidRecord(errors: readonly FieldErrorJson[]): Refusal {
  const [first] = errors;
  const place = first === undefined || first.pointer === '' ? '' : ` at ${first.pointer}`;
  const more = errors.length > 1 ? ` and ${errors.length - 1} more` : '';
  return new Refusal(
    'record/invalid',
    `${first?.message ?? 'A value is not right.'} (${errors.length === 1 ? 'One problem' : 'First problem'}${place}${more}.)`,
    { errors },
  );
}
