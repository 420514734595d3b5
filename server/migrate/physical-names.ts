import { fitName, inApp, quote } from '../sql/ddl-quote.ts';

/** A row of `jig.physical_name` that is in force. */
export type NameRow = {
  readonly entity: string;
  readonly field: string | null;
  readonly kind: 'table' | 'column' | 'link';
  readonly table_name: string;
  readonly column_name: string | null;
  readonly link_name: string | null;
};

/** What an index or constraint is about, in the words of the definitions. */
export type ConstraintMeaning = {
  readonly entity: string;
  readonly fields: readonly string[];
  readonly kind: 'unique' | 'check' | 'reference';
};

/**
 * Where the database keeps what the definitions name; everything is quoted and qualified, ready to stand in SQL. Asking
 * for what the release does not have is a mistake of the program and throws.
 */
export type PhysicalNames = {
  /** `app."order"` */
  table(entity: string): string;
  /** `"status"`; also the system columns `id version created_at created_by updated_at updated_by deleted_at`. */
  column(entity: string, field: string): string;
  /** Join table of a `references` field, with its two columns. */
  link(entity: string, field: string): { table: string; from: string; to: string };
  /** Sequence of a `sequence` field. */
  sequence(entity: string, field: string): string;
  /** What a constraint that Postgres names in an error is about; null for one that is not the definitions'. */
  constraint(name: string): ConstraintMeaning | null;
  /** Field of a table and column that Postgres names in an error; null for a system column. */
  fieldAt(table: string, column: string): { entity: string; field: string } | null;
};

/** Whether two rows name the same table, column or table of links. */
export function samePlace(a: NameRow, b: NameRow): boolean {
  return a.table_name === b.table_name && a.column_name === b.column_name && a.link_name === b.link_name;
}

/** Column or table of links that a row names; undefined for a table. */
export function placeOf(row: NameRow | undefined): string | undefined {
  return row?.column_name ?? row?.link_name ?? undefined;
}

export const SYSTEM_COLUMNS: readonly string[] = [
  'id',
  'version',
  'created_at',
  'created_by',
  'updated_at',
  'updated_by',
  'deleted_at',
];

/** Name of the sequence behind a column. */
export const sequenceName = (table: string, column: string): string => fitName(`${table}.${column}.seq`);

/** The look-up over the names in force and the meanings of the constraints made for them. */
export function createPhysicalNames(
  rows: readonly NameRow[],
  constraints: ReadonlyMap<string, ConstraintMeaning>,
): PhysicalNames {
  const tables = new Map(
    rows.filter((row) => row.kind === 'table').map((row) => [row.entity, row.table_name]),
  );
  const fields = new Map(
    rows.filter((row) => row.field !== null).map((row) => [`${row.entity}.${row.field}`, row]),
  );
  const places = new Map(
    rows.flatMap((row) =>
      row.field === null || row.column_name === null
        ? []
        : [[`${row.table_name}.${row.column_name}`, { entity: row.entity, field: row.field }] as const],
    ),
  );
  const tableOf = (entity: string): string => {
    const table = tables.get(entity);
    if (table === undefined) throw new Error(`The release has no entity \`${entity}\`.`);
    return table;
  };
  const rowOf = (entity: string, field: string, kind: 'column' | 'link'): NameRow => {
    const row = fields.get(`${entity}.${field}`);
    if (row?.kind !== kind) throw new Error(`The release stores no ${kind} \`${entity}.${field}\`.`);
    return row;
  };
  return {
    table: (entity) => inApp(tableOf(entity)),
    column: (entity, field) =>
      SYSTEM_COLUMNS.includes(field) ? quote(field) : quote(rowOf(entity, field, 'column').column_name ?? ''),
    link: (entity, field) => ({
      table: inApp(rowOf(entity, field, 'link').link_name ?? ''),
      from: quote('from_id'),
      to: quote('to_id'),
    }),
    sequence: (entity, field) => {
      const row = rowOf(entity, field, 'column');
      return inApp(sequenceName(row.table_name, row.column_name ?? ''));
    },
    constraint: (name) => constraints.get(name) ?? null,
    fieldAt: (table, column) => places.get(`${table}.${column}`) ?? null,
  };
}
