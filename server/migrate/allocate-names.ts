import type { Field } from '../../runtime/model/field.ts';
import type { Entity, Model } from '../../runtime/model/model.ts';
import { columnType } from '../sql/column-type.ts';
import { printedType } from '../sql/ddl.ts';
import { fitName } from '../sql/ddl-quote.ts';
import { isLossless } from './conversions.ts';
import { type NameRow, placeOf, SYSTEM_COLUMNS } from './physical-names.ts';
import type { Catalog } from './read-catalog.ts';

/** Columns that every Postgres table has by itself. */
export const POSTGRES_COLUMNS: readonly string[] = ['tableoid', 'cmax', 'xmax', 'cmin', 'xmin', 'ctid'];

/** Rows of `jig.physical_name`: those in force, and those closed by earlier releases, latest first. */
export type KnownNames = { readonly inForce: readonly NameRow[]; readonly closed: readonly NameRow[] };

type Allocation = {
  readonly known: KnownNames;
  /** Rows in force of each table's fields. */
  readonly fieldsByTable: ReadonlyMap<string, readonly NameRow[]>;
  readonly catalog: Catalog;
  /** Present places without a single value, by `emptyKey`; asked only for definitions whose `was` came late. */
  readonly empty: ReadonlySet<string>;
  /** Tables and tables of links that belong to a definition of the new release. */
  readonly used: Set<string>;
  /** Every name in the records' schema that is or ever was taken. */
  readonly relations: Set<string>;
};

/**
 * Gives every entity and stored field of the model its place: the one it has, the one its `was` had, the one that it or else its
 * `was` had in an earlier release, or a new one that nothing else ever used. Two definitions never share a place. A `was` that comes after
 * the renaming itself was activated still counts while the new place holds nothing (`empty`).
 */
export function allocateNames(
  model: Model,
  known: KnownNames,
  catalog: Catalog,
  empty: ReadonlySet<string>,
): NameRow[] {
  const entities = Object.values(model.entities);
  const present = new Map(known.inForce.filter(isTable).map((row) => [row.entity, row]));
  const allocation: Allocation = {
    known,
    fieldsByTable: Map.groupBy(
      known.inForce.filter(({ field }) => field !== null),
      (row) => row.table_name,
    ),
    catalog,
    empty,
    used: new Set(),
    relations: new Set([...catalog.relations, ...[...known.inForce, ...known.closed].flatMap(namesOf)]),
  };
  const sources = new Map(entities.map((entity) => [entity.name, sourceOf(entity, model.entities, present)]));
  const late = new Map(entities.map((entity) => [entity.name, lateTable(entity, present, allocation)]));
  for (const { name } of entities) {
    const table = late.get(name)?.table_name ?? present.get(sources.get(name) ?? '')?.table_name;
    if (table !== undefined) allocation.used.add(table);
  }
  return entities.flatMap((entity) => {
    const moved = late.get(entity.name) ?? present.get(sources.get(entity.name) ?? '');
    const table =
      (moved ?? retiredTable(entity.name, allocation) ?? formerTable(entity, model, allocation))
        ?.table_name ?? newTable(entity, allocation);
    allocation.used.add(table);
    const own: NameRow = {
      entity: entity.name,
      field: null,
      kind: 'table',
      table_name: table,
      column_name: null,
      link_name: null,
    };
    return [own, ...allocateFields(entity, table, allocation)];
  });
}

const isTable = (row: NameRow): boolean => row.kind === 'table';
const namesOf = (row: NameRow): string[] =>
  row.link_name === null ? [row.table_name] : [row.table_name, row.link_name];

type Named = { readonly name: string; readonly was: string | null };

/** Present name whose place a definition takes; `was` counts where the new name is not there and the old one is gone. */
function sourceOf(
  item: Named,
  wanted: Readonly<Record<string, unknown>>,
  present: ReadonlyMap<string, unknown>,
): string | null {
  if (present.has(item.name)) return item.name;
  return item.was !== null && present.has(item.was) && !Object.hasOwn(wanted, item.was) ? item.was : null;
}

function newTable(entity: Entity, { relations }: Allocation): string {
  const table = freeName(entity.name, relations);
  relations.add(table);
  return table;
}

function retiredTable(name: string, { known, used, catalog }: Allocation): NameRow | undefined {
  return known.closed.find(
    (row) =>
      isTable(row) && row.entity === name && !used.has(row.table_name) && catalog.tables.has(row.table_name),
  );
}

/** The table that the entity's `was` left in an earlier release, when it was taken out before it came back renamed. */
function formerTable({ was }: Entity, { entities }: Model, allocation: Allocation): NameRow | undefined {
  return was === null || Object.hasOwn(entities, was) ? undefined : retiredTable(was, allocation);
}

