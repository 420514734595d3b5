import type { PoolClient } from 'pg';
import type { SqlValue } from '../sql/binder.ts';
import { codeOf } from '../db/connection-problem.ts';

/** Runs one statement of a question; rows come as arrays. */
export type Ask = <Row extends readonly unknown[]>(
  text: string,
  values?: readonly SqlValue[],
) => Promise<readonly Row[]>;

/** The least that a question gets, however many there are. */
const LEAST_MS = 20;

/** The statement was cancelled at its timeout, or waited too long for a table that somebody changes. */
export const TOO_SLOW: ReadonlySet<string> = new Set(['57014', '55P03']);

/** A question's time ran out. */
class OutOfTime extends Error {
  override readonly name = 'OutOfTime';
}

/** Time for questions to one connection. */
export type Budget = {
  /**
   * Lets `work` ask within its share of what is left: an equal part for each of `left` questions, so that what the quick
   * ones spare goes to the slow ones. Null when the time ran out; the transaction goes on.
   */
  readonly within: <Result>(left: number, work: (ask: Ask) => Promise<Result>) => Promise<Result | null>;
};

/** Starts the clock. The client must be in a transaction. */
export function createBudget(client: PoolClient, milliseconds: number): Budget {
  const end = performance.now() + milliseconds;
  return {
    within: async (left, work) => {
      const now = performance.now();
      const remaining = end - now;
      if (remaining < LEAST_MS) return null;
      const until = now + Math.max(LEAST_MS, remaining / Math.max(1, left));
      await client.query('savepoint question');
      try {
        const result = await work(askUntil(client, until));
        await client.query('release savepoint question');
        return result;
      } catch (error) {
        if (!(error instanceof OutOfTime)) throw error;
        await client.query('rollback to savepoint question; release savepoint question');
        return null;
      }
    },
  };
}

function askUntil(client: PoolClient, until: number): Ask {
  return async <Row extends readonly unknown[]>(text: string, values: readonly SqlValue[] = []) => {
    const remaining = Math.floor(until - performance.now());
    if (remaining < 1) throw new OutOfTime('Nothing is left of the time for this question.');
    await client.query(`set local statement_timeout = ${remaining}`);
    try {
      const result = await client.query<unknown[], SqlValue[]>({
        text,
        values: [...values],
        rowMode: 'array',
      });
      return result.rows as unknown as Row[];
    } catch (error) {
      if (TOO_SLOW.has(codeOf(error) ?? ''))
        throw new OutOfTime('The statement took too long.', { cause: error });
      throw error;
    }
  };
}
