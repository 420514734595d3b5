import type { Given } from '../../runtime/model/example.ts';
import type { Entity } from '../../runtime/model/model.ts';
import { getRecord } from '../operations/get-record.ts';
import type { Context } from '../operations/operation.ts';
import { runOperation } from '../operations/run-operation.ts';
import { isMap, type GivenValues } from './example-records.ts';

type RecordJson = Readonly<Record<string, unknown>>;

/** The record as the actor of the context reads it, and behind its references as far as something is expected of them. */
export async function readExpected(
  context: Context,
  entity: Entity,
  id: string,
  expected: GivenValues,
): Promise<RecordJson> {
  const { json } = await runOperation(context, getRecord, { entity: entity.name, id });
  const record: Record<string, unknown> = { ...(JSON.parse(json) as RecordJson) };
  for (const [name, given] of Object.entries(expected)) {
    const field = Object.hasOwn(entity.fields, name) ? entity.fields[name] : undefined;
    const target =
      field !== undefined && 'to' in field ? context.release.model.entities[field.to] : undefined;
    if (target !== undefined) record[name] = await readLinks(context, target, record[name], given);
  }
  return record;
}

async function readLinks(context: Context, target: Entity, link: unknown, given: Given): Promise<unknown> {
  if (Array.isArray(link) && Array.isArray(given)) {
    const records: unknown[] = [];
    for (const [index, item] of link.entries())
      records.push(await readLinks(context, target, item, (given as readonly Given[])[index] ?? null));
    return records;
  }
  if (!isMap(given) || typeof link !== 'object' || link === null || !('id' in link)) return link;
  return await readExpected(context, target, String(link.id), given);
}
