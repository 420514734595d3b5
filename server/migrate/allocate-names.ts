import type { Field } from '../../runtime/model/field.ts';
import type { Entity, Model } from '../../runtime/model/model.ts';
import { FIELD_TYPES } from '../../runtime/model/field-types/registry.ts';
import { fitName } from '../sql/ddl-quote.ts';
import { printedType } from '../sql/ddl.ts';
import { isLossless } from './conversions.ts';
import { type NameRow, SYSTEM_COLUMNS } from './physical-names.ts';
import type { Catalog } from './read-catalog.ts';
import { resolveRenames } from './resolve-renames.ts';

/** Columns that every Postgres table has by itself. */
const POSTGRES_COLUMNS: readonly string[] = ['tableoid', 'cmax', 'xmax', 'cmin', 'xmin', 'ctid'];

/** Rows of `jig.physical_name`: those in force, and those closed by earlier releases, latest first. */
export type KnownNames = { readonly inForce: readonly NameRow[]; readonly closed: readonly NameRow[] };

/**
 * Gives every entity and stored field of the model its place: the one it has, the one its `was` had, the one it had in an
 * earlier release, or a new one that nothing else ever used. Two definitions never share a place.
 */
export function allocateNames(model: Model, known: KnownNames, catalog: Catalog): NameRow[] {
  const tables = known.inForce.filter((row) => row.kind === 'table');
  const tableOf = new Map(tables.map((row) => [row.entity, row.table_name]));
  const entities = Object.values(model.entities);
  const sources = resolveRenames(entities, new Set(tableOf.keys()));
  const usedNow = new Set(
    [...sources.values()].flatMap((source) => (source === null ? [] : [tableOf.get(source)])),
  );
  const everUsed = new Set([
    ...catalog.relations,
    ...[...known.inForce, ...known.closed].flatMap((row) => [
      row.table_name,
      row.link_name ?? row.table_name,
    ]),
  ]);
  return entities.flatMap((entity) => {
    const source = sources.get(entity.name) ?? null;
    const earlier = known.closed.find(
      (row) =>
        row.kind === 'table' &&
        row.entity === entity.name &&
        !usedNow.has(row.table_name) &&
        catalog.tables.has(row.table_name),
    )?.table_name;
    const table = (source === null ? earlier : tableOf.get(source)) ?? freeName(entity.name, everUsed);
    usedNow.add(table);
    everUsed.add(table);
    const own: NameRow = {
      entity: entity.name,
      field: null,
      kind: 'table',
      table_name: table,
      column_name: null,
      link_name: null,
    };
    return [own, ...allocateFields(entity, source, table, known, catalog, everUsed)];
  });
}

function allocateFields(
  entity: Entity,
  source: string | null,
  table: string,
  known: KnownNames,
  catalog: Catalog,
  relations: Set<string>,
): NameRow[] {
  const stored = Object.values(entity.fields).flatMap((field) => {
    const kind = kindOf(field);
    return kind === null ? [] : [{ field, kind, name: field.name, was: field.was }];
  });
  const present = new Map(
    known.inForce.flatMap((row) =>
      row.entity === source && row.field !== null && row.table_name === table
        ? [[row.field, row] as const]
        : [],
    ),
  );
  const sources = resolveRenames(stored, new Set(present.keys()));
  const used = new Set(
    [...sources.values()].flatMap((name) => (name === null ? [] : placeOf(present.get(name)))),
  );
  const columns = new Set([
    ...SYSTEM_COLUMNS,
    ...POSTGRES_COLUMNS,
    ...(catalog.tables.get(table)?.columns.map(({ name }) => name) ?? []),
    ...used,
  ]);
  return stored.map(({ field, kind, name }) => {
    const base = { entity: entity.name, field: name, kind, table_name: table };
    const moved = present.get(sources.get(name) ?? '');
    const earlier = known.closed.find((row) => isReusable(row, table, field, kind, used, catalog));
    const place = (moved?.kind === kind ? placeOf(moved)[0] : undefined) ?? (earlier && placeOf(earlier)[0]);
    if (kind === 'link') {
      const link = place ?? freeName(`${table}.${name}.links`, relations);
      relations.add(link);
      used.add(link);
      return { ...base, column_name: null, link_name: link };
    }
    const column = place ?? freeName(name, columns);
    columns.add(column);
    used.add(column);
    return { ...base, column_name: column, link_name: null };
  });
}

/** Where the field's values are kept; null when they are other records' (the inverse of a reference). */
export function kindOf(field: Field): 'column' | 'link' | null {
  if (field.type === 'references') return 'link';
  return FIELD_TYPES[field.type].sqlType(field) === null ? null : 'column';
}

const placeOf = (row: NameRow | undefined): string[] => {
  const place = row?.column_name ?? row?.link_name;
  return place == null ? [] : [place];
};

/** Whether a place that an earlier release gave up holds this field's values, in a form that still fits. */
function isReusable(
  row: NameRow,
  table: string,
  field: Field,
  kind: 'column' | 'link',
  used: ReadonlySet<string>,
  catalog: Catalog,
): boolean {
  if (row.table_name !== table || row.field !== field.name || row.kind !== kind) return false;
  const [place = ''] = placeOf(row);
  if (used.has(place)) return false;
  if (kind === 'link') return catalog.tables.has(place);
  const column = catalog.tables.get(table)?.columns.find(({ name }) => name === place);
  const type = printedType(FIELD_TYPES[field.type].sqlType(field) ?? '');
  return column !== undefined && isLossless(column.type, type);
}

/** The name, or the name with the first number that makes it new. */
function freeName(wanted: string, taken: ReadonlySet<string>): string {
  const first = fitName(wanted);
  if (!taken.has(first)) return first;
  for (let number = 2; ; number += 1) {
    const name = fitName(`${wanted}_${number}`);
    if (!taken.has(name)) return name;
  }
}
