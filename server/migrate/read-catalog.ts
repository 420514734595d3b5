import type { ClientBase } from 'pg';

export type CatalogColumn = {
  readonly name: string;
  readonly type: string;
  readonly not_null: boolean;
  /** Mark of the formula of a generated column (empty where the program did not make it); null for a written one. */
  readonly generated: string | null;
  /** A trigger fills it: it was added to a table too large to be written anew. */
  readonly by_trigger: boolean;
  /** Its values were copied into a column of another type, which has been written since: they are out of date. */
  readonly superseded: boolean;
};
export type CatalogTable = {
  readonly name: string;
  readonly columns: readonly CatalogColumn[];
  /** Checks and foreign keys. */
  readonly constraints: readonly { readonly name: string; readonly kind: 'c' | 'f' }[];
  readonly indexes: readonly { readonly name: string; readonly valid: boolean }[];
};
export type CatalogSequence = { readonly name: string; readonly start: number; readonly last: number | null };

/** What the records' schema holds now. */
export type Catalog = {
  readonly tables: ReadonlyMap<string, CatalogTable>;
  readonly sequences: ReadonlyMap<string, CatalogSequence>;
  /** Names of everything that shares one space with tables: also views, sequences and indexes. */
  readonly relations: ReadonlySet<string>;
};

/** Begins the comment on a column whose values are out of date. */
export const SUPERSEDED = 'superseded by ';

/** In place of the mark of a formula whose trigger was dropped by hand: no model asks for it, so that it is made again. */
const LOST = 'formula 0000000000000000';

const QUERY = `
with relation as (
  select oid, relname, relkind from pg_class where relnamespace = 'app'::regnamespace
)
select
  (select coalesce(json_agg(relname), '[]') from relation) as relations,
  (select coalesce(json_agg(json_build_object('name', sequencename, 'start', start_value, 'last', last_value)), '[]')
     from pg_sequences where schemaname = 'app') as sequences,
  (select coalesce(json_agg(json_build_object(
     'name', r.relname,
     'columns', (select coalesce(json_agg(json_build_object(
         'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'not_null', a.attnotnull,
         'generated', case when a.attgenerated <> '' then coalesce(d.description, '')
           when d.description ~ '^formula [0-9a-f]{16}$' then case when exists (select from pg_trigger t where t.tgrelid = r.oid
             and (t.tgname = '2.formula.' || a.attname or octet_length(a.attname) > 53 and starts_with(t.tgname, '2.formula.')))
             then d.description else '${LOST}' end end,
         'by_trigger', a.attgenerated = '' and coalesce(d.description ~ '^formula [0-9a-f]{16}$', false),
         'superseded', coalesce(starts_with(d.description, '${SUPERSEDED}'), false))), '[]')
       from pg_attribute a
       left join pg_description d on d.classoid = 'pg_class'::regclass and d.objoid = r.oid and d.objsubid = a.attnum
       where a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped),
     'constraints', (select coalesce(json_agg(json_build_object('name', c.conname, 'kind', c.contype)), '[]')
       from pg_constraint c where c.conrelid = r.oid and c.contype in ('c', 'f')),
     'indexes', (select coalesce(json_agg(json_build_object('name', i.relname, 'valid', x.indisvalid)), '[]')
       from pg_index x join pg_class i on i.oid = x.indexrelid where x.indrelid = r.oid and not x.indisprimary)
   )), '[]') from relation r where r.relkind in ('r', 'p')) as tables`;

type Row = {
  readonly relations: string[];
  readonly sequences: CatalogSequence[];
  readonly tables: CatalogTable[];
};

/** Reads the records' schema in one statement. */
export async function readCatalog(client: Pick<ClientBase, 'query'>): Promise<Catalog> {
  const { rows } = await client.query<Row>(QUERY);
  const row = rows[0];
  if (row === undefined) throw new Error('The catalog query gave no row.');
  return {
    tables: new Map(row.tables.map((table) => [table.name, table])),
    sequences: new Map(row.sequences.map((sequence) => [sequence.name, sequence])),
    relations: new Set(row.relations),
  };
}
