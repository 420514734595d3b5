import { createWriteStream } from 'node:fs';
import { serve } from '@hono/node-server';
import { compile } from '../../runtime/compile/compile.ts';
import { createApp } from '../../server/app.ts';
import { openDatabase } from '../../server/db/open.ts';
import { logObservations, openLog } from '../../server/observe/log.ts';
import { activate } from '../../server/releases/activate.ts';
import { createReleaseHolder } from '../../server/releases/holder.ts';
import { ORDER_DEFINITIONS } from './definitions.ts';

/** The contender: Jig's own app with its usual log level, serving the benchmark's definitions. */
const { model } = compile(ORDER_DEFINITIONS);
if (model === null) throw new Error('the definitions of the benchmark do not compile');
const database = await openDatabase(process.argv[2] ?? '');
const app = createApp({
  database,
  releases: createReleaseHolder(await activate(database, model)),
  observe: logObservations(openLog('info', createWriteStream('/dev/null'))),
});
serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, (address) =>
  process.send?.({ port: address.port }),
);
process.once('disconnect', () => process.exit());
