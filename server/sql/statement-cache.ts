import { hash } from 'node:crypto';
import type pg from 'pg';
import type { SqlValue, Statement } from './binder.ts';

/** Shapes kept for one release; the least recently used goes first. */
const MOST_ENTRIES = 1000;
/** Names prepared by one process. Postgres keeps each on every connection, with its plan, until the connection ends. */
const MOST_NAMES = 500;
/** A shape is worth a prepared statement when it comes back. */
const USES_BEFORE_NAME = 2;

/** Values by key with a bound; reading a value makes it the newest. */
export type BoundedCache<T> = {
  readonly find: (key: string) => T | undefined;
  readonly keep: (key: string, value: T) => T;
};

/** Makes an empty cache. */
export function createBoundedCache<T>(most = MOST_ENTRIES): BoundedCache<T> {
  const entries = new Map<string, T>();
  return {
    find: (key) => {
      const value = entries.get(key);
      if (value === undefined) return undefined;
      entries.delete(key);
      entries.set(key, value);
      return value;
    },
    keep: (key, value) => {
      entries.set(key, value);
      if (entries.size > most) entries.delete(entries.keys().next().value ?? '');
      return value;
    },
  };
}

const names = new Set<string>();
const uses = new WeakMap<object, number>();

/** Name under which the statement is prepared, or undefined while it is rare. The same text always has the same name. */
function nameOf(statement: Statement<never>): string | undefined {
  const seen = (uses.get(statement) ?? 0) + 1;
  uses.set(statement, seen);
  if (seen <= USES_BEFORE_NAME) return undefined;
  const known = prepared.get(statement);
  if (known !== undefined) return known;
  const name = `jig_${hash('sha256', statement.text, 'hex').slice(0, 24)}`;
  if (!names.has(name) && names.size >= MOST_NAMES) return undefined;
  names.add(name);
  prepared.set(statement, name);
  return name;
}

const prepared = new WeakMap<object, string>();

/** Runs a statement with its values; rows come as arrays in the order of its columns. */
export async function runStatement<V, Row extends readonly unknown[]>(
  client: Pick<pg.Pool, 'query'> | pg.PoolClient,
  statement: Statement<V>,
  values: V,
): Promise<Row[]> {
  const name = nameOf(statement);
  const query: pg.QueryArrayConfig<SqlValue[]> = {
    text: statement.text,
    values: statement.binds.map((pick) => pick(values)),
    rowMode: 'array',
    ...(name === undefined ? {} : { name }),
  };
  const result = await client.query<unknown[], SqlValue[]>(query);
  return result.rows as unknown as Row[];
}
