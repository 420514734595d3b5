/** SQL of a condition, and how tightly it holds together, so that only what must be stands in parentheses. */
export type Condition = { readonly sql: string; readonly rank: 'or' | 'and' | 'one' };

/** Makes a condition that needs no parentheses beside `and` and `or`. */
export const one = (sql: string): Condition => ({ sql, rank: 'one' });

export const TRUE = one('true');
export const FALSE = one('false');

/**
 * All of them. What is true anyway is left out; nothing else ever is, not even beside `false`: the places of its values are
 * bound already, and Postgres takes no value without a place.
 */
export function allOf(parts: readonly Condition[]): Condition {
  const needed = parts.filter((part) => part !== TRUE);
  const [first] = needed;
  if (first === undefined) return TRUE;
  if (needed.length === 1) return first;
  return { sql: needed.map(beside).join(' and '), rank: 'and' };
}

/** Any of them; what is false anyway is left out. */
export function anyOf(parts: readonly Condition[]): Condition {
  const needed = parts.filter((part) => part !== FALSE);
  const [first] = needed;
  if (first === undefined) return FALSE;
  if (needed.length === 1) return first;
  return { sql: needed.map((part) => part.sql).join(' or '), rank: 'or' };
}

/** `(a or b)`, but `a = b` as it is: for a place beside `and`. */
export const beside = (condition: Condition): string =>
  condition.rank === 'or' ? `(${condition.sql})` : condition.sql;

/** For a place where an operator follows. */
export const enclosed = ({ sql }: Condition): string => (/^[a-z]+$/u.test(sql) ? sql : `(${sql})`);
