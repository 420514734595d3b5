import { checkTypes } from '../../runtime/expression/check.ts';
import type { DecisionTables } from '../../runtime/expression/decision.ts';
import type { Environment, FieldType } from '../../runtime/expression/environment.ts';
import type { Tree, TreeOf } from '../../runtime/expression/tree.ts';
import type { Type } from '../../runtime/expression/type.ts';
import type { Facts, Limits } from '../../runtime/diff/decider/possible.ts';

const of = (
  is: 'string' | 'int' | 'decimal' | 'bool' | 'date' | 'datetime' | 'time' | 'duration' | 'user',
): Type => ({ is });
const maybe = (type: Type): FieldType => ({ type, nullable: true });
const always = (type: Type): FieldType => ({ type, nullable: false });
const listOf = (type: Type): FieldType => always({ is: 'list', of: type });
const record = (entity: string): Type => ({ is: 'record', entity });
const choice = (...options: readonly string[]): Type => ({ is: 'choice', options });
const MONEY: Type = { is: 'money', currency: 'GBP' };

/** Fields of every kind, of which rules of a refund desk may speak. */
export const ENTITIES: Readonly<Record<string, Readonly<Record<string, FieldType>>>> = {
  refund: {
    amount: maybe(MONEY),
    total: always(MONEY),
    rate: maybe(of('decimal')),
    weight: always(of('decimal')),
    quantity: maybe(of('int')),
    stock: always(of('int')),
    level: always(of('int')),
    status: always(choice('open', 'approved', 'paid', 'rejected')),
    channel: maybe(choice('web', 'desk')),
    region: maybe(of('string')),
    name: always(of('string')),
    code: maybe(of('string')),
    urgent: always(of('bool')),
    vip: maybe(of('bool')),
    due: maybe(of('date')),
    start: always(of('date')),
    placed: maybe(of('datetime')),
    seen: always(of('datetime')),
    opens: maybe(of('time')),
    took: maybe(of('duration')),
    agent: maybe(of('user')),
    owner: always(of('user')),
    approver: maybe(of('user')),
    tags: listOf(of('string')),
    flags: listOf(choice('gift', 'rush')),
    customer: maybe(record('customer')),
    shop: always(record('shop')),
    backup: maybe(record('shop')),
    shops: listOf(record('shop')),
    lines: listOf(record('line')),
  },
  customer: {
    name: always(of('string')),
    region: maybe(of('string')),
    owner: maybe(of('user')),
    credit: always(MONEY),
    tags: listOf(of('string')),
    parent: maybe(record('customer')),
  },
  shop: { name: always(of('string')), rating: maybe(of('int')), region: always(of('string')) },
  line: { price: maybe(MONEY), quantity: always(of('int')), name: always(of('string')) },
};

const own = <Found>(from: Readonly<Record<string, Found>> | undefined, name: string): Found | undefined =>
  from !== undefined && Object.hasOwn(from, name) ? from[name] : undefined;

const ROUTE = {
  inputs: { amount: maybe(MONEY), channel: maybe(choice('web', 'desk')) },
  outputs: { approver: maybe(of('string')), days: maybe(of('int')) },
};

export const ENVIRONMENT: Environment = {
  record: 'refund',
  old: true,
  input: { why: maybe(of('string')), amount: always(MONEY), into: maybe(record('shop')) },
  user: {
    regions: listOf(of('string')),
    level: maybe(of('int')),
    team: maybe(of('string')),
    senior: maybe(of('bool')),
  },
  params: { limit: always(MONEY), share: maybe(of('decimal')), days: always(of('int')) },
  field: (entity, name) => own(own(ENTITIES, entity), name),
  fieldNames: (entity) => Object.keys(own(ENTITIES, entity) ?? {}),
  decision: (name) => (name === 'route' ? ROUTE : undefined),
  decisionNames: ['route'],
};

/** The tree of a condition, as the compiler makes it. */
export function conditionOf(text: string, environment: Environment = ENVIRONMENT): Tree {
  const { tree, problems } = checkTypes(text, environment, { is: 'bool' });
  if (tree === null) throw new Error(`${text}: ${problems.map(({ message }) => message).join(' ')}`);
  return tree;
}

const literal = (value: string | number, type: Type): Tree => ({
  is: 'literal',
  value,
  type,
  start: 0,
  end: 0,
});

/** A table with one row for each of `cells`: conditions on the amount and the channel. */
export function routeTable(
  hit: 'first' | 'unique',
  ...rows: readonly (readonly [
    amount: string | null,
    channel: string | null,
    approver: string,
    days: number,
  ])[]
): DecisionTables {
  const cell = (text: string | null): Tree | null =>
    text === null ? null : conditionOf(text, { ...ENVIRONMENT, record: null, cells: ROUTE.inputs });
  return {
    route: {
      inputs: ['amount', 'channel'],
      outputs: ['approver', 'days'],
      hit,
      otherwise: null,
      rows: rows.map(([amount, channel, approver, days], index) => ({
        id: `row_${index}`,
        cells: [cell(amount), cell(channel)],
        values: [literal(approver, { is: 'string' }), literal(days, { is: 'int' })],
      })),
    },
  };
}

export const TABLES = routeTable(
  'unique',
  ['amount < 100', null, 'support', 1],
  ['amount >= 100', 'channel == "desk"', 'lead', 2],
  ['amount >= 100', 'channel != "desk"', 'finance', 3],
);

const LIMITS: Readonly<Record<string, Limits>> = {
  'record.amount': { scale: 2 },
  'record.total': { scale: 2, min: '0.00' },
  'record.rate': { scale: 4, min: '0', max: '1' },
  'record.level': { min: 1, max: 5 },
  'record.code': { minLength: 2, maxLength: 20 },
  'input.amount': { scale: 2 },
  'params.limit': { scale: 2, min: '0' },
  'old.amount': { scale: 2 },
  'record.customer.credit': { scale: 2 },
};

/** What the database of the desk holds to, by dotted name. */
export const limitsAt = (name: string): Limits | null => LIMITS[name] ?? null;
export const limitsOf = ({ root, steps }: TreeOf<'path'>): Limits | null =>
  limitsAt([root, ...steps].join('.'));

export const FACTS: Facts = { limits: limitsOf, tables: { before: TABLES, after: TABLES } };
