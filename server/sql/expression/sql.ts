/** SQL of a condition, and how tightly it holds together, so that only what must be stands in parentheses. */
export type Condition = { readonly sql: string; readonly rank: 'or' | 'and' | 'one' };

/** Makes a condition that needs no parentheses beside `and` and `or`. */
export const one = (sql: string): Condition => ({ sql, rank: 'one' });

export const TRUE = one('true');
export const FALSE = one('false');

/** All of them; what cannot be met makes the whole so. */
export function allOf(parts: readonly Condition[]): Condition {
  const needed = parts.filter((part) => part !== TRUE);
  const [first] = needed;
  if (needed.includes(FALSE)) return FALSE;
  if (first === undefined) return TRUE;
  if (needed.length === 1) return first;
  return {
    sql: needed.map((part) => (part.rank === 'or' ? `(${part.sql})` : part.sql)).join(' and '),
    rank: 'and',
  };
}

/** Any of them. */
export function anyOf(parts: readonly Condition[]): Condition {
  const needed = parts.filter((part) => part !== FALSE);
  const [first] = needed;
  if (needed.includes(TRUE)) return TRUE;
  if (first === undefined) return FALSE;
  if (needed.length === 1) return first;
  return { sql: needed.map((part) => part.sql).join(' or '), rank: 'or' };
}

/** `(a or b)`, but `a = b` as it is: for a place beside `and`. */
export const beside = (condition: Condition): string =>
  condition.rank === 'or' ? `(${condition.sql})` : condition.sql;

/** For a place where an operator follows. */
export const enclosed = ({ sql }: Condition): string => (/^[a-z]+$/u.test(sql) ? sql : `(${sql})`);
