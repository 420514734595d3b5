import { checkExpression, checkTypes } from '../../runtime/expression/check.ts';
import type { CompiledDecision } from '../../runtime/expression/decision.ts';
import type { DecisionType, Environment, FieldType } from '../../runtime/expression/environment.ts';
import type { Tree } from '../../runtime/expression/tree.ts';
import type { Type } from '../../runtime/expression/type.ts';
import type { Facts, RecordValue, Value } from '../../runtime/expression/value.ts';
import type { Words } from '../../runtime/expression/words.ts';
import { type Decimal, parseDecimal } from '../../runtime/model/decimal.ts';

const of = (
  is: 'string' | 'int' | 'decimal' | 'bool' | 'date' | 'datetime' | 'time' | 'duration' | 'user',
): Type => ({ is });
const maybe = (type: Type): FieldType => ({ type, nullable: true });
const always = (type: Type): FieldType => ({ type, nullable: false });
const listOf = (type: Type): FieldType => always({ is: 'list', of: type });
const record = (entity: string): Type => ({ is: 'record', entity });
const money = (currency: string): Type => ({ is: 'money', currency });
const STATUS: Type = { is: 'choice', options: ['open', 'paid', 'closed'] };

/** Fields of an order desk, one of every kind that an expression can name. */
const ENTITIES: Readonly<Record<string, Readonly<Record<string, FieldType>>>> = {
  order: {
    amount: maybe(money('GBP')),
    total: always(money('GBP')),
    euros: maybe(money('EUR')),
    quantity: maybe(of('int')),
    rate: maybe(of('decimal')),
    status: always(STATUS),
    channel: maybe({ is: 'choice', options: ['web', 'desk'] }),
    name: maybe(of('string')),
    vip: maybe(of('bool')),
    due: maybe(of('date')),
    placed: maybe(of('datetime')),
    opens: maybe(of('time')),
    took: maybe(of('duration')),
    agent: maybe(of('user')),
    tags: listOf(of('string')),
    flags: listOf({ is: 'choice', options: ['gift', 'rush'] }),
    customer: maybe(record('customer')),
    shop: always(record('shop')),
    lines: listOf(record('line')),
    constructor: maybe(of('string')),
  },
  customer: { name: always(of('string')), region: maybe(of('string')), orders: listOf(record('order')) },
  shop: { name: always(of('string')), rating: maybe(of('int')) },
  line: {
    price: maybe(money('GBP')),
    quantity: always(of('int')),
    product: maybe(record('product')),
    parts: listOf(record('part')),
  },
  product: { name: always(of('string')) },
  part: { size: maybe(of('int')) },
};
const own = <Found>(of: Readonly<Record<string, Found>> | undefined, name: string): Found | undefined =>
  of !== undefined && Object.hasOwn(of, name) ? of[name] : undefined;

const ROUTE: DecisionType = {
  inputs: { amount: maybe(money('GBP')), channel: maybe({ is: 'choice', options: ['web', 'desk'] }) },
  outputs: { approver: maybe(of('string')), days: maybe(of('int')) },
};

export const ENVIRONMENT: Environment = {
  record: 'order',
  old: true,
  input: { why: maybe(of('string')), into: maybe(record('shop')) },
  user: { regions: listOf(of('string')) },
  params: { limit: always(money('GBP')), share: maybe(of('decimal')) },
  field: (entity, name) => own(own(ENTITIES, entity), name),
  fieldNames: (entity) => Object.keys(own(ENTITIES, entity) ?? {}),
  decision: (name) => (name === 'route' ? ROUTE : undefined),
  decisionNames: ['route'],
};

export function treeOf(text: string, expected: Type | 'scalar' | null = null): Tree {
  const { tree, problems } = checkTypes(text, ENVIRONMENT, expected);
  if (tree === null) throw new Error(`${text}: ${problems.map(({ message }) => message).join(' ')}`);
  return tree;
}

/** Problems as `code [marked text] message | hint`. */
export function problemsOf(
  text: string,
  expected: Type | 'scalar' | null = { is: 'bool' },
): readonly string[] {
  return checkExpression(text, ENVIRONMENT, expected).problems.map(
    ({ code, start, end, message, hint }) =>
      `${code.replace('expression/', '')} [${text.slice(start, end)}] ${message} | ${hint}`,
  );
}

