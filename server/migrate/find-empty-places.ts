import type { ClientBase } from 'pg';
import type { Model } from '../../runtime/model/model.ts';
import { inApp, quote } from '../sql/ddl-quote.ts';
import { emptyKey, type KnownNames } from './allocate-names.ts';
import type { NameRow } from './physical-names.ts';

/**
 * Which places hold nothing, among those of definitions that exist already and whose `was` names something retired: an
 * author who renames, saves, and adds `was` afterwards has made an empty place that stands between the name and its data.
 */
export async function findEmptyPlaces(
  client: Pick<ClientBase, 'query'>,
  model: Model,
  known: KnownNames,
): Promise<ReadonlySet<string>> {
  const empty = new Set<string>();
  for (const row of known.inForce) {
    const entity = model.entities[row.entity];
    const was = (row.field === null ? entity : entity?.fields[row.field])?.was ?? null;
    if (was === null) continue;
    const isRetired = known.closed.some((old) =>
      row.field === null
        ? old.field === null && old.entity === was
        : old.field === was && old.table_name === row.table_name,
    );
    if (!isRetired) continue;
    const { rowCount } = await client.query(anyValue(row));
    if (rowCount === 0) empty.add(emptyKey(row));
  }
  return empty;
}

function anyValue(row: NameRow): string {
  const filled = row.column_name === null ? '' : ` where ${quote(row.column_name)} is not null`;
  return `select from ${inApp(row.link_name ?? row.table_name)}${filled} limit 1`;
}
