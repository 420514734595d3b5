import type { Config } from './config.ts';
import type { StartLog } from './db/database-problem.ts';
import { startEmbeddedPostgres } from './db/embedded-postgres.ts';
import { openDatabase, type Database } from './db/open.ts';
import { migrateSystem } from './migrate/migrate-system.ts';

/** The database, ready for releases, and the way to let go of it. */
export type Backend = {
  readonly database: Database;
  /** Whether the server is our own; only then may demonstration data be loaded. */
  readonly embedded: boolean;
  /** Closes the pool, then stops the embedded server. */
  readonly close: () => Promise<void>;
};

/** Starts the embedded server where no other is named, opens the database and brings Jig's own tables up to date. */
export async function openBackend(config: Config, log: StartLog): Promise<Backend> {
  const { dataFolder, dataFolderIsDefault, databaseUrl } = config;
  const server =
    databaseUrl === null
      ? await startEmbeddedPostgres({ dataFolder, movable: dataFolderIsDefault, log })
      : null;
  let database: Database | null = null;
  const close = async (): Promise<void> => {
    await database?.close();
    await server?.stop();
  };
  try {
    const onConnectionLost = (error: Error): void =>
      log.warn(`A database connection was lost: ${error.message}`);
    database = await openDatabase(server?.url ?? databaseUrl ?? '', { onConnectionLost });
    await migrateSystem(database);
    return { database, embedded: server !== null, close };
  } catch (error) {
    await close();
    throw error;
  }
}