export function decimal(text: string): Decimal {
  const value = parseDecimal(text);
  if (value === null) throw new Error(`${text} is no decimal`);
  return value;
}

export const CUSTOMER: RecordValue = { id: 'c1', name: 'Ada', region: 'north' };
export const ORDER: RecordValue = {
  id: 'o1',
  amount: decimal('120.00'),
  total: decimal('200.00'),
  euros: null,
  quantity: 3,
  rate: decimal('0.05'),
  status: 'open',
  channel: null,
  name: 'Größe 😀',
  vip: null,
  due: '2026-11-21',
  placed: Date.parse('2026-11-20T10:00:00Z'),
  opens: '09:30:00',
  took: 5_400_000,
  agent: 'u1',
  tags: ['new', 'big'],
  flags: ['gift'],
  customer: CUSTOMER,
  shop: { id: 's1', name: 'Leith', rating: null },
  lines: [
    { id: 'l1', price: decimal('5.00'), quantity: 2, product: { id: 'p1', name: 'Nut' }, parts: [] },
    { id: 'l2', price: null, quantity: 1, product: null, parts: [{ id: 'x', size: 4 }] },
  ],
};

export const FACTS: Facts = {
  record: ORDER,
  old: { ...ORDER, amount: decimal('100.00'), status: 'paid' },
  input: { why: 'late', into: null },
  user: { id: 'u1', name: 'Uma', roles: ['finance', 'support'], regions: ['north', 'west'] },
  params: { limit: decimal('500.00'), share: null },
  now: Date.parse('2026-11-21T08:00:00Z'),
  today: '2026-11-21',
};

const literal = (value: string | number, type: Type): Tree => ({
  is: 'literal',
  value,
  type,
  start: 0,
  end: 0,
});
const cell = (text: string): Tree => {
  const cells = ROUTE.inputs;
  const { tree } = checkExpression(text, { ...ENVIRONMENT, record: null, cells }, { is: 'bool' });
  if (tree === null) throw new Error(text);
  return tree;
};
const row = (id: string, amount: string, channel: string | null, approver: string, days: number) => ({
  id,
  cells: [cell(amount), channel === null ? null : cell(channel)],
  values: [literal(approver, { is: 'string' }), literal(days, { is: 'int' })],
});

export const ROUTE_TABLE: CompiledDecision = {
  inputs: ['amount', 'channel'],
  outputs: ['approver', 'days'],
  rows: [
    row('small', 'amount < 100', null, 'support', 1),
    row('desk', 'amount >= 100', 'channel == "desk"', 'lead', 2),
    row('rest', 'amount >= 100', 'channel != "desk"', 'finance', 3),
  ],
  hit: 'unique',
  otherwise: null,
};

const LABELS: Readonly<Record<string, string>> = {
  amount: 'Amount',
  total: 'Total',
  vip: 'VIP',
  opens: 'Opening time',
};
const label = (name: string): string => own(LABELS, name) ?? name.charAt(0).toUpperCase() + name.slice(1);

export const WORDS: Words = {
  entity: 'order',
  noun: (entity) => (entity === 'line' ? 'order line' : entity),
  field: (entity, name) => {
    const type = ENVIRONMENT.field(entity, name)?.type;
    const target = type?.is === 'list' ? type.of : type;
    return type === undefined
      ? undefined
      : { label: label(name), to: target?.is === 'record' ? target.entity : null };
  },
  input: (name) => ({ label: label(name), to: name === 'into' ? 'shop' : null }),
  param: (name) => `The ${name}`,
  attribute: label,
  option: (_entity, _field, option) => label(option),
  table: (name) => `the table ${name}`,
  output: (_table, name) => name,
};

/** A value as text that is the same for equal values. */
export function shown(value: Value): unknown {
  if (Array.isArray(value)) return (value as readonly Value[]).map(shown);
  if (typeof value !== 'object' || value === null) return value;
  if (!('units' in value)) return `#${(value as RecordValue).id}`;
  const { units, scale } = value as Decimal;
  const sign = units < 0n ? '-' : '';
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  return sign + (scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`);
}
