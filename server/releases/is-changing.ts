import type { Pool } from 'pg';
import { codeOf } from '../db/connection-problem.ts';
import { findOpenMigration } from './open-migration.ts';
import { newestRelease } from './load-release.ts';

/**
 * What Postgres says to a statement of a release whose tables have gone on: a column or table is not there, a value is missing or
 * breaks a constraint that the release does not know, a prepared statement's result has another type.
 */
const OVERTAKEN: ReadonlySet<string> = new Set([
  '42703',
  '42P01',
  '23502',
  '23503',
  '23505',
  '23514',
  '23P01',
  '0A000',
]);

/**
 * Whether an error that the release of a request cannot explain comes of definitions that are changing right now. Asks the database,
 * so only once something failed.
 */
export async function isChanging(
  client: Pick<Pool, 'query'>,
  release: number,
  error: unknown,
): Promise<boolean> {
  if (!OVERTAKEN.has(codeOf(error) ?? '')) return false;
  try {
    const newest = await newestRelease(client);
    return (newest !== null && newest > release) || (await findOpenMigration(client)) !== null;
  } catch {
    return false; // then the first error is the one to tell
  }
}
