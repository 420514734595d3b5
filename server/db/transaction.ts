import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { codeOf } from './connection-problem.ts';
import type { Database } from './open.ts';

/** Serialisation failure and deadlock: the same work, begun again, succeeds. */
const AGAIN: ReadonlySet<string> = new Set(['40001', '40P01']);
const MOST_ATTEMPTS = 4;

export type TransactionOptions = {
  readonly isolation?: 'read committed' | 'repeatable read' | 'serializable';
};

/**
 * Runs `work` in one transaction and gives its result once that is committed; rolls back when `work` throws. After a
 * deadlock or serialisation failure `work` runs again, at most 3 times, so it must have no effect but in the database.
 */
export async function inTransaction<Result>(
  database: Pick<Database, 'pool'>,
  work: (client: pg.PoolClient) => Promise<Result>,
  options: TransactionOptions = {},
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await runOnce(database.pool, work, options);
    } catch (error) {
      if (attempt === MOST_ATTEMPTS || !AGAIN.has(codeOf(error) ?? '')) throw error;
      await sleep(attempt * 5 + Math.random() * 20);
    }
  }
}

async function runOnce<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
  options: TransactionOptions,
): Promise<Result> {
  const client = await pool.connect();
  let lost: Error | undefined;
  const onLost = (error: Error): void => {
    lost = error;
  };
  client.on('error', onLost);
  try {
    await client.query(
      options.isolation === undefined ? 'begin' : `begin isolation level ${options.isolation}`,
    );
    const result = await work(client);
    await commit(client);
    return result;
  } catch (error) {
    // A connection that cannot even roll back is not given to the next request.
    await client.query('rollback').catch((failed: Error) => (lost = failed));
    throw error;
  } finally {
    client.off('error', onLost);
    client.release(lost);
  }
}

/** Postgres answers COMMIT of a failed transaction with ROLLBACK and no error: only the tag tells. */
async function commit(client: pg.PoolClient): Promise<void> {
  const { command } = await client.query('commit');
  if (command !== 'COMMIT')
    throw new Error(`The transaction ended with ${command}: an error in it was swallowed.`);
}
