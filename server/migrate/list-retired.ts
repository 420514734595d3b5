import type { ClientBase } from 'pg';
import { inApp, quote } from '../sql/ddl-quote.ts';

type Client = Pick<ClientBase, 'query'>;

/** Something that no release in force names, kept with everything that anybody wrote. */
export type Retired = {
  readonly entity: string;
  /** Null for a whole entity with its records. */
  readonly field: string | null;
  readonly kind: 'table' | 'column' | 'link';
  /** Physical table; of links their own. */
  readonly table: string;
  readonly column: string | null;
  /** Release from which on it was not in force. */
  readonly release: number;
  /** Values of a column, records of a table, links. */
  readonly values: number;
  readonly bytes: number;
  /** Whether its values live on in a column of another type. */
  readonly superseded: boolean;
};

type Place = Omit<Retired, 'values' | 'bytes'>;

/** Latest name of each place that is there and not in force; columns and links of a retired table go with the table. */
const QUERY = `
with place as (
  select distinct on (kind, table_name, column_name, link_name) entity, field, kind, table_name, column_name, link_name, until_release
  from jig.physical_name where purged_at is null order by kind, table_name, column_name, link_name, until_release desc nulls first, id desc
), retired as (select * from place where until_release is not null)
select r.entity, r.field, r.kind, coalesce(r.link_name, r.table_name) as table, r.column_name as column, r.until_release as release,
  r.kind = 'column' and coalesce(starts_with(col_description(c.oid, a.attnum), 'superseded by '), false) as superseded
from retired r
join pg_class c on c.relnamespace = 'app'::regnamespace and c.relname = coalesce(r.link_name, r.table_name) and c.relkind = 'r'
left join pg_attribute a on a.attrelid = c.oid and a.attname = r.column_name and not a.attisdropped
where (r.kind <> 'column' or a.attnum is not null)
  and (r.kind = 'table' or not exists (select from retired t where t.kind = 'table' and t.table_name = r.table_name))
order by r.entity, r.field nulls first, r.until_release, r.column_name`;

/** Lists what is retired; of one entity or field where it is named. Counts values, which reads what it lists. */
export async function listRetired(
  client: Client,
  only: { readonly entity: string; readonly field: string | null } | null = null,
): Promise<readonly Retired[]> {
  const { rows } = await client.query<Place>(QUERY);
  const wanted = rows.filter(
    ({ entity, field }) => only === null || (entity === only.entity && field === only.field),
  );
  const retired: Retired[] = [];
  for (const place of wanted) retired.push({ ...place, ...(await sizeOf(client, place)) });
  return retired;
}

async function sizeOf(
  client: Client,
  { kind, table, column }: Place,
): Promise<{ readonly values: number; readonly bytes: number }> {
  const records = inApp(table);
  const { rows } = await client.query<{ values: number; bytes: number }>(
    kind === 'column' && column !== null
      ? `select count(${quote(column)})::float8 as values, coalesce(sum(pg_column_size(${quote(column)})), 0)::float8 as bytes from ${records}`
      : `select count(*)::float8 as values, pg_total_relation_size(to_regclass($1))::float8 as bytes from ${records}`,
    kind === 'column' ? [] : [records],
  );
  return rows[0] ?? { values: 0, bytes: 0 };
}
