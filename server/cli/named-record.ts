import { isRecordId } from '../../runtime/model/field-types/reference.ts';
import { listRecords } from '../operations/list-records.ts';
import type { Context } from '../operations/operation.ts';
import { runOperation } from '../operations/run-operation.ts';
import { CommandProblem } from './with-release.ts';

/** `refund/R-17`: the entity, and the id or title of a record; null where only an entity is named. */
export type NamedRecord = { readonly entity: string; readonly record: string | null };

/** Splits at the first slash: titles may hold further ones. */
export function splitRecord(word: string): NamedRecord {
  const at = word.indexOf('/');
  return at < 0 ? { entity: word, record: null } : { entity: word.slice(0, at), record: word.slice(at + 1) };
}

/** The id of the one live record with that id or title. */
export async function findRecord(context: Context, { entity, record }: NamedRecord): Promise<string | null> {
  if (record === null || isRecordId(record)) return record;
  const known = context.release.model.entities;
  const title = Object.hasOwn(known, entity) ? known[entity]?.titleField : undefined;
  const query = [
    [`filter.${title ?? ''}`, record],
    ['limit', '2'],
  ] as const;
  const json = await runOperation(context, listRecords, { entity, query });
  const { data } = JSON.parse(json) as { data: readonly { readonly id: string }[] };
  const [found, other] = data;
  if (found === undefined)
    throw new CommandProblem(`There is no ${entity} whose ${title} is \`${record}\`. Name it by its id.`);
  if (other !== undefined)
    throw new CommandProblem(
      `There are several of ${entity} whose ${title} is \`${record}\`. Name one by its id.`,
    );
  return found.id;
}
