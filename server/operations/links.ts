import type { Entity } from '../../runtime/model/model.ts';
import type { Client, Task } from './operation.ts';

type Linked = { readonly id: string; readonly links: Readonly<Record<string, readonly string[]>> };

/** Inserts the many-to-many links of records that have none yet. */
export async function insertLinks(
  task: Task,
  client: Client,
  entity: Entity,
  records: readonly Linked[],
): Promise<void> {
  for (const field of Object.values(entity.fields)) {
    if (field.type !== 'references') continue;
    const pairs = records.flatMap(({ id, links }) =>
      (links[field.name] ?? []).map((to) => [id, to] as const),
    );
    if (pairs.length === 0) continue;
    const link = task.context.release.names.link(entity.name, field.name);
    await client.query({
      text: `insert into ${link.table} (${link.from}, ${link.to}) select * from unnest($1::uuid[], $2::uuid[])`,
      values: [pairs.map(([from]) => from), pairs.map(([, to]) => to)],
    });
  }
}

/** The ids that a record's links named before, by field, for the fields in `names`. */
export async function loadLinks(
  task: Task,
  client: Client,
  entity: Entity,
  id: string,
  names: readonly string[],
): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const name of names) {
    const link = task.context.release.names.link(entity.name, name);
    const text = `select ${link.to} as id from ${link.table} where ${link.from} = $1::uuid order by ${link.to}`;
    const { rows } = await client.query<{ id: string }>({ text, values: [id] });
    found[name] = rows.map((row) => row.id);
  }
  return found;
}

/** Makes the links of a record those in `links`, leaving alone what is already there. */
export async function replaceLinks(
  task: Task,
  client: Client,
  entity: Entity,
  { id, links }: Linked,
): Promise<void> {
  for (const [name, ids] of Object.entries(links)) {
    const link = task.context.release.names.link(entity.name, name);
    await client.query({
      text: `delete from ${link.table} where ${link.from} = $1::uuid and ${link.to} <> all($2::uuid[])`,
      values: [id, ids],
    });
    await client.query({
      text:
        `insert into ${link.table} (${link.from}, ${link.to}) select $1::uuid, x from unnest($2::uuid[]) x ` +
        `where not exists (select 1 from ${link.table} l where l.${link.from} = $1::uuid and l.${link.to} = x)`,
      values: [id, ids],
    });
  }
}
