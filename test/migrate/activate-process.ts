import { openDatabase } from '../../server/db/open.ts';
import { migrateSystem } from '../../server/migrate/migrate-system.ts';
import { activate } from '../../server/releases/activate.ts';
import { wideModel } from './wide-model.ts';

/** A process of its own that brings a database up and activates: `node activate-process.ts <url> <entities>`. */
const [url = '', entities = '1'] = process.argv.slice(2);
const database = await openDatabase(url);
await migrateSystem(database);
process.stdout.write('ready\n');
const { number } = await activate(database, wideModel(Number(entities)));
process.stdout.write(`release ${number}\n`);
await database.close();