/** The table that the entity's `was` left when it was renamed without saying so, if the new table is still empty. */
function lateTable(
  entity: Entity,
  present: ReadonlyMap<string, NameRow>,
  allocation: Allocation,
): NameRow | undefined {
  const own = present.get(entity.name);
  if (own === undefined || entity.was === null || !allocation.empty.has(emptyKey(own))) return undefined;
  const former = retiredTable(entity.was, allocation);
  const isFree =
    former !== undefined && ![...present.values()].some((row) => row.table_name === former.table_name);
  return isFree ? former : undefined;
}

type Stored = Named & { readonly field: Field; readonly kind: 'column' | 'link' };

function allocateFields(entity: Entity, table: string, allocation: Allocation): NameRow[] {
  const { catalog, relations } = allocation;
  const stored = Object.values(entity.fields).flatMap((field): Stored[] => {
    const kind = kindOf(field);
    return kind === null ? [] : [{ field, kind, name: field.name, was: field.was }];
  });
  const present = new Map(
    (allocation.fieldsByTable.get(table) ?? []).map((row) => [row.field ?? '', row] as const),
  );
  const used = new Set<string>();
  const places = new Map<string, string>();
  const take = (name: string, place: string | undefined): void => {
    if (place === undefined || used.has(place)) return;
    used.add(place);
    places.set(name, place);
  };
  for (const item of stored) {
    const row = present.get(sourceOf(item, entity.fields, present) ?? '');
    if (row?.kind === item.kind && isFilledAlike(item, row, allocation))
      take(item.name, placeOf(lateField(item, row, table, present, allocation) ?? row));
  }
  for (const item of stored)
    if (!places.has(item.name))
      take(item.name, placeOf(retiredField(item, [item.name], table, used, allocation)));
  for (const item of stored)
    if (!places.has(item.name) && item.was !== null && !Object.hasOwn(entity.fields, item.was))
      take(item.name, placeOf(retiredField(item, [item.was], table, used, allocation)));
  const columns = new Set([
    ...SYSTEM_COLUMNS,
    ...POSTGRES_COLUMNS,
    ...(catalog.tables.get(table)?.columns.map(({ name }) => name) ?? []),
    ...used,
  ]);
  return stored.map(({ kind, name }) => {
    const base = { entity: entity.name, field: name, kind, table_name: table };
    const taken = kind === 'link' ? relations : columns;
    const place = places.get(name) ?? freeName(kind === 'link' ? `${table}.${name}.links` : name, taken);
    taken.add(place);
    return kind === 'link'
      ? { ...base, column_name: null, link_name: place }
      : { ...base, column_name: place, link_name: null };
  });
}

/** The place that the field's `was` left when it was renamed without saying so, if the new place is still empty. */
function lateField(
  item: Stored,
  own: NameRow,
  table: string,
  present: ReadonlyMap<string, NameRow>,
  allocation: Allocation,
): NameRow | undefined {
  if (item.was === null || own.field !== item.name || !allocation.empty.has(emptyKey(own))) return undefined;
  const used = new Set([...present.values()].flatMap((row) => placeOf(row) ?? []));
  return retiredField(item, [item.was], table, used, allocation);
}

/** A place that an earlier release gave up and that holds this field's values in a form that still fits. */
function retiredField(
  { field, kind }: Stored,
  names: readonly string[],
  table: string,
  used: ReadonlySet<string>,
  { known, catalog }: Allocation,
): NameRow | undefined {
  return known.closed.find((row) => {
    const place = placeOf(row);
    if (row.table_name !== table || row.kind !== kind || place === undefined || used.has(place)) return false;
    if (!names.includes(row.field ?? '')) return false;
    if (kind === 'link') return catalog.tables.has(place);
    const column = catalog.tables.get(table)?.columns.find(({ name }) => name === place);
    return (
      column !== undefined &&
      !column.superseded &&
      (column.generated !== null) === isGenerated(field) &&
      isLossless(column.type, printedType(columnType(field) ?? ''))
    );
  });
}

/** A column that people wrote is never one that Postgres fills, nor the other way round: what was written stays there. */
function isFilledAlike({ field }: Stored, row: NameRow, { catalog }: Allocation): boolean {
  const column = catalog.tables.get(row.table_name)?.columns.find(({ name }) => name === row.column_name);
  return column === undefined || (column.generated !== null) === isGenerated(field);
}

const isGenerated = ({ computed }: Field): boolean =>
  computed?.is === 'formula' && computed.kept === 'stored';

/** Where the field's values are kept; null when they are other records' (the inverse of a reference) or computed on read. */
function kindOf(field: Field): 'column' | 'link' | null {
  if (field.type === 'references') return 'link';
  return columnType(field) === null ? null : 'column';
}

/** Names a place in the set of empty ones. */
export const emptyKey = (row: NameRow): string =>
  JSON.stringify([row.table_name, row.column_name, row.link_name]);

/** The name, or the name with the first number that makes it new. */
export function freeName(wanted: string, taken: ReadonlySet<string>): string {
  const first = fitName(wanted);
  if (!taken.has(first)) return first;
  for (let number = 2; ; number += 1) {
    const name = fitName(`${wanted}_${number}`);
    if (!taken.has(name)) return name;
  }
}
