import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compile } from '../../runtime/compile/compile.ts';
import { startEmbeddedPostgres } from '../../server/db/embedded-postgres.ts';
import { openDatabase } from '../../server/db/open.ts';
import { migrateSystem } from '../../server/migrate/migrate-system.ts';
import { activate } from '../../server/releases/activate.ts';
import { ORDER_DEFINITIONS } from './definitions.ts';
import { seedOrders } from './seed.ts';

export type OrderDatabase = {
  readonly url: string;
  readonly token: string;
  readonly close: () => Promise<void>;
};

/** A fresh embedded Postgres with the product's own settings, the benchmark's tables and one million orders. */
export async function openOrderDatabase(): Promise<OrderDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'jig-bench-'));
  await chmod(folder, 0o755); // the database's own user has to get in when this runs as root
  const { model } = compile(ORDER_DEFINITIONS);
  if (model === null) throw new Error('the definitions of the benchmark do not compile');
  const postgres = await startEmbeddedPostgres({
    dataFolder: folder,
    movable: true,
    log: { info: () => undefined, warn: () => undefined },
  });
  const database = await openDatabase(postgres.url);
  await migrateSystem(database);
  await activate(database, model);
  await database.close();
  const { token } = await seedOrders(postgres.url);
  const close = async (): Promise<void> => {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { url: postgres.url, token, close };
}
