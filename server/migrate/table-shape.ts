import type { ClientBase } from 'pg';

/** What Postgres says of one table, in its own words, in the order of the names. */
export type TableShape = {
  readonly columns: readonly {
    readonly name: string;
    readonly type: string;
    readonly not_null: boolean;
    /** Of a generated column its expression. */
    readonly default: string | null;
    readonly comment: string | null;
  }[];
  readonly constraints: readonly { readonly name: string; readonly definition: string }[];
  readonly indexes: readonly {
    readonly name: string;
    readonly definition: string;
    readonly valid: boolean;
  }[];
  readonly triggers: readonly { readonly name: string; readonly definition: string }[];
};

/** By unquoted table name. */
export type TableShapes = Readonly<Record<string, TableShape>>;

const QUERY = `
select coalesce(json_object_agg(r.relname, json_build_object(
  'columns', (select coalesce(json_agg(json_build_object(
      'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'not_null', a.attnotnull,
      'default', pg_get_expr(d.adbin, d.adrelid), 'comment', col_description(r.oid, a.attnum)) order by a.attname), '[]')
    from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped),
  'constraints', (select coalesce(json_agg(json_build_object(
      'name', c.conname, 'definition', pg_get_constraintdef(c.oid)) order by c.conname), '[]')
    from pg_constraint c where c.conrelid = r.oid and c.contype in ('c', 'f', 'p', 'u', 'x')),
  'indexes', (select coalesce(json_agg(json_build_object(
      'name', i.relname, 'definition', pg_get_indexdef(i.oid), 'valid', x.indisvalid) order by i.relname), '[]')
    from pg_index x join pg_class i on i.oid = x.indexrelid where x.indrelid = r.oid and not x.indisprimary),
  'triggers', (select coalesce(json_agg(json_build_object(
      'name', t.tgname, 'definition', pg_get_triggerdef(t.oid) || ' ' || md5(p.prosrc)) order by t.tgname), '[]')
    from pg_trigger t join pg_proc p on p.oid = t.tgfoid where t.tgrelid = r.oid and not t.tgisinternal)
) order by r.relname), '{}') as shapes
from pg_class r where r.relnamespace = 'app'::regnamespace and r.relkind in ('r', 'p')`;

/** Reads the given tables of the records' schema, or all of them; those that are not there are left out. */
export async function readTableShapes(
  client: Pick<ClientBase, 'query'>,
  tables: readonly string[] | null,
): Promise<TableShapes> {
  const { rows } = await client.query<{ shapes: TableShapes }>(
    `${QUERY} and ($1::text[] is null or r.relname = any($1))`,
    [tables],
  );
  return rows[0]?.shapes ?? {};
}
