import type pg from 'pg';
import type { Database } from './open.ts';
import { inTransaction } from './transaction.ts';

/** Thrown by what went well, so that the transaction takes it back. */
class Rehearsed extends Error {
  override readonly name = 'Rehearsed';
}

/** Runs `work` in a transaction that is always rolled back, and gives its result. */
export async function rehearse<Result>(
  database: Pick<Database, 'pool'>,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const done: Result[] = [];
  try {
    await inTransaction(database, async (client) => {
      done.splice(0, done.length, await work(client));
      throw new Rehearsed('Everything is taken back.');
    });
  } catch (error) {
    if (!(error instanceof Rehearsed)) throw error;
  }
  const [result] = done;
  return result as Result;
}
