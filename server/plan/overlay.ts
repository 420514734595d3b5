import type { Field } from '../../runtime/model/field.ts';
import type { Entity, Model } from '../../runtime/model/model.ts';
import { backfill } from '../migrate/backfill.ts';
import { conversion } from '../migrate/conversions.ts';
import { type NameRow, type PhysicalNames, SYSTEM_COLUMNS } from '../migrate/physical-names.ts';
import type { Catalog, CatalogColumn } from '../migrate/read-catalog.ts';
import { columnType } from '../sql/column-type.ts';
import { printedType } from '../sql/ddl.ts';
import { inApp, quote } from '../sql/ddl-quote.ts';

/** A model over the tables that there are, whether they were made for it or not. */
export type Overlay = {
  /** Formulas that have no column yet are computed on read. */
  readonly model: Model;
  /** A table whose columns differ is a subquery in its place. */
  readonly names: PhysicalNames;
  /** Physical table of an entity, unquoted; null where there is none yet. */
  readonly table: (entity: string) => string | null;
  /** What stands beside the columns of that table: `null::numeric as "head 1"`. */
  readonly added: (entity: string) => readonly string[];
};

type Input = {
  readonly model: Model;
  /** Where the model's values are or will be. */
  readonly places: readonly NameRow[];
  /** Where values are now, under the release in force. */
  readonly inForce: readonly NameRow[];
  readonly catalog: Catalog;
  /** Begins the names of columns that are not there; no field's name holds a space. */
  readonly prefix: string;
  /** Whether the columns of stored formulas were filled by this very model. */
  readonly filled: boolean;
};

const SYSTEM_TYPES: Readonly<Record<string, string>> = {
  id: 'uuid',
  version: 'integer',
  created_at: 'timestamptz',
  created_by: 'uuid',
  updated_at: 'timestamptz',
  updated_by: 'uuid',
  deleted_at: 'timestamptz',
};

/**
 * Lays a model over the tables of the release in force, so that its rules can be asked of the records that there are: a new
 * column holds what the migration will fill in, one of another type its converted values (empty where they do not fit).
 */
export function createOverlay(input: Input): Overlay {
  const { places } = input;
  const model = withReadFormulas(input);
  const tables = new Map(places.filter(isTable).map((row) => [row.entity, row.table_name]));
  const links = new Map(places.map((row) => [keyOf(row.entity, row.field ?? ''), row.link_name]));
  const columns = new Map<string, string>();
  const added = new Map<string, string[]>();
  for (const entity of Object.values(model.entities)) {
    const extra: string[] = [];
    for (const field of Object.values(entity.fields)) {
      if (columnType(field) === null || field.type === 'references') continue;
      const found = columnSql(input, entity, field);
      if (found.there) columns.set(keyOf(entity.name, field.name), quote(found.sql));
      else {
        const name = quote(`${input.prefix} ${columns.size + 1}`);
        columns.set(keyOf(entity.name, field.name), name);
        extra.push(`${found.sql} as ${name}`);
      }
    }
    added.set(entity.name, extra);
  }
  const tableOf = (entity: string): string | null => {
    const name = tables.get(entity);
    return name !== undefined && input.catalog.tables.has(name) ? name : null;
  };
  return {
    model,
    table: tableOf,
    added: (entity) => added.get(entity) ?? [],
    names: {
      table: (entity) => tableSql(tableOf(entity), added.get(entity) ?? []),
      column: (entity, field) => {
        if (SYSTEM_COLUMNS.includes(field)) return quote(field);
        const name = columns.get(keyOf(entity, field));
        if (name === undefined) throw new Error(`The model keeps no column \`${entity}.${field}\`.`);
        return name;
      },
      link: (entity, field) => {
        const name = links.get(keyOf(entity, field));
        const table = name != null && input.catalog.tables.has(name) ? inApp(name) : NO_LINKS;
        return { table, from: quote('from_id'), to: quote('to_id') };
      },
      sequence: (entity, field) => {
        throw new Error(`A plan numbers nothing, and so not \`${entity}.${field}\`.`);
      },
      constraint: () => null,
      fieldAt: () => null,
    },
  };
}

const NO_LINKS = '(select null::uuid as from_id, null::uuid as to_id where false)';

const keyOf = (entity: string, field: string): string => `${entity}.${field}`;
const isTable = (row: NameRow): boolean => row.kind === 'table';

/** SQL of the rows of a table with further columns; without a table of no rows. */
export function tableSql(table: string | null, added: readonly string[], sample = ''): string {
  if (table !== null)
    return added.length === 0 && sample === ''
      ? inApp(table)
      : `(select ${['r.*', ...added].join(', ')} from ${inApp(table)} r${sample})`;
  const system = SYSTEM_COLUMNS.map((name) => `null::${SYSTEM_TYPES[name] ?? 'text'} as ${quote(name)}`);
  return `(select ${[...system, ...added].join(', ')} where false)`;
}

/** A formula is stored where its column was filled by this model; anywhere else it is worked out. */
function withReadFormulas(input: Input): Model {
  const entities = Object.entries(input.model.entities).map(([name, entity]) => {
    const fields = Object.entries(entity.fields).map(([field, value]): [string, Field] => {
      const { computed } = value;
      if (computed?.is !== 'formula' || computed.kept === 'read') return [field, value];
      if (input.filled && columnAt(input.catalog, placeOf(input.places, name, field)) !== undefined)
        return [field, value];
      return [field, { ...value, computed: { ...computed, kept: 'read' } }];
    });
    return [name, { ...entity, fields: Object.fromEntries(fields) }];
  });
  return { ...input.model, entities: Object.fromEntries(entities) };
}

type Found = { readonly there: boolean; readonly sql: string };

/** The column itself, by its name, or what stands in for it. */
function columnSql({ model, places, inForce, catalog }: Input, entity: Entity, field: Field): Found {
  const type = printedType(columnType(field) ?? 'text');
  const place = placeOf(places, entity.name, field.name);
  const own = columnAt(catalog, place);
  if (own?.type === type) return { there: true, sql: own.name };
  const former = own ?? columnAt(catalog, formerPlace(inForce, place, field));
  if (former !== undefined) return { there: false, sql: converted(former, type) };
  const column = { name: '', type, nullable: true, generated: null, field };
  return { there: false, sql: backfill(column, model.workspace.timeZone) ?? `null::${type}` };
}

/** Values as the type would hold them; of those that it cannot hold, nothing. */
function converted(column: CatalogColumn, type: string): string {
  if (column.type === type) return quote(column.name);
  const found = conversion(column.type, type);
  if (found === null) return `null::${type}`;
  const name = quote(column.name);
  return found.loses === null
    ? found.using(name)
    : `case when not (${found.loses(name)}) then ${found.using(name)} end`;
}

function placeOf(rows: readonly NameRow[], entity: string, field: string): NameRow | undefined {
  return rows.find((row) => row.entity === entity && row.field === field);
}

/** Where the values of a field that gets another column are now. */
function formerPlace(
  inForce: readonly NameRow[],
  place: NameRow | undefined,
  { name, was }: Field,
): NameRow | undefined {
  const ofTable = inForce.filter((row) => row.table_name === place?.table_name && row.kind === 'column');
  return ofTable.find((row) => row.field === name) ?? ofTable.find((row) => row.field === was);
}

function columnAt(catalog: Catalog, place: NameRow | undefined): CatalogColumn | undefined {
  return catalog.tables.get(place?.table_name ?? '')?.columns.find(({ name }) => name === place?.column_name);
}
