import type { ClientBase } from 'pg';
import type { SourceFile } from '../../runtime/definition/source-file.ts';
import type { KnownNames } from '../migrate/allocate-names.ts';
import { type NameRow, samePlace } from '../migrate/physical-names.ts';
import { quote } from '../sql/ddl-quote.ts';

type Client = Pick<ClientBase, 'query'>;

/** What the database says is in force. */
export type ReleaseState = {
  /** Null before the first activation. */
  readonly release: { readonly number: number; readonly hash: string } | null;
  /** What the records' schema was last brought to. */
  readonly schemaHash: string | null;
  readonly names: KnownNames;
  /** Operator class for text search, qualified: the extension may live in any schema. */
  readonly trigramOperators: string;
};

const NAME_COLUMNS = 'entity, field, kind, table_name, column_name, link_name';

/** Reads all of it in one statement, so that it belongs together. */
export async function readReleaseState(client: Client): Promise<ReleaseState> {
  const { rows } = await client.query<{
    release: { number: number; hash: string } | null;
    schema_hash: string | null;
    in_force: NameRow[];
    closed: NameRow[];
    trigram_schema: string;
  }>(`
    select
      (select json_build_object('number', number, 'hash', hash) from jig.release order by number desc limit 1) as release,
      (select hash from jig.schema_state) as schema_hash,
      (select coalesce(json_agg(n order by n.id), '[]') from
         (select id, ${NAME_COLUMNS} from jig.physical_name where until_release is null) n) as in_force,
      (select coalesce(json_agg(n order by n.until_release desc, n.id desc), '[]') from
         (select id, until_release, ${NAME_COLUMNS} from jig.physical_name where until_release is not null and purged_at is null) n) as closed,
      (select nspname from pg_extension join pg_namespace n on n.oid = extnamespace where extname = 'pg_trgm') as trigram_schema`);
  const row = rows[0];
  if (row === undefined) throw new Error('The release query gave no row.');
  return {
    release: row.release,
    schemaHash: row.schema_hash,
    names: { inForce: row.in_force, closed: row.closed },
    trigramOperators: `${quote(row.trigram_schema)}.gin_trgm_ops`,
  };
}

/** What a release that was published by a plan says of itself. */
export type PublishedFacts = {
  readonly reason: string;
  readonly gitCommit: string | null;
  /** JSON text. */
  readonly plan: string | null;
  readonly rolledBackTo: number | null;
};

/** Channel on which the database tells every process of a new release; the message is its number. */
export const RELEASE_CHANNEL = 'jig_release';

export type NewRelease = {
  readonly hash: string;
  readonly modelText: string;
  readonly files: readonly SourceFile[] | null;
  readonly contentHash: string | null;
  readonly published: PublishedFacts | null;
  readonly actorId: string;
  readonly base: number | null;
  readonly namesBefore: readonly NameRow[];
  readonly names: readonly NameRow[];
};

/**
 * Writes the release and what changed in the names, and tells every process once the transaction ends; gives its number.
 */
export async function writeRelease(client: Client, release: NewRelease): Promise<number> {
  const files =
    release.files === null ? null : Object.fromEntries(release.files.map(({ path, text }) => [path, text]));
  const number = (release.base ?? 0) + 1;
  await client.query(
    `insert into jig.release (number, hash, model, definitions, activated_by, base, content_hash, reason, git_commit, plan, rolled_back_to)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      number,
      release.hash,
      release.modelText,
      files === null ? null : JSON.stringify(files),
      release.actorId,
      release.base,
      release.contentHash,
      release.published?.reason ?? null,
      release.published?.gitCommit ?? null,
      release.published?.plan ?? null,
      release.published?.rolledBackTo ?? null,
    ],
  );
  await writeNames(client, number, release.namesBefore, release.names);
  await client.query('select pg_notify($1, $2)', [RELEASE_CHANNEL, String(number)]);
  return number;
}

async function writeNames(
  client: Client,
  number: number,
  before: readonly NameRow[],
  after: readonly NameRow[],
): Promise<void> {
  const key = ({ entity, field }: NameRow): string => JSON.stringify([entity, field]);
  const isIn = (rows: ReadonlyMap<string, NameRow>, row: NameRow): boolean => {
    const other = rows.get(key(row));
    return other !== undefined && other.kind === row.kind && samePlace(other, row);
  };
  const [old, now] = [before, after].map((rows) => new Map(rows.map((row) => [key(row), row]))) as [
    Map<string, NameRow>,
    Map<string, NameRow>,
  ];
  await client.query(
    `update jig.physical_name p set until_release = $1
     from json_to_recordset($2::json) as gone (entity text, field text)
     where p.until_release is null and p.entity = gone.entity and p.field is not distinct from gone.field`,
    [number, JSON.stringify(before.filter((row) => !isIn(now, row)))],
  );
  await client.query(
    `insert into jig.physical_name (${NAME_COLUMNS}, since_release)
     select ${NAME_COLUMNS}, $1 from json_to_recordset($2::json)
       as new (entity text, field text, kind text, table_name text, column_name text, link_name text)`,
    [number, JSON.stringify(after.filter((row) => !isIn(old, row)))],
  );
}

export async function writeSchemaState(client: Client, hash: string): Promise<void> {
  await client.query(
    `insert into jig.schema_state (hash) values ($1)
     on conflict (id) do update set hash = excluded.hash, changed_at = now()`,
    [hash],
  );
}
