import { Kysely, PostgresDialect } from 'kysely';
import { Pool } from 'pg';
import { connectionProblem, unsuitableProblem } from './connection-problem.ts';
import type { SystemTables } from './system-tables.ts';
import { VALUE_PARSERS } from './value-parsers.ts';

export type Database = {
  readonly pool: Pool;
  readonly kysely: Kysely<SystemTables>;
  close(): Promise<void>;
};

export type DatabaseOptions = {
  /** Connections at most. */
  readonly poolSize?: number;
  /** A statement that takes longer is cancelled (SQLSTATE 57014). */
  readonly statementTimeoutMs?: number;
  readonly lockTimeoutMs?: number;
  /** How long a request waits for a free connection, and how long opening one may take. */
  readonly connectTimeoutMs?: number;
  readonly applicationName?: string;
  /** Told of idle connections that the server closed; the pool opens new ones by itself. */
  readonly onConnectionLost?: (error: Error) => void;
};

/** A transaction that does nothing for this long is ended by the server, so that its locks never stay behind. */
const IDLE_IN_TRANSACTION_MS = 30_000;

/**
 * Same printing of values on every server. `jit` costs more than it gives in statements of a few milliseconds;
 * `search_path` is empty of anything that another user could shadow.
 */
const SESSION =
  '-c DateStyle=ISO -c IntervalStyle=iso_8601 -c TimeZone=UTC -c extra_float_digits=1 -c jit=off ' +
  '-c client_min_messages=warning -c search_path=pg_catalog';

/**
 * Opens a pool to the Postgres database at `url` and makes sure that it answers and can hold Jig's data. Throws
 * DatabaseProblem when it is down, refuses the sign-in, is too old, is a read-only replica or does not store UTF-8.
 */
export async function openDatabase(url: string, options: DatabaseOptions = {}): Promise<Database> {
  const pool = createPool(url, options);
  try {
    await checkServer(pool, url);
  } catch (error) {
    await pool.end();
    throw error;
  }
  const kysely = new Kysely<SystemTables>({ dialect: new PostgresDialect({ pool }) });
  return { pool, kysely, close: () => closePool(pool) };
}

function createPool(url: string, options: DatabaseOptions): Pool {
  const pool = new Pool({
    connectionString: url,
    max: Math.max(options.poolSize ?? 10, 2), // one holds the schema lock while another migrates
    statement_timeout: options.statementTimeoutMs ?? 15_000,
    lock_timeout: options.lockTimeoutMs ?? 5_000,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 5_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    application_name: options.applicationName ?? 'jig',
    options: SESSION,
    types: VALUE_PARSERS,
  });
  // Without a listener the end of an idle connection ends the whole process.
  pool.on('error', (error) => options.onConnectionLost?.(error));
  return pool;
}

async function checkServer(pool: Pool, url: string): Promise<void> {
  const { rows } = await pool
    .query<ServerFacts>(
      `select current_setting('server_version_num')::int as version_number, current_setting('server_version') as version,
              current_setting('server_encoding') as encoding, pg_is_in_recovery() as replica, current_database() as database`,
    )
    .catch((error: unknown) => {
      throw connectionProblem(url, error);
    });
  const problem = rows[0] === undefined ? null : unsuitableProblem(rows[0]);
  if (problem !== null) throw problem;
}

export type ServerFacts = {
  readonly version_number: number;
  readonly version: string;
  readonly encoding: string;
  readonly replica: boolean;
  readonly database: string;
};

async function closePool(pool: Pool): Promise<void> {
  if (!pool.ended) await pool.end();
}
