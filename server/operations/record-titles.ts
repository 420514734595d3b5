import type { Field } from '../../runtime/model/field.ts';
import { buildTitles } from '../sql/history-query.ts';
import type { TitlesRun } from '../sql/history-query.ts';
import { runStatement } from '../sql/statement-cache.ts';
import type { Client, Task } from './operation.ts';
import { accessKey } from './release-tools.ts';

/** A record or person named by id. Of people the entity is null. */
export type Named = { readonly entity: string | null; readonly id: string };

/** Titles by id, of those that the actor may read. */
export type Titles = ReadonlyMap<string, string | null>;

/** The ids in stored texts of a field. */
export function idsIn(field: Field, texts: readonly (string | null)[]): Named[] {
  const entity = 'to' in field ? field.to : null;
  if (entity === null && field.type !== 'user') return [];
  return texts.flatMap((text) => (text === null ? [] : listOf(field, text).map((id) => ({ entity, id }))));
}

/** A stored text of ids as records hold it: one `{id, title}`, or a list of them. */
export function namedIds(field: Field, text: string, titles: Titles): unknown {
  const links = listOf(field, text).map((id) => ({ id, title: titles.get(id) ?? null }));
  return field.type === 'references' ? links : (links[0] ?? null);
}

function listOf(field: Field, text: string): readonly string[] {
  if (field.type !== 'references') return [text];
  const ids: unknown = JSON.parse(text);
  return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
}

/** Looks up the titles that the actor may read; names of people are no secret of those who may read the field. */
export async function findTitles(task: Task, client: Client, named: readonly Named[]): Promise<Titles> {
  const { context, facts, scope, tools } = task;
  const titles = new Map<string, string | null>();
  for (const [name, group] of Map.groupBy(named, ({ entity }) => entity)) {
    const ids = [...new Set(group.map(({ id }) => id))];
    const entity = name === null ? undefined : context.release.model.entities[name];
    if (name === null) {
      const text = 'select id, name from jig.actor where id = any($1::uuid[])';
      const { rows } = await client.query<{ id: string; name: string }>({ text, values: [ids] });
      for (const row of rows) titles.set(row.id, row.name);
    } else if (entity !== undefined) {
      const statement = tools.once(`titles ${entity.name} ${accessKey(context.actor)}`, () => ({
        query: buildTitles(context.release, scope, entity),
      })).query;
      if (statement === null) continue;
      const rows = await runStatement<TitlesRun, readonly [string, string | null]>(client, statement, {
        ids,
        facts,
      });
      for (const [id, title] of rows) titles.set(id, title);
    }
  }
  return titles;
}
