import { existsSync } from 'node:fs';
import { MIGRATIONS } from '../../migrations/registry.ts';
import { type Backend, openBackend } from '../backend.ts';
import type { Config } from '../config.ts';
import { locateCluster } from '../db/embedded/cluster-folder.ts';
import type { StartLog } from '../db/database-problem.ts';
import { openDatabase, type Database } from '../db/open.ts';
import { PlanProblem } from './plan-problem.ts';

/**
 * The database that a plan asks: that of DATABASE_URL, else the embedded one where there is one already; null where there is
 * neither. A database that is not ours to start is left as it is: throws PlanProblem where Jig's own tables in it are missing or
 * those of another version.
 */
export async function openPlanDatabase(
  config: Config,
  log: StartLog,
): Promise<Pick<Backend, 'database' | 'close'> | null> {
  const { databaseUrl, dataFolder } = config;
  if (databaseUrl === null)
    return existsSync(locateCluster(dataFolder).data) ? openBackend(config, log) : null;
  const database = await openDatabase(databaseUrl, { poolSize: 2, applicationName: 'jig plan' });
  try {
    await checkSystemTables(database);
  } catch (error) {
    await database.close();
    throw error;
  }
  return { database, close: () => database.close() };
}

async function checkSystemTables({ pool }: Database): Promise<void> {
  const { rows } = await pool.query<{ table: string | null }>(
    `select to_regclass('jig.kysely_migration')::text as table`,
  );
  if (rows[0]?.table == null)
    throw new PlanProblem(
      'The database of DATABASE_URL was never used by Jig, so everything in the definitions would be new. Publish a first release with `jig release`, or compare with a git revision: `jig plan --base main --offline`.',
    );
  const done = await pool.query<{ name: string }>('select name from jig.kysely_migration');
  const names = new Set(done.rows.map(({ name }) => name));
  const newer = [...names].find((name) => !Object.hasOwn(MIGRATIONS, name));
  if (newer !== undefined)
    throw new PlanProblem(
      `The database of DATABASE_URL belongs to a newer version of Jig (it has \`${newer}\`). Plan with that version or a later one.`,
    );
  if (!Object.keys(MIGRATIONS).every((name) => names.has(name)))
    throw new PlanProblem(
      "The database of DATABASE_URL was last used by an older version of Jig, and a plan changes nothing in it. `jig release` or a start of this version brings Jig's own tables up to date; until then compare with a git revision: `jig plan --base main --offline`.",
    );
}
