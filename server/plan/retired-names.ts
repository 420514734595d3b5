import type { PoolClient } from 'pg';
import type { RetiredName } from '../../runtime/diff/findings/finding-input.ts';
import type { Model } from '../../runtime/model/model.ts';
import type { NameRow } from '../migrate/physical-names.ts';
import { readCatalog } from '../migrate/read-catalog.ts';
import { readReleaseState } from '../releases/release-store.ts';
import { columnType } from '../sql/column-type.ts';
import { printedType } from '../sql/ddl.ts';

/** Names that earlier releases gave up and whose places are still there, each with the type that it has now in the head. */
export async function retiredNames(client: PoolClient, head: Model): Promise<readonly RetiredName[]> {
  const { names } = await readReleaseState(client);
  const catalog = await readCatalog(client);
  const inForce = new Set(names.inForce.map(keyOf));
  const retired = new Map<string, RetiredName>();
  for (const row of names.closed) {
    const key = keyOf(row);
    const table = catalog.tables.get(row.link_name ?? row.table_name);
    const column = table?.columns.find(({ name }) => name === row.column_name);
    if (inForce.has(key) || retired.has(key) || table === undefined) continue;
    if (row.kind === 'column' && column === undefined) continue;
    retired.set(key, {
      entity: row.entity,
      field: row.field,
      type: column?.type ?? null,
      typeNow: typeNow(head, row),
    });
  }
  return [...retired.values()];
}

const keyOf = ({ entity, field }: NameRow): string => JSON.stringify([entity, field]);

function typeNow(head: Model, { entity, field }: NameRow): string | null {
  const found = field === null ? undefined : head.entities[entity]?.fields[field];
  const type = found === undefined ? null : columnType(found);
  return type === null ? null : printedType(type);
}
