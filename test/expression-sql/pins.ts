import { portableRegex } from '../../runtime/expression/regex/portable-regex.ts';
import type { Arithmetic, Comparison, Tree } from '../../runtime/expression/tree.ts';
import type { Type } from '../../runtime/expression/type.ts';
import type { RecordValue, Value } from '../../runtime/expression/value.ts';
import { createExpressionSql } from '../../server/sql/expression/compile.ts';
import { SQL_RULES, type SqlRules } from '../../server/sql/expression/rules.ts';
import { one } from '../../server/sql/expression/sql.ts';
import type { SqlTarget } from '../../server/sql/expression/target.ts';
import { type Sides, STANDARD } from './agree.ts';
import { GBP } from './tables.ts';
import { BOOL, call, literalTree, path, tree } from './trees.ts';

/** A rule that keeps evaluator and SQL together, an expression that shows it, and both without the rule. */
export type Pin = {
  readonly pin: number;
  readonly without: string;
  readonly shows: Tree;
  readonly sides: Sides;
};

const STRING: Type = { is: 'string' };
const INT: Type = { is: 'int' };
const DECIMAL: Type = { is: 'decimal' };
const DATE: Type = { is: 'date' };
const DATETIME: Type = { is: 'datetime' };
const DURATION: Type = { is: 'duration' };
const WORDS: Type = { is: 'list', of: STRING };

const field = (type: Type, name: string, nullable = true): Tree =>
  path(type, 'record', name.split('.'), nullable);
const compare = (left: Tree, operator: Comparison, right: Tree): Tree =>
  tree({ is: 'compare', type: BOOL, operator, left, right });
const compute = (type: Type, left: Tree, operator: Arithmetic, right: Tree): Tree =>
  tree({ is: 'arithmetic', type, operator, left, right });
const not = (of: Tree): Tree => tree({ is: 'not', type: BOOL, of });
const isIn = (item: Tree, list: Tree): Tree => tree({ is: 'in', type: BOOL, item, list });
const text = (value: string): Tree => literalTree(STRING, value);
const int = (value: number): Tree => literalTree(INT, value);
const decimal = (value: string): Tree => literalTree(DECIMAL, value);
const empty = literalTree({ is: 'null' }, null);
const pattern = (source: string): Tree => {
  const regex = portableRegex(source);
  return text('pattern' in regex ? regex.pattern : source);
};

const title = field(STRING, 'title');
const code = field(STRING, 'code', false);
const amount = field(INT, 'amount');
const pieces = field(INT, 'pieces', false);
const tags = path(WORDS, 'record', ['tags'], false);

const rules = (changed: Partial<SqlRules>): Sides => ({
  ...STANDARD,
  sql: createExpressionSql({ ...SQL_RULES, ...changed }),
});
const columns = (type: Type['is'], change: (column: string) => string): Sides => ({
  ...STANDARD,
  target: (target) => ({
    ...target,
    column: (at) => (at.type.is === type ? change(target.column(at)) : target.column(at)),
  }),
});
const bound = (change: (target: SqlTarget) => SqlTarget['bind']): Sides => ({
  ...STANDARD,
  target: (target) => ({ ...target, bind: change(target) }),
});
const evaluated = (value: (item: RecordValue) => Value): Sides => ({
  ...STANDARD,
  evaluate: (_, { items }) => items.map(value),
});

const all = (list: Tree, body: Tree): Tree =>
  tree({ is: 'loop', type: BOOL, kind: 'all', list, item: 'v0', body });
const lines = path({ is: 'list', of: { is: 'record', entity: 'line' } }, 'record', ['lines'], false);

