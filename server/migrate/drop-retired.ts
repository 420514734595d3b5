import type { ClientBase } from 'pg';
import { inApp, quote } from '../sql/ddl-quote.ts';
import type { Retired } from './list-retired.ts';
import { writeTableState } from './table-state.ts';

type Client = Pick<ClientBase, 'query'>;

/** Tables that go with a retired one: its links to others. */
async function linksOf(client: Client, table: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select distinct link_name as name from jig.physical_name
     where kind = 'link' and table_name = $1 and to_regclass(format('app.%I', link_name)) is not null`,
    [table],
  );
  return rows.map(({ name }) => name);
}

/** What refers to the place from elsewhere, in words: a field, or something that was made by hand. */
export async function referrersTo(client: Client, place: Retired): Promise<readonly string[]> {
  if (place.kind !== 'table') return [];
  const going = [place.table, ...(await linksOf(client, place.table))];
  const { rows } = await client.query<{ table_name: string; entity: string | null; field: string | null }>(
    `select distinct r.relname as table_name, n.entity, n.field
     from pg_constraint k
     join pg_class r on r.oid = k.conrelid
     join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
     left join lateral (
       select entity, field from jig.physical_name p
       where p.link_name = r.relname or (p.table_name = r.relname and p.column_name = a.attname) order by p.id desc limit 1
     ) n on true
     where k.contype = 'f' and k.confrelid = to_regclass($1) and not r.relname = any($2) order by 1`,
    [inApp(place.table), going],
  );
  return rows.map(({ entity, field, table_name }) =>
    entity === null ? `the table \`${table_name}\`` : `\`${entity}.${field ?? ''}\``,
  );
}

/**
 * Drops a retired column, table of links, or table with the links of its records, and notes that it is gone. Nothing that
 * depends on it goes with it: Postgres refuses then (SQLSTATE 2BP01).
 */
export async function dropRetired(client: Client, place: Retired): Promise<void> {
  const { kind, table, column } = place;
  if (kind === 'column' && column !== null) {
    await client.query(`alter table ${inApp(table)} drop column ${quote(column)}`);
    await client.query(
      `update jig.physical_name set purged_at = now() where table_name = $1 and column_name = $2 and purged_at is null`,
      [table, column],
    );
    await writeTableState(client, [table]);
    return;
  }
  const tables = kind === 'table' ? [...(await linksOf(client, table)), table] : [table];
  const functions = await client.query<{ name: string }>(
    `select distinct t.tgfoid::regprocedure::text as name from pg_trigger t
     where t.tgrelid = any($1::regclass[]) and not t.tgisinternal and t.tgname ~ '^[12][.]'`,
    [tables.map(inApp)],
  );
  for (const name of tables) await client.query(`drop table ${inApp(name)}`);
  for (const { name } of functions.rows) await client.query(`drop function if exists ${name}`);
  await client.query(
    `update jig.physical_name set purged_at = now()
     where purged_at is null and (link_name = any($1) or ($2 and table_name = any($1)))`,
    [tables, kind === 'table'],
  );
  await writeTableState(client, tables);
}
