import { readFileSync } from 'node:fs';
import { Client } from 'pg';
import { openDatabase } from '../../server/db/open.ts';
import { runMigration } from '../../server/migrate/run-migration.ts';
import { takeBackMigration } from '../../server/migrate/take-back-migration.ts';
import { hooksOf } from '../../server/releases/run-release.ts';

/** What is killed at a statement: this process before it or while the server is at it, the server's process for it, or the server. */
export type Victim = 'before' | 'during' | 'backend' | 'server';

/**
 * A process that runs a migration, or takes it back, and kills at the n-th statement that it sends: `node migrating-process.ts <url>
 * <migration> run|back <records of a batch> <n> <victim> <the server's pid file>`. Tells what came of it where it lives on.
 */
const [url = '', id = '', way, batch, at, victim, pidFile = ''] = process.argv.slice(2);
const database = await openDatabase(url, { poolSize: 3 });
// oxlint-disable-next-line typescript/unbound-method -- called with the client that it is asked of
const send = Client.prototype.query as (...given: unknown[]) => unknown;
let sent = 0;
Object.assign(Client.prototype, {
  query(this: Client & { readonly processID: number }, ...given: unknown[]): unknown {
    sent += 1;
    if (sent !== Number(at)) return send.apply(this, given);
    if (victim === 'before') process.kill(process.pid, 'SIGKILL');
    const result = send.apply(this, given);
    // The statement is on its way; a moment later the server is in the middle of it, or done with it.
    const until = performance.now() + (sent % 4);
    while (performance.now() < until);
    if (victim === 'during') process.kill(process.pid, 'SIGKILL');
    else if (victim === 'backend') process.kill(this.processID, 'SIGKILL');
    else
      process.kill(
        Number(readFileSync(pidFile, 'utf8').split('\n')[0]),
        sent % 2 === 0 ? 'SIGKILL' : 'SIGQUIT',
      );
    return result;
  },
});
const hooks = {
  ...hooksOf({ database, now: () => new Date(), requestId: 'kills' }, id),
  batchRows: Number(batch),
};
const outcome =
  way === 'back'
    ? await takeBackMigration(database, id, hooks).then(() => ({ state: 'taken_back' }))
    : await runMigration(database, id, hooks);
process.stdout.write(`${JSON.stringify({ outcome, sent })}\n`);
await database.close();
