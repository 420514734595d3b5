import type pg from 'pg';
import type { Database } from './open.ts';
import { inTransaction } from './transaction.ts';

/** Of what an operation opens and ends itself. */
const INNER = 'jig_inner';
/** Around a statement that an operation sends by itself. */
const ALONE = 'jig_alone';

/**
 * Runs `work` with a database whose every statement belongs to one transaction: operations that open their own get a
 * savepoint in it, one after another. Either all of them take effect or none.
 */
export function inSingleTransaction<Result>(
  database: Database,
  work: (inner: Database) => Promise<Result>,
): Promise<Result> {
  return inTransaction(database, (client) => work({ ...database, pool: innerPool(client, false) }));
}

/**
 * Runs `work` likewise and takes everything back afterwards, whether it went well or not. On `guarded` a statement that fails
 * leaves the transaction as it was before, so that `work` goes on after a refusal as it would outside; on `inner` it ends it.
 */
export async function inRolledBackTransaction<Result>(
  database: Database,
  work: (inner: Database, guarded: Database) => Promise<Result>,
): Promise<Result> {
  const client = await database.pool.connect();
  let lost: Error | undefined;
  try {
    await client.query('begin');
    const inner = { ...database, pool: innerPool(client, false) };
    return await work(inner, { ...database, pool: innerPool(client, true) });
  } finally {
    await client.query('rollback').catch((failed: Error) => (lost = failed));
    client.release(lost);
  }
}

type Query = (statement: unknown, ...rest: readonly unknown[]) => Promise<unknown>;

/** The two calls of a pool that operations make. */
function innerPool(client: pg.PoolClient, guarded: boolean): pg.Pool {
  const query = client.query.bind(client) as Query;
  const inner = {
    query: async (statement: unknown, ...rest: readonly unknown[]) => {
      const result = await query(typeof statement === 'string' ? within(statement) : statement, ...rest);
      return statement === 'commit' ? { command: 'COMMIT' } : result;
    },
    on: () => undefined,
    off: () => undefined,
    release: () => undefined,
  };
  return {
    query: guarded ? guard(query) : query,
    connect: () => Promise.resolve(inner),
  } as unknown as pg.Pool;
}

/** What the statements of a transaction become inside the one around it. */
function within(statement: string): string {
  if (statement === 'begin' || statement.startsWith('begin ')) return `savepoint ${INNER}`;
  if (statement === 'commit') return `release savepoint ${INNER}`;
  return statement === 'rollback' ? `rollback to savepoint ${INNER}` : statement;
}

/** Keeps the transaction usable after a statement that fails. */
function guard(query: Query): Query {
  return async (statement, ...rest) => {
    await query(`savepoint ${ALONE}`);
    try {
      const result = await query(statement, ...rest);
      await query(`release savepoint ${ALONE}`);
      return result;
    } catch (error) {
      await query(`rollback to savepoint ${ALONE}`);
      throw error;
    }
  };
}
