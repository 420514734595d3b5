import type pg from 'pg';
import type { Database } from '../db/open.ts';
import { inTransaction } from '../db/transaction.ts';

const SAVEPOINT = 'jig_inner';

/** What a transaction of an operation becomes inside the one around it. */
const INNER: Readonly<Record<string, string>> = {
  begin: `savepoint ${SAVEPOINT}`,
  commit: `release savepoint ${SAVEPOINT}`,
  rollback: `rollback to savepoint ${SAVEPOINT}`,
};

/**
 * Runs `work` with a database whose every statement belongs to one transaction: operations that open their own get a
 * savepoint in it, one after another. Either all of them take effect or none.
 */
export function inSingleTransaction<Result>(
  database: Database,
  work: (inner: Database) => Promise<Result>,
): Promise<Result> {
  return inTransaction(database, (client) => work({ ...database, pool: innerPool(client) }));
}

/** The two calls of a pool that operations make. */
function innerPool(client: pg.PoolClient): pg.Pool {
  const query = client.query.bind(client) as (
    statement: unknown,
    ...rest: readonly unknown[]
  ) => Promise<unknown>;
  const inner = {
    query: async (statement: unknown, ...rest: readonly unknown[]) => {
      const replaced = typeof statement === 'string' ? INNER[statement] : undefined;
      const result = await query(replaced ?? statement, ...rest);
      return statement === 'commit' ? { command: 'COMMIT' } : result;
    },
    on: () => undefined,
    off: () => undefined,
    release: () => undefined,
  };
  return { query, connect: () => Promise.resolve(inner) } as unknown as pg.Pool;
}
