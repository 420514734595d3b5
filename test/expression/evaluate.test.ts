import { describe, expect, it } from 'vitest';
import { checkTypes } from '../../runtime/expression/check.ts';
import { createEvaluator, decideRow, evaluatorOf, isTrue } from '../../runtime/expression/evaluate.ts';
import { EXAMPLES, FUNCTION_NOTES } from '../../runtime/expression/function-notes.ts';
import { FUNCTIONS } from '../../runtime/expression/functions.ts';
import type { RecordValue, Value } from '../../runtime/expression/value.ts';
import { CUSTOMER, decimal, ENVIRONMENT, FACTS, ORDER, ROUTE_TABLE, shown, treeOf } from './order-desk.ts';

const TABLES = { route: ROUTE_TABLE };

/** The value of an expression, with fields of the order as given. */
function valueOf(text: string, fields: Readonly<Record<string, Value>> = {}): unknown {
  const { tree, problems } = checkTypes(text, ENVIRONMENT, null);
  if (tree === null) throw new Error(`${text}: ${problems[0]?.message ?? ''}`);
  const record = { ...ORDER, ...fields } as RecordValue;
  return shown(createEvaluator(tree, TABLES)({ ...FACTS, record }));
}

describe('what an expression gives', () => {
  it.each<readonly [string, unknown]>([
    // Empty is a value of what is kept, and unknown of what is computed.
    ['channel == "web"', false],
    ['channel != "web"', true],
    ['channel == null', true],
    ['has(channel)', false],
    ['channel == old.channel', true],
    ['euros == euros * 2', null],
    ['euros * 2 == 4', null],
    ['euros * 2 != 4', null],
    ['quantity / 0 != 0', null],
    ['euros > 1', null],
    ['!(euros > 1)', null],
    ['channel in ["web"]', false],
    ['!(channel in ["web"])', true],
    ['quantity / 0 in [1, 2]', null],
    ['customer.region == "north"', true],
    ['customer.name in user.regions', false],
    // Kleene
    ['vip && false', false],
    ['false && vip', false],
    ['vip && true', null],
    ['vip || true', true],
    ['vip || false', null],
    ['vip ? 1 : 2', null],
    ['!vip', null],
    // Numbers
    ['7 / 2', 3],
    ['-7 / 2', -3],
    ['-7 % 2', -1],
    ['0 * -5', 0],
    ['-0', 0],
    ['7 % 0', null],
    ['9007199254740991 + 1', null],
    ['9007199254740991 * 2', null],
    ['-9007199254740991 - 1', null],
    ['9007199254740991 / 5', 1_801_439_850_948_198],
    ['-quantity', -3],
    ['0.1 + 0.2 == 0.3', true],
    ['1.10 == 1.1', true],
    ['1.5 * 1.5', '2.25'],
    ['123456789012345678901234567890.5 + 0.5', '123456789012345678901234567891.0'],
    ['quantity * 1.5', '4.5'],
    ['quantity == 3.0', true],
    ['amount * 2', '240.00'],
    ['amount - 0.005', '119.995'],
    ['-amount < 0', true],
    ['round(2.5, 0)', '3'],
    ['round(-2.5, 0)', '-3'],
    ['round(2.345, 2)', '2.35'],
    ['round(-2.344, 2)', '-2.34'],
    ['round(1, 2) == 1', 'refused'],
    ['div(1, 3, 4)', '0.3333'],
    ['div(2, 3, 4)', '0.6667'],
    ['div(-2, 3, 4)', '-0.6667'],
    ['div(1, 2, 0)', '1'],
    ['div(1, -2, 0)', '-1'],
    ['div(1, 0, 2)', null],
    ['div(0.5, 0.0, 2)', null],
    ['div(amount, 7, 2)', '17.14'],
    ['div(amount, total, 2)', '0.60'],
    ['div(0.001, 1000.00, 10)', '0.0000010000'],
    ['abs(-amount)', '120.00'],
    ['min(3, 2.5, 4)', '2.5'],
    ['max(quantity, 10)', 10],
    ['max(euros, 5)', null],
    ['min("b", "a")', 'a'],
    ['max(due, today)', '2026-11-21'],
    // Texts: by code points, ASCII only
    ['size("😀é")', 2],
    ['"\uFF5E" < "😀"', true],
    ['"a" < "b" && "Z" < "a"', true],
    ['"ab" < "abc"', true],
    ['name.lowerAscii()', 'größe 😀'],
    ['"İI".lowerAscii()', 'İi'],
    ['"\\u00a0 x ".trim()', '\u00A0 x'],
    ['"\\t\\n x\\r\\n".trim()', 'x'],
    ['"a" + "b" + string(3)', 'ab3'],
    ['"a\\nb".matches("a.b")', false],
    ['"a b".matches(r"^a\\sb$")', true],
    ['"a\u00A0b".matches(r"^a\\sb$")', false],
    ['"١".matches(r"\\d")', false],
    ['"é".matches(r"\\w")', false],
    ['"a-b".matches("^[a-]+b$")', true],
    ['"x.y".matches(r"^x\\.y$")', true],
    ['"😀".matches("^.$")', true],
    ['size(tags)', 2],
    // Time
    ['due == today', true],
    ['placed < now', true],
    ['now - placed', 79_200_000],
    ['placed + took == timestamp("2026-11-20T12:30:00+01:00")', true],
    ['duration("1.5s") + duration("-20ms")', 1480],
    ['timestamp("9999-12-31T23:59:59Z") + duration("1h")', null],
    ['timestamp("0001-01-01T00:00:00Z") - duration("1ms")', null],
    ['addDays(date("2024-02-28"), 1)', '2024-02-29'],
    ['addDays(date("9999-12-31"), 1)', null],
    ['addDays(date("0001-01-01"), -1)', null],
    ['addDays(today, 9007199254740991)', null],
    ['daysBetween(date("0001-01-01"), date("9999-12-31"))', 3_652_058],
    ['dayOfWeek(date("1969-12-31"))', 3],
    ['dayOfWeek(date("2026-11-22"))', 7],
    ['dayOfWeek(date("0001-01-01"))', 1],
    ['year(date("0099-03-02"))', 99],
    ['duration("-90m").getHours()', -1],
    ['opens >= time("09:30")', true],
    // Lists and loops
    ['"new" in tags', true],
    ['lines.exists(l, l.price > 4)', true],
    ['lines.exists(l, l.price > 10)', null],
    ['lines.all(l, l.price > 10)', false],
    ['lines.all(l, l.price > 4)', null],
    ['lines.all(l, l.quantity > 0)', true],
    ['lines.exists_one(l, l.quantity == 2)', true],
    ['lines.exists_one(l, l.price > 4)', null],
    ['size(lines.filter(l, l.quantity > 1))', 1],
    ['size(lines.filter(l, l.price > 1))', null],
    ['lines.map(l, l.quantity)', [2, 1]],
    ['5 in lines.map(l, l.price)', null],
    ['lines.exists(l, l.parts.exists(p, p.size > l.quantity))', true],
    ['lines.all(l, l.product.name != "Nut")', false],
    ['customer.orders.all(o, false)', true],
    ['2.0 in lines.map(l, l.quantity * 1.0)', true],
    // Records, people, parameters, input, tables
    ['customer == old.customer', true],
    ['customer', '#c1'],
    ['input.into == shop', false],
    ['input.into.name == null', true],
    ['agent == user', true],
    ['user', 'u1'],
    ['user.name', 'Uma'],
    ['params.share == null', true],
    ['amount <= params.limit', true],
    ['old.status', 'paid'],
    ['route(amount, channel).approver', 'finance'],
    ['route(50, channel).days', 1],
    ['route(amount, "desk").approver', 'lead'],
    ['route(euros2, channel).approver', 'refused'],
    ['constructor == null', true],
  ])('%s', (text, expected) => {
    if (expected === 'refused') expect(() => valueOf(text)).toThrow();
    else expect(valueOf(text)).toEqual(expected);
  });
});

