import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import type { Config } from '../config.ts';
import { codeOf, connectionProblem, messageOf } from './connection-problem.ts';
import { DatabaseProblem, type StartLog } from './database-problem.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { openDatabase, type Database } from './open.ts';
import { migrateSystem } from '../migrate/migrate-system.ts';

/** A database that nobody else uses, gone after `close`. */
export type ScratchDatabase = { readonly database: Database; readonly close: () => Promise<void> };

/** Begins the name of every scratch database. */
const PREFIX = 'jig_scratch_';
/** Held while a scratch database is made or removed, so that nobody takes a fresh one for one left behind. */
const SCRATCH_LOCK = 7_305_011;
const ADMIN_WAIT_MS = 10_000;

/**
 * Makes an empty database with Jig's own tables on the server of `databaseUrl`, or on the embedded one. Those that earlier
 * runs left behind, when they were killed, are dropped first. Throws DatabaseProblem.
 */
export async function openScratchDatabase(
  config: Pick<Config, 'dataFolder' | 'dataFolderIsDefault' | 'databaseUrl'>,
  log: StartLog,
): Promise<ScratchDatabase> {
  const { dataFolder, dataFolderIsDefault, databaseUrl } = config;
  const server =
    databaseUrl === null
      ? await startEmbeddedPostgres({ dataFolder, movable: dataFolderIsDefault, log })
      : null;
  const serverUrl = server?.url ?? databaseUrl ?? '';
  let made: ScratchDatabase | null = null;
  try {
    made = await createScratch(serverUrl);
    await migrateSystem(made.database);
    const scratch = made;
    return {
      database: scratch.database,
      close: async () => {
        await scratch.close();
        await server?.stop();
      },
    };
  } catch (error) {
    await made?.close();
    await server?.stop();
    throw error;
  }
}

async function createScratch(serverUrl: string): Promise<ScratchDatabase> {
  const name = `${PREFIX}${randomBytes(8).toString('hex')}`;
  const database = await asAdministrator(serverUrl, async (admin) => {
    await dropAbandoned(admin);
    await admin.query(`create database ${name} encoding 'UTF8' template template0`);
    // Nothing in it outlives the run, so nothing waits for the disk.
    await admin.query(`alter database ${name} set synchronous_commit = off`);
    // The connection opened here is what tells the database from one that was left behind.
    return await openDatabase(databaseUrl(serverUrl, name), { poolSize: 2, applicationName: 'jig test' });
  });
  return {
    database,
    close: async () => {
      await database.close();
      await asAdministrator(serverUrl, (admin) =>
        admin.query(`drop database if exists ${name} with (force)`),
      );
    },
  };
}

/** A scratch database without a connection belongs to no living run; one in use cannot be dropped this way. */
async function dropAbandoned(admin: Client): Promise<void> {
  const { rows } = await admin.query<{ name: string }>(
    `select datname as name from pg_database d where starts_with(datname, '${PREFIX}')
     and pg_has_role(d.datdba, 'usage') and not exists (select from pg_stat_activity a where a.datid = d.oid)`,
  );
  for (const { name } of rows)
    await admin.query(`drop database if exists "${name}"`).catch((error: unknown) => {
      // 55006: somebody uses it after all; 3D000: somebody else dropped it.
      if (!['55006', '3D000'].includes(codeOf(error) ?? '')) throw error;
    });
}

async function asAdministrator<Result>(
  serverUrl: string,
  work: (admin: Client) => Promise<Result>,
): Promise<Result> {
  const admin = new Client({
    connectionString: serverUrl,
    application_name: 'jig test',
    connectionTimeoutMillis: ADMIN_WAIT_MS,
  });
  admin.on('error', () => undefined);
  try {
    await admin.connect();
  } catch (error) {
    throw connectionProblem(serverUrl, error);
  }
  try {
    await admin.query('select pg_advisory_lock($1)', [SCRATCH_LOCK]);
    return await work(admin);
  } catch (error) {
    throw explained(error);
  } finally {
    await admin.end();
  }
}

function explained(error: unknown): unknown {
  if (codeOf(error) !== '42501') return error;
  return new DatabaseProblem(
    'database/scratch',
    `The user of DATABASE_URL may not create a database to run the examples in: ${messageOf(error)}.`,
    'Give the user the right (`alter role … createdb`), or leave DATABASE_URL out: Jig then runs its own server.',
    { cause: error },
  );
}

function databaseUrl(serverUrl: string, name: string): string {
  const address = new URL(serverUrl);
  address.pathname = `/${name}`;
  return address.href;
}
