import type { PoolClient } from 'pg';
import { Migrator } from 'kysely/migration';
import { MIGRATIONS } from '../../migrations/registry.ts';
import { codeOf, messageOf } from '../db/connection-problem.ts';
import { DatabaseProblem } from '../db/database-problem.ts';
import type { Database } from '../db/open.ts';

/** Key of the advisory lock under which the schema changes; `jig` in ASCII. */
export const SCHEMA_LOCK = 0x6a6967;
/** How long a process waits for another one that changes the schema. */
const LOCK_WAIT_MS = 120_000;

const EXTENSIONS = ['unaccent', 'pg_trgm'] as const;

/**
 * Brings Jig's own tables up to date; safe when several processes do it at once. Throws DatabaseProblem when the database
 * was used by a newer version of the program, or when this user may not create what is needed.
 */
export async function migrateSystem(database: Database): Promise<void> {
  if (isComplete(await executedMigrations(database))) return;
  await underSchemaLock(database, async (client) => {
    if (isComplete(await executedMigrations(database))) return;
    await prepareSchema(client);
    await runMigrations(database);
  });
}

/** Runs `work` while no other process changes the schema; the lock goes with the connection if this process dies. */
async function underSchemaLock(
  database: Database,
  work: (client: PoolClient) => Promise<void>,
): Promise<void> {
  const client = await database.pool.connect();
  try {
    await client.query(`set lock_timeout = ${LOCK_WAIT_MS}; set statement_timeout = ${LOCK_WAIT_MS}`);
    await client.query('select pg_advisory_lock($1)', [SCHEMA_LOCK]);
    await work(client);
  } finally {
    // Closing the connection gives the lock back and forgets the session's settings, whatever happened.
    client.release(true);
  }
}

/** Names of the migrations that ran; empty for a new database. */
async function executedMigrations(database: Database): Promise<ReadonlySet<string>> {
  const { rows } = await database.pool.query<{ table: string | null }>(
    `select to_regclass('jig.kysely_migration')::text as table`,
  );
  if (rows[0]?.table == null) return new Set();
  const names = await database.pool.query<{ name: string }>('select name from jig.kysely_migration');
  return new Set(names.rows.map((row) => row.name));
}

function isComplete(executed: ReadonlySet<string>): boolean {
  const unknown = [...executed].filter((name) => !Object.hasOwn(MIGRATIONS, name));
  if (unknown.length > 0)
    throw new DatabaseProblem(
      'database/newer',
      `The database was brought up to date by a newer version of Jig (it has \`${unknown.sort().join('`, `')}\`).`,
      'Use that version or a later one; going back needs a backup from before the upgrade.',
    );
  return Object.keys(MIGRATIONS).every((name) => executed.has(name));
}

/** The schema and the two extensions: what a database owner may lack the right, or the server the files, to create. */
async function prepareSchema(client: PoolClient): Promise<void> {
  await client.query('create schema if not exists jig').catch((error: unknown) => {
    throw new DatabaseProblem(
      'database/privilege',
      `The database user may not create a schema: ${messageOf(error)}.`,
      'Let the user own the database, or run: grant create on database <name> to <user>;',
      { cause: error },
    );
  });
  for (const extension of EXTENSIONS) await createExtension(client, extension);
}

/** An extension that is there already stays where it is: other programs may use the same database. */
async function createExtension(client: PoolClient, extension: string): Promise<void> {
  const { rowCount } = await client.query('select from pg_extension where extname = $1', [extension]);
  if (rowCount === 1) return;
  const statement = `create extension ${extension} schema jig`;
  await client.query(statement).catch((error: unknown) => {
    const missing = codeOf(error) === '58P01' || codeOf(error) === '0A000';
    throw new DatabaseProblem(
      'database/extension',
      `The Postgres extension \`${extension}\` cannot be set up: ${messageOf(error)}.`,
      missing
        ? 'Install the server’s additional modules (Debian and Ubuntu: postgresql-contrib).'
        : `Let a superuser run, in this database: ${statement};`,
      { cause: error },
    );
  });
}

async function runMigrations(database: Database): Promise<void> {
  const migrator = new Migrator({
    db: database.kysely,
    provider: { getMigrations: () => Promise.resolve({ ...MIGRATIONS }) },
    migrationTableSchema: 'jig',
  });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  throw new DatabaseProblem(
    'database/migration',
    `Jig's own tables could not be brought up to date: ${messageOf(error)}. Nothing was changed.`,
    'Put right what the message names and start again.',
    { cause: error },
  );
}