it('behind an empty reference fields are empty and lists have no items', () => {
  expect(valueOf('customer.name == null', { customer: null })).toBe(true);
  expect(valueOf('size(customer.orders)', { customer: null })).toBe(0);
  expect(valueOf('customer == null', { customer: null })).toBe(true);
});

it('absent, undefined and inherited fields are empty', () => {
  const bare = { id: 'o9' };
  for (const text of [
    'amount == null',
    'constructor == null',
    'size(lines) == 0',
    'size(tags) == 0',
    'customer.name == null',
  ])
    expect(
      isTrue(checkTypes(text, ENVIRONMENT, null).tree ?? treeOf('vip'), { ...FACTS, record: bare }),
    ).toBe(true);
  expect(isTrue(treeOf('amount == null'), { ...FACTS, record: null })).toBe(true);
  expect(isTrue(treeOf('old.amount == null'), { ...FACTS, old: null })).toBe(true);
});

it('every function is unknown when an argument is, whatever the others are', () => {
  const empty: Readonly<Record<string, string>> = {
    text: 'name',
    string: 'name',
    int: 'quantity',
    number: 'amount',
    exact: 'rate',
    ordered: 'quantity',
    sized: 'name',
    date: 'due',
    duration: 'took',
    pattern: '"a"',
    places: '2',
  };
  const nothing = { name: null, quantity: null, amount: null, rate: null, due: null, took: null };
  for (const [name, { args, style }] of Object.entries(FUNCTIONS)) {
    const [first, ...rest] = args.map((kind) => empty[kind] ?? kind);
    const text =
      style === 'method' ? `${first}.${name}(${rest.join(', ')})` : `${name}(${[first, ...rest].join(', ')})`;
    expect([text, valueOf(text, nothing)]).toEqual([text, null]);
    for (const [index, kind] of args.entries()) {
      if (kind === 'pattern' || kind === 'places') continue;
      const known = {
        ...nothing,
        name: 'a',
        quantity: 2,
        amount: decimal('2'),
        rate: decimal('2'),
        due: '2026-01-01',
        took: 5,
      };
      expect(valueOf(text, known)).not.toBeNull();
      if (args.filter((other) => other === kind).length === 1 || index === 0)
        expect(valueOf(text, { ...known, [empty[kind] ?? '']: null })).toBeNull();
    }
  }
});

