import { createHash } from 'node:crypto';
import type { Entity } from '../../runtime/model/model.ts';
import { coveredFields, decide } from '../../runtime/policy/decide.ts';
import type { WriteRules } from '../../runtime/request/write-request.ts';
import { parseWriteRequest } from '../../runtime/request/write-request.ts';
import type { WriteRequest } from '../../runtime/request/write-request.ts';
import type { WriteMode } from '../../runtime/validate/record-schema.ts';
import type { IdempotencyKey } from '../sql/write-record.ts';
import type { Task } from './operation.ts';
import { Refusal } from './refusal.ts';
import { accessKey } from './release-tools.ts';
import { invalidRecord } from './targets.ts';

const LONGEST_KEY = 200;

/** What bodies of this task's actor are checked against. */
export function writeRules(task: Task): WriteRules {
  const { context, tools, scope } = task;
  const { model } = context.release;
  return {
    model,
    writable: (entity, mode) =>
      tools.once(`writable ${mode} ${entity.name} ${accessKey(context.actor)}`, () => {
        const names = new Set(coveredFields(entity, decide(model, context.actor, mode, entity.name)));
        // A state is changed by actions alone; the system loads records in any.
        if (entity.lifecycle !== null && context.actor.kind !== 'system')
          names.delete(entity.lifecycle.field);
        return names;
      }),
    readable: (entity) => scope.names(entity),
    check: tools.check,
  };
}

/** The checked body, or the refusal that names everything wrong with it. */
export function readBody(task: Task, mode: WriteMode, body: unknown): WriteRequest {
  const result = parseWriteRequest(writeRules(task), task.entity, mode, body);
  if (!result.ok) throw invalidRecord(result.errors);
  return result.value;
}

/** Refuses to write a line alone where its parent holds the whole list of its lines. */
export function refuseOwnedLine({ context, entity }: Task): void {
  const parent = ownerOf(context.release.model.entities, entity);
  if (parent === null) return;
  throw new Refusal(
    'record/owned_line',
    `${entity.plural} are lines of ${parent.title.toLowerCase()} records and are written with them.`,
    { hint: `Send the whole list of lines in the body of the ${parent.title.toLowerCase()}.` },
  );
}

function ownerOf(entities: Readonly<Record<string, Entity>>, entity: Entity): Entity | null {
  const parent = entity.partOf === null ? undefined : entities[entity.partOf.entity];
  const holds = Object.values(parent?.fields ?? {}).some(
    (field) => field.type === 'children' && field.owned && field.of === entity.name,
  );
  return parent !== undefined && holds ? parent : null;
}

/** The key of a request that may come again; it stands for entity and body. */
export function idempotencyKey(task: Task, key: string | null, body: unknown): IdempotencyKey | null {
  return key === null ? null : keyOf(key, task.entity.name, body);
}

/** The same for what is about no entity: `of` says what is done. */
export function keyOf(key: string, of: string, body: unknown): IdempotencyKey {
  if (key.length > LONGEST_KEY || !/^[\x21-\x7e]+$/u.test(key))
    throw new Refusal(
      'request/malformed',
      `\`Idempotency-Key\` is not one to ${LONGEST_KEY} visible ASCII characters.`,
    );
  const hash = createHash('sha256').update(`${of}\n${JSON.stringify(body)}`);
  return { key, requestHash: hash.digest('hex') };
}

/** Part of a cache key that tells apart by what of a record an actor may see and which fields are written. */
export function shapeOf(task: Task, names: readonly string[]): string {
  return `${task.entity.name} ${names.join()} ${accessKey(task.context.actor)}`;
}
