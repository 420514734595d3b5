import type { Comparison } from '../../../runtime/expression/tree.ts';
import { arithmeticRules } from './rules-arithmetic.ts';
import { type Condition, enclosed, one } from './sql.ts';

/** An operand of `==` and `in`: its SQL, and whether it may be null as a value of its own (rather than as unknown). */
export type Operand = { readonly sql: string; readonly plain: boolean; readonly nullable: boolean };

/**
 * What Postgres does by itself is not always what the language means. Each entry is one of these differences; the tests
 * replace them one at a time and see that the meaning changes. `isTrue…` is true exactly where the expression is TRUE,
 * `isFalse…` exactly where it is FALSE; either may be null elsewhere.
 */
export const SQL_RULES = {
  isTrueEqual: (a: Operand, b: Operand): Condition => {
    if (!(a.plain && a.nullable && b.plain && b.nullable)) return one(`${a.sql} = ${b.sql}`);
    return isPlace(a.sql) || isPlace(b.sql)
      ? // Postgres finds this by index, but not `is not distinct from`.
        { sql: `${a.sql} = ${b.sql} or ${a.sql} is null and ${b.sql} is null`, rank: 'or' }
      : one(`${a.sql} is not distinct from ${b.sql}`);
  },
  isFalseEqual: (a: Operand, b: Operand): Condition => {
    const [left, right] = [a.plain && a.nullable, b.plain && b.nullable];
    if (!left && !right) return one(`${a.sql} <> ${b.sql}`);
    const computed = [a, b].filter((operand) => !operand.plain).map(({ sql }) => `${sql} is not null`);
    const differs = `${a.sql} is distinct from ${b.sql}`;
    return computed.length === 0 ? one(differs) : { sql: [...computed, differs].join(' and '), rank: 'and' };
  },
  /** A computed value that is null is unknown, and so is whether it is empty. */
  isTrueEmpty: (sql: string, plain: boolean): Condition =>
    plain ? one(`${sql} is null`) : { sql: `${sql} is null and null`, rank: 'and' },
  /** A column without words holds an empty list. */
  filled: (array: string): string => `coalesce(${array}, '{}')`,
  order: (left: string, operator: Comparison, right: string, text: boolean): Condition =>
    one(`${left}${text ? ' collate "C"' : ''} ${operator} ${right}`),
  /** `list` is an array that is not null. */
  isFalseIn: (item: Operand, list: string): Condition => {
    const outside = `${item.sql} <> all(${list})`;
    if (!item.plain) return { sql: `${item.sql} is not null and ${outside}`, rank: 'and' };
    return item.nullable ? { sql: `${item.sql} is null or ${outside}`, rank: 'or' } : one(outside);
  },
  /** Whether `!x` is `wanted`. */
  negation: (isTrue: () => Condition, isFalse: () => Condition, wanted: boolean): Condition =>
    wanted ? isFalse() : isTrue(),
  /** No row of which the condition is anything but true. */
  noneBut: (rows: string, condition: Condition): Condition =>
    one(`not exists (select 1 ${rows} and ${enclosed(condition)} is not true)`),
  ...arithmeticRules,
};

export type SqlRules = typeof SQL_RULES;

const isPlace = (sql: string): boolean => /^\$\d/u.test(sql);
