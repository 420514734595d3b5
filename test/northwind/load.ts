import path from 'node:path';
import { loadFiles } from '../../server/demonstration/load-demonstration.ts';
import type { Database } from '../../server/db/open.ts';
import { openDatabase } from '../../server/db/open.ts';
import { startEmbeddedPostgres } from '../../server/db/embedded-postgres.ts';
import { migrateSystem } from '../../server/migrate/migrate-system.ts';
import type { ActiveRelease } from '../../server/releases/activate.ts';
import { activateDefinitions, EXAMPLE } from '../support/activate-definitions.ts';
import { NORTHWIND } from './mapping.ts';
import { northwindAbsence, readSources, restoreOriginal, type Original } from './original.ts';

export type Northwind = {
  readonly release: ActiveRelease;
  /** The original, still open for comparison. */
  readonly original: Original;
  /** Records that each entity got. */
  readonly counts: ReadonlyMap<string, number>;
};

/**
 * Restores the original beside Jig's tables in an empty database and creates its records, as the example workspace defines
 * them, through the operations. `prepare` may change the original first. Throws when the database holds records already.
 */
export async function loadNorthwind(
  url: string,
  database: Database,
  prepare: (original: Original) => Promise<unknown> = () => Promise.resolve(),
): Promise<Northwind> {
  const release = await activateDefinitions(database, EXAMPLE);
  const original = await restoreOriginal(url);
  try {
    await prepare(original);
    const files = await readSources(original, NORTHWIND);
    const context = { database, release, now: () => new Date(), observe: () => undefined };
    const counts = await loadFiles(context, files, { key: 'northwind', name: 'Northwind import' });
    if (counts === null)
      throw new Error('The database holds records already. Northwind is loaded into an empty one.');
    return { release, original, counts };
  } catch (error) {
    await original.close();
    throw error;
  }
}

async function loadInto(url: string): Promise<void> {
  const database = await openDatabase(url);
  try {
    await migrateSystem(database);
    const { original, counts } = await loadNorthwind(url, database);
    await original.close();
    for (const [entity, count] of counts) process.stdout.write(`${String(count).padStart(6)}  ${entity}\n`);
  } finally {
    await database.close();
  }
}

async function main(url: string | undefined): Promise<void> {
  const absence = northwindAbsence();
  if (absence !== null) throw new Error(absence);
  if (url !== undefined) return loadInto(url);
  const dataFolder = path.resolve('.jig/northwind');
  const log = { info: () => undefined, warn: (message: string) => process.stderr.write(`${message}\n`) };
  const server = await startEmbeddedPostgres({ dataFolder, log });
  try {
    await loadInto(server.url);
    process.stdout.write('\nLook at it with: JIG_DATA=.jig/northwind npm start\n');
  } finally {
    await server.stop();
  }
}

if (import.meta.main) {
  await main(process.argv[2]).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
}
