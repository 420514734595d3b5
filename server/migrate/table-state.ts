import type { ClientBase } from 'pg';
import { readTableShapes, type TableShapes } from './table-shape.ts';

type Client = Pick<ClientBase, 'query'>;

/** What the program left of each table when it last changed it; empty before it ever noted that. */
export async function readTableState(client: Client): Promise<TableShapes> {
  const { rows } = await client.query<{ tables: TableShapes | null }>('select tables from jig.schema_state');
  return rows[0]?.tables ?? {};
}

/**
 * Notes what the given tables look like now, as the program leaves them: what differs later was changed by hand. What was changed
 * by hand in other tables is told of until the program changes these too.
 */
export async function writeTableState(client: Client, tables: readonly string[]): Promise<void> {
  if (tables.length === 0) return;
  const shapes = await readTableShapes(client, tables);
  const gone = tables.filter((table) => !Object.hasOwn(shapes, table));
  await client.query(
    `update jig.schema_state set tables = ((coalesce(tables, '{}')::jsonb || $1::jsonb) - $2::text[])::json`,
    [JSON.stringify(shapes), gone],
  );
}