/** Numbered as in the reference; 19 and 21 are no matter of one expression and stand in the test itself. */
export const PINS: readonly Pin[] = [
  {
    pin: 1,
    without: 'inner joins for references',
    shows: compare(field(STRING, 'customer.name'), '==', empty),
    sides: { ...STANDARD, text: (statement) => statement.replaceAll('left join', 'join') },
  },
  {
    pin: 2,
    without: 'plain `=` for two fields',
    shows: compare(title, '==', path(STRING, 'user', ['nowhere'], true)),
    sides: rules({ isTrueEqual: (a, b) => one(`${a.sql} = ${b.sql}`) }),
  },
  {
    pin: 2,
    without: 'plain `<>`',
    shows: compare(title, '!=', text('a')),
    sides: rules({ isFalseEqual: (a, b) => one(`${a.sql} <> ${b.sql}`) }),
  },
  {
    pin: 2,
    without: 'null as a value of what is computed',
    shows: compare(compute(INT, amount, '/', int(0)), '!=', int(1)),
    sides: rules({ isFalseEqual: (a, b) => one(`${a.sql} is distinct from ${b.sql}`) }),
  },
  {
    pin: 3,
    without: 'emptiness of what is computed',
    shows: compare(compute(INT, amount, '/', int(0)), '==', empty),
    sides: rules({ isTrueEmpty: (sql) => one(`${sql} is null`) }),
  },
  {
    pin: 4,
    without: 'nulls count as zero',
    shows: compare(
      compute(GBP, field(GBP, 'total'), '+', field(GBP, 'fee', false)),
      '>=',
      literalTree(GBP, '0'),
    ),
    sides: rules({ decimal: (a, operator, b) => `(coalesce(${a}, 0) ${operator} coalesce(${b}, 0))` }),
  },
  {
    pin: 5,
    without: '`not` before a whole condition',
    shows: not(
      tree({ is: 'or', type: BOOL, parts: [compare(title, '==', text('a')), field(BOOL, 'done', false)] }),
    ),
    sides: rules({
      negation: (isTrue, isFalse, wanted) =>
        wanted ? one(`not (${isTrue().sql})`) : one(`not (${isFalse().sql})`),
    }),
  },
  {
    pin: 6,
    without: '`all` over what is decided only',
    shows: all(lines, path(BOOL, '$v0', ['ok'], true)),
    sides: rules({ noneBut: (rows, { sql }) => one(`not exists (select 1 ${rows} and not (${sql}))`) }),
  },
  {
    pin: 7,
    without: 'lists that are null',
    shows: not(isIn(text('red'), tags)),
    sides: rules({ filled: (array) => array }),
  },
  {
    pin: 8,
    without: 'unguarded `<> all` of an empty list',
    shows: not(isIn(compute(STRING, title, '+', code), path(WORDS, 'user', ['none'], false))),
    sides: rules({ isFalseIn: (item, list) => one(`${item.sql} <> all(${list})`) }),
  },
  {
    pin: 9,
    without: 'no range of whole numbers',
    shows: compare(compute(INT, amount, '+', pieces), '>', int(100)),
    sides: rules({ sum: (a, operator, b) => `(${a} ${operator} ${b})` }),
  },
  {
    pin: 9,
    without: 'no range of products',
    shows: compute(INT, amount, '*', pieces),
    sides: rules({ product: (a, b) => `(${a}::numeric * ${b})` }),
  },
  {
    pin: 9,
    without: 'a quotient with a fraction',
    shows: compare(compute(INT, amount, '/', int(2)), '==', int(3)),
    sides: rules({ quotientOfInts: (a, b) => `(${a}::numeric / nullif(${b}, 0))` }),
  },
  {
    pin: 9,
    without: 'division by zero',
    shows: compare(compute(INT, int(7), '/', pieces), '==', int(7)),
    sides: rules({ quotientOfInts: (a, b) => `(${a} / ${b})` }),
  },
  {
    pin: 10,
    without: 'decimals as floats',
    shows: compare(compute(DECIMAL, field(DECIMAL, 'rate'), '+', decimal('0.2')), '==', decimal('0.3')),
    sides: rules({ decimal: (a, operator, b) => `(${a}::float8 ${operator} ${b}::float8)` }),
  },
  {
    pin: 11,
    without: 'a quotient that is rounded twice',
    shows: call('div', DECIMAL, decimal(`4${'9'.repeat(29)}`), decimal(`1${'0'.repeat(30)}`), int(0)),
    sides: rules({ quotient: (a, b, places) => `round(${a} / nullif(${b}, 0), ${places})` }),
  },
  {
    pin: 11,
    without: 'halves to the even neighbour',
    shows: call('round', DECIMAL, field(DECIMAL, 'rate'), int(0)),
    sides: rules({ round: (value, places) => (places === '0' ? `round(${value}::float8)::numeric` : value) }),
  },
  {
    pin: 12,
    without: 'the order of a language',
    shows: compare(title, '<', code),
    sides: rules({ order: (a, operator, b) => one(`${a} collate "en-x-icu" ${operator} ${b}`) }),
  },
  {
    pin: 12,
    without: 'the order of UTF-16 in the evaluator',
    shows: compare(title, '<', text('\uff5e')),
    sides: evaluated(({ title: value }) => (typeof value === 'string' ? value < '\uff5e' : null)),
  },
  {
    pin: 13,
    without: 'bytes for characters',
    shows: call('size', INT, title),
    sides: rules({ length: (value) => `octet_length(${value})` }),
  },
  {
    pin: 13,
    without: 'UTF-16 units in the evaluator',
    shows: call('size', INT, title),
    sides: evaluated(({ title: value }) => (typeof value === 'string' ? value.length : null)),
  },
  {
    pin: 14,
    without: '`lower` of a language',
    shows: call('lowerAscii', STRING, title),
    sides: rules({ lower: (value) => `lower(${value} collate "en-x-icu")` }),
  },
  {
    pin: 14,
    without: '`upper` of a language',
    shows: call('upperAscii', STRING, title),
    sides: rules({ upper: (value) => `upper(${value} collate "en-x-icu")` }),
  },
  {
    pin: 14,
    without: 'blanks alone around a text',
    shows: call('trim', STRING, title),
    sides: rules({ trim: (value) => `btrim(${value})` }),
  },
  {
    pin: 14,
    without: '`toLowerCase` in the evaluator',
    shows: call('lowerAscii', STRING, title),
    sides: evaluated(({ title: value }) => (typeof value === 'string' ? value.toLowerCase() : null)),
  },
  {
    pin: 15,
    without: "Postgres's own `.`",
    shows: call('matches', BOOL, title, pattern('^a.b$')),
    sides: rules({ matches: (value, source) => `${value} ~ '${source.replaceAll(/\[\^[^\]]*\]/gu, '.')}'` }),
  },
  {
    pin: 15,
    without: String.raw`Postgres's own \w`,
    shows: call('matches', BOOL, title, pattern(String.raw`\w`)),
    sides: rules({
      matches: (value, source) =>
        `${value} collate "en-x-icu" ~ '${source.replaceAll('[A-Za-z0-9_]', String.raw`\w`)}'`,
    }),
  },
  {
    pin: 16,
    without: 'instants with microseconds',
    shows: compare(field(DATETIME, 'seen', false), '==', literalTree(DATETIME, '2026-03-08T06:59:59.999Z')),
    sides: columns('datetime', (column) => `(${column} + interval '0.000300 s')`),
  },
  {
    pin: 17,
    without: 'durations in days',
    shows: compute(DATETIME, field(DATETIME, 'seen', false), '+', literalTree(DURATION, 86_400_000)),
    sides: rules({
      addDuration: (instant, duration) =>
        `(${instant} + make_interval(days => (${duration} / 86400000)::int, secs => (${duration} % 86400000) / 1000.0))`,
    }),
  },
  {
    pin: 18,
    without: 'a date as midnight somewhere',
    shows: compare(field(DATE, 'due', false), '==', literalTree(DATE, '2026-03-08')),
    sides: columns('date', (column) => `(${column}::timestamptz at time zone 'America/Los_Angeles')::date`),
  },
  {
    pin: 20,
    without: 'functions of the session',
    shows: compare(path(STRING, 'user', ['name'], false), '==', text('Anna')),
    sides: bound(() => () => 'current_user::text'),
  },
];
