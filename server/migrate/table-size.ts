import type { ClientBase } from 'pg';
import { inApp } from '../sql/ddl-quote.ts';

export type TableSize = { readonly rows: number; readonly bytes: number };

/** Tables that Postgres takes to be larger are not counted. */
const MOST_COUNTED = 2_000_000;

/** Records and bytes of tables that are there; above two million records an estimate with two digits. */
export async function readTableSizes(
  client: Pick<ClientBase, 'query'>,
  tables: readonly string[],
): Promise<ReadonlyMap<string, TableSize>> {
  const { rows } = await client.query<{ name: string; estimate: number; bytes: number }>(
    `select relname as name, reltuples::float8 as estimate, pg_total_relation_size(oid)::float8 as bytes
     from pg_class where relnamespace = 'app'::regnamespace and relkind in ('r', 'p') and relname = any($1) order by 1`,
    [tables],
  );
  const sizes = new Map<string, TableSize>();
  for (const { name, estimate, bytes } of rows) {
    if (estimate > MOST_COUNTED) sizes.set(name, { rows: Number(estimate.toPrecision(2)), bytes });
    else {
      const counted = await client.query<{ rows: number }>(
        `select count(*)::int as rows from ${inApp(name)}`,
      );
      sizes.set(name, { rows: counted.rows[0]?.rows ?? 0, bytes });
    }
  }
  return sizes;
}