it('the examples of the reference are right', () => {
  expect(Object.keys(FUNCTION_NOTES)).toEqual(Object.keys(FUNCTIONS));
  for (const [text, gives] of EXAMPLES) {
    const tree = checkTypes(text, ENVIRONMENT, null).tree ?? treeOf(text);
    const wanted = /^(?:\d{4}-|\d\d:|\d+h)/u.test(gives) ? gives : gives.replaceAll('"', '');
    const value = shown(createEvaluator(tree)(FACTS));
    const text2 =
      tree.type.is === 'datetime'
        ? new Date(Number(value)).toISOString()
        : tree.type.is === 'duration'
          ? '1h30m20ms'
          : String(value);
    expect([text, text2]).toEqual([text, wanted]);
  }
});

it('a text that is too long to match is unknown', () => {
  const long = '😀'.repeat(2000);
  expect(valueOf('name.matches("^😀")', { name: long })).toBe(true);
  expect(valueOf('name.matches("^😀")', { name: `${long}a` })).toBeNull();
});

it('no accepted regular expression takes long', () => {
  for (const pattern of ['^[a-z]+-[0-9]+$', 'a+b', '(?:ab|cd)+x', '^[a-z]{1,20}[a-z]{1,20}$', '[ab]*c']) {
    const started = performance.now();
    valueOf(`name.matches("${pattern}")`, { name: 'ab'.repeat(1000) });
    expect(performance.now() - started).toBeLessThan(500);
  }
});

it('a table says which row it was', () => {
  expect(decideRow(ROUTE_TABLE, [decimal('50'), null]).row).toBe('small');
  expect(decideRow(ROUTE_TABLE, [decimal('150'), 'desk'])).toEqual({
    row: 'desk',
    outputs: { approver: 'lead', days: 2 },
  });
  expect(decideRow(ROUTE_TABLE, [null, null])).toEqual({
    row: null,
    outputs: { approver: null, days: null },
  });
});

it('rows of a table that contradict each other give nothing, unless the first one counts', () => {
  const rows = ROUTE_TABLE.rows.map((row) => ({ ...row, cells: [null, null] }));
  expect(decideRow({ ...ROUTE_TABLE, rows }, [null, null]).row).toBeNull();
  expect(decideRow({ ...ROUTE_TABLE, rows, hit: 'first' }, [null, null]).row).toBe('small');
  const [one] = rows;
  if (one !== undefined)
    expect(decideRow({ ...ROUTE_TABLE, rows: [one, one] }, [null, null]).row).toBe('small');
});

it('evaluators are made once, trees survive JSON, and a loop inside itself keeps its items apart', () => {
  const tree = treeOf(
    'lines.exists(l, l.parts.exists(p, p.size > l.quantity)) && customer.region == "north"',
  );
  expect(evaluatorOf(tree)).toBe(evaluatorOf(tree));
  expect(isTrue(JSON.parse(JSON.stringify(tree)) as typeof tree, FACTS)).toBe(true);
  expect(CUSTOMER.id).toBe('c1');
});
