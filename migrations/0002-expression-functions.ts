import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * What the rule language needs of Postgres beyond its own functions. Each is one expression, parsed when it is created, so
 * that no search path changes its meaning and Postgres puts it in place of the call; all are immutable, as generated
 * columns ask. They give null where the evaluator of the language gives unknown, and never an error.
 */
export const expressionFunctions: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
  },
};

const SAFE = '9007199254740991';
/** Longest duration either way: ten thousand years of milliseconds. */
const LONGEST = '315576000000000';
/** Milliseconds since 1970 of the first and the last instant that the language knows: years 1 to 9999. */
const INSTANTS = '-62135596800000 and 253402300799999';
/** Days between the first and the last day that the language knows. */
const DAYS = '3652058';
const [UPPER, LOWER] = ['ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz'];

const define = (signature: string, result: string, expression: string): string =>
  `create function jig.${signature} returns ${result} language sql immutable parallel safe return ${expression}`;

const STATEMENTS = [
  define('int(x bigint)', 'bigint', `case when x between -${SAFE} and ${SAFE} then x end`),
  define('int(x numeric)', 'bigint', `case when x between -${SAFE} and ${SAFE} then x::bigint end`),
  define('span(x bigint)', 'bigint', `case when x between -${LONGEST} and ${LONGEST} then x end`),
  define('span(x numeric)', 'bigint', `case when x between -${LONGEST} and ${LONGEST} then x::bigint end`),
  // Half away from zero, exactly: twice the quotient plus one, cut off, halved; a division of numerics would round before.
  define(
    'div(a numeric, b numeric, places int)',
    'numeric',
    `case when b <> 0 then sign(a) * sign(b) * ('1e' || (-places)::text)::numeric
       * div(2 * abs(a) * ('1e' || places::text)::numeric + abs(b), 2 * abs(b)) end`,
  ),
  // As a column of 20 digits before the point and `places` behind it holds it.
  define(
    'fit(x numeric, places int)',
    'numeric',
    `case when abs(round(x, places)) < 100000000000000000000 then round(x, places) end`,
  ),
  define('fit(x text, most int)', 'text', `case when char_length(x) <= most then x end`),
  define('ms(x timestamptz)', 'bigint', `(extract(epoch from x at time zone 'UTC') * 1000)::bigint`),
  // Hours only: an interval of days would follow the session's daylight saving.
  define(
    'add_ms(x timestamptz, ms bigint)',
    'timestamptz',
    `case when jig.ms(x) + ms between ${INSTANTS} then
       (((x at time zone 'UTC') + make_interval(secs => ms / 1000.0)) at time zone 'UTC')::timestamptz(3) end`,
  ),
  define('ms_between(a timestamptz, b timestamptz)', 'bigint', `(extract(epoch from a - b) * 1000)::bigint`),
  // One condition inside the other: Postgres works out what is constant beforehand, unless a constant condition is false.
  define(
    'add_days(x date, days bigint)',
    'date',
    `case when days between -${DAYS} and ${DAYS} then
       case when days between date '0001-01-01' - x and date '9999-12-31' - x then x + days::int end end`,
  ),
  define('lower_ascii(x text)', 'text', `translate(x, '${UPPER}', '${LOWER}')`),
  define('upper_ascii(x text)', 'text', `translate(x, '${LOWER}', '${UPPER}')`),
];
