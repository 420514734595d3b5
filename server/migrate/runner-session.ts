import type { PoolClient } from 'pg';
import type { Database } from '../db/open.ts';

/** Key of the advisory lock of whoever runs a migration; `jigm` in ASCII. */
const RUNNER_LOCK = 0x6a69676d;

/**
 * Runs `work` on a connection that holds the lock of the one runner there is; null where another process holds it. The lock dies
 * with the connection: the server looks after its client every second, also while a long statement runs.
 */
export async function asRunner<Result>(
  database: Pick<Database, 'pool'>,
  work: (client: PoolClient) => Promise<Result>,
): Promise<Result | null> {
  const client = await database.pool.connect();
  const onLost = (): void => undefined;
  client.on('error', onLost);
  try {
    await client.query(`set client_connection_check_interval = '1s'`).catch(() => undefined); // not on every system
    const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [
      RUNNER_LOCK,
    ]);
    return rows[0]?.held === true ? await work(client) : null;
  } finally {
    client.off('error', onLost);
    // Closing the connection gives the lock back and forgets the session's settings, whatever happened.
    client.release(true);
  }
}

/** Whether a runner is at work now. */
export async function hasRunner(database: Pick<Database, 'pool'>): Promise<boolean> {
  const { rows } = await database.pool.query<{ held: boolean }>(
    `select exists (select from pg_locks where locktype = 'advisory' and classid = 0 and objid = $1 and granted
       and database = (select oid from pg_database where datname = current_database())) as held`,
    [RUNNER_LOCK],
  );
  return rows[0]?.held === true;
}
