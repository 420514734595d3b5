import { openScratchDatabase } from '../../server/db/scratch-database.ts';

/** A run of its own that makes a scratch database on the server named, says `up <name>` and stays until it is killed. */
const [databaseUrl = ''] = process.argv.slice(2);
const { database } = await openScratchDatabase(
  { dataFolder: '', dataFolderIsDefault: false, databaseUrl },
  { info: () => undefined, warn: () => undefined },
);
const { rows } = await database.pool.query<{ name: string }>('select current_database() as name');
process.stdout.write(`up ${rows[0]?.name ?? ''}\n`);
setInterval(() => undefined, 60_000);
