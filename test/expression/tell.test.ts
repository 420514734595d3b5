import { describe, expect, it } from 'vitest';
import { costOf, costProblem, FORM_LIMIT } from '../../runtime/expression/cost.ts';
import { type Dependency, dependenciesOf, fieldsRead } from '../../runtime/expression/dependencies.ts';
import { explainExpression } from '../../runtime/expression/explain.ts';
import { unhandledNulls } from '../../runtime/expression/nulls.ts';
import { renderTemplate } from '../../runtime/expression/render-template.ts';
import { checkTemplate } from '../../runtime/expression/template.ts';
import { type TraceLeaf, traceExpression } from '../../runtime/expression/trace.ts';
import { ENVIRONMENT, FACTS, ROUTE_TABLE, shown, treeOf, WORDS } from './order-desk.ts';

describe('an expression in English', () => {
  it.each([
    ['amount <= total - euros2', null],
    ['amount <= customer.orders2', null],
    ['amount > 100', 'amount is more than 100 GBP'],
    ['amount <= total - 0.5', 'amount is at most total less 0.5 GBP'],
    ['status == "open"', 'status is Open'],
    ['"open" != status', 'status is not Open'],
    ['100 < amount', 'amount is more than 100 GBP'],
    ['!(status == "open" && amount > 100)', 'status is not Open or amount is at most 100 GBP'],
    ['status in ["open", "paid"]', 'status is Open or Paid'],
    ['!(status in ["open", "paid"])', 'status is neither Open nor Paid'],
    ['customer.region in user.regions', "the customer's region is one of the user's regions"],
    ['"finance" in user.roles', "the user's roles include “finance”"],
    ['!("gift" in flags)', 'flags do not include Gift'],
    ['has(due) && due < today', 'due is filled in and due is before today'],
    ['channel == null', 'channel is empty'],
    ['vip', 'VIP is yes'],
    ['!vip || agent == user', 'VIP is no or agent is the user'],
    ['vip == false', 'VIP is no'],
    ['amount > params.limit', 'amount is more than the limit'],
    ['old.amount != amount', 'amount before the change is not amount'],
    [
      'has(input.why) && input.into.name == "Leith"',
      "the given why is filled in and the given into's name is “Leith”",
    ],
    [
      '(vip || has(due)) && quantity > 1',
      'either VIP is yes or due is filled in, and quantity is more than 1',
    ],
    ['vip && has(due) || quantity > 1', 'both VIP is yes and due is filled in, or quantity is more than 1'],
    [
      'lines.all(l, l.price > 0 && l.quantity > 0)',
      'for every order line its price is more than 0 GBP and its quantity is more than 0',
    ],
    ['!lines.all(l, l.price > 0)', 'there is an order line for which its price is at most 0 GBP'],
    [
      'lines.exists(l, l.product.name == "Nut")',
      "there is an order line for which its product's name is “Nut”",
    ],
    ['!lines.exists(l, l.price > 0)', 'there is no order line for which its price is more than 0 GBP'],
    ['lines.exists_one(l, l.quantity == 1)', 'there is exactly one order line for which its quantity is 1'],
    ['tags.exists(t, t.startsWith("a"))', 'there is one among tags for which it starts with “a”'],
    ['size(lines) > 3', 'the number of lines is more than 3'],
    [
      'size(lines.filter(l, l.quantity > 1)) > 3',
      'the number of those of lines where its quantity is more than 1 is more than 3',
    ],
    ['5 in lines.map(l, l.price)', 'the price of each of lines include 5 GBP'],
    ['!name.contains("x")', 'name does not contain “x”'],
    [
      '(quantity + 1) * 2 - quantity % 3 > 1',
      '(quantity plus 1) times 2 less quantity modulo 3 is more than 1',
    ],
    ['addDays(due, 30) >= today', '30 days after due is no earlier than today'],
    ['daysBetween(due, today) < 5', 'the days from due to today is less than 5'],
    ['placed + duration("1h30m") < now', 'placed plus 1 hour and 30 minutes is before now'],
    ['route(amount, channel).approver == "finance"', 'the approver by the table route is “finance”'],
    [
      'vip ? amount > 1 : amount > 2',
      'amount is more than 1 GBP where VIP is yes, and otherwise amount is more than 2 GBP',
    ],
    ['quantity * 1.5 > rate', 'quantity times 1.5 is more than rate'],
    ['customer == old.customer', 'customer is customer before the change'],
    ['min(amount, total) > 5', 'the least of amount and total is more than 5 GBP'],
  ])('%s', (text, english) => {
    if (english === null) expect(() => treeOf(text)).toThrow();
    else expect(explainExpression(treeOf(text), WORDS)).toBe(english);
  });

  it('a value is a noun', () => {
    expect(explainExpression(treeOf('vip ? "open" : "paid"'), WORDS)).toBe(
      '“open” if VIP is yes, otherwise “paid”',
    );
    expect(explainExpression(treeOf('round(div(amount, 3, 4), 2)'), WORDS)).toBe(
      'amount divided by 3 rounded to 2 digits',
    );
    expect(explainExpression(treeOf('record'), WORDS)).toBe('this order');
  });
});

describe('what decided', () => {
  const traced = (text: string) => {
    const { value, leaves, decisions } = traceExpression(treeOf(text), FACTS, { route: ROUTE_TABLE });
    const line = (leaf: TraceLeaf): string =>
      `${text.slice(leaf.start, leaf.end)} is ${leaf.value}${leaf.decided ? '!' : ''}`;
    return { value, leaves: leaves.map(line), all: leaves, decisions };
  };
  it('the false part of `&&`, the true one of `||`, the unknown one where nothing else decides', () => {
    expect(traced('amount > 100 && status == "paid" && vip').leaves).toEqual([
      'amount > 100 is true',
      'status == "paid" is false!',
      'vip is null',
    ]);
    expect(traced('amount > 100 || status == "paid" || vip').leaves[0]).toBe('amount > 100 is true!');
    expect(traced('amount > 100 && !vip')).toMatchObject({
      value: null,
      leaves: ['amount > 100 is true', 'vip is null!'],
    });
    expect(traced('!(amount > 100 && status == "open")').leaves).toEqual([
      'amount > 100 is true!',
      'status == "open" is true!',
    ]);
  });
  it('the test and the branch that was taken', () => {
    expect(traced('amount > 100 ? has(name) : status == "paid"').leaves).toEqual([
      'amount > 100 is true!',
      'has(name) is true!',
      'status == "paid" is false',
    ]);
  });
  it('the values that were read, and the item and the row that decided', () => {
    const [leaf] = traced('amount <= total - 0.5').all;
    expect(leaf?.reads.map(({ path, value }) => [path.steps.join('.'), shown(value)])).toEqual([
      ['amount', '120.00'],
      ['total', '200.00'],
    ]);
    const [loop] = traced('lines.all(l, l.quantity > 1)').all;
    expect(loop).toMatchObject({
      value: false,
      item: { index: 1, leaves: [{ value: false, decided: true }] },
    });
    expect(shown(loop?.item?.leaves[0]?.reads[0]?.value ?? null)).toBe(1);
    expect(traced('lines.all(l, l.quantity > 0)').all[0]?.item).toBeNull();
    expect(traced('route(amount, channel).approver == "finance"').decisions).toMatchObject([
      { table: 'route', row: 'rest' },
    ]);
  });
});

describe('what an expression reads', () => {
  const line = ({ root, steps, rows }: Dependency): string =>
    [root, ...steps].join('.') + (rows === null ? '' : `[${rows.map(line).join(' ')}]`);
  it.each([
    ['amount > 1 && amount < total', 'record.amount record.total'],
    ['customer.region in user.regions', 'record.customer.region user.regions'],
    ['agent == user', 'record.agent user.id'],
    [
      'lines.all(l, l.price > 0 && l.product.name == name)',
      'record.lines[$.price $.product.name] record.name',
    ],
    ['size(lines) > 1', 'record.lines[]'],
    ['lines.exists(l, l.parts.exists(p, p.size > l.quantity))', 'record.lines[$.parts[$.size] $.quantity]'],
    ['lines.filter(l, l.quantity > 1).map(l, l.price).exists(p, p > 1)', 'record.lines[$.quantity $.price]'],
    ['lines.filter(l, l.quantity > 1).exists(m, m.price > 1)', 'record.lines[$.quantity $.price]'],
    ['tags.exists(t, t == name)', 'record.tags record.name'],
    ['route(amount, channel).approver == input.why', 'record.amount record.channel input.why'],
    ['old.customer == customer && now > placed', 'old.customer record.customer now record.placed'],
  ])('%s', (text, expected) => {
    expect(dependenciesOf(treeOf(text)).map(line).join(' ')).toBe(expected);
  });

  it('every field on the way, with its entity', () => {
    const read = (text: string): string =>
      fieldsRead(treeOf(text), 'order', ENVIRONMENT.field, ENVIRONMENT.input)
        .map(({ entity, field }) => `${entity}.${field}`)
        .join(' ');
    expect(read('customer.region in user.regions')).toBe('order.customer customer.region');
    expect(read('lines.exists(l, l.parts.exists(p, p.size > l.quantity))')).toBe(
      'order.lines line.parts part.size line.quantity',
    );
    expect(read('input.into.name == name')).toBe('shop.name order.name');
  });
});

describe('empty fields that a condition leaves open', () => {
  const open = (text: string): readonly string[] =>
    unhandledNulls(treeOf(text)).map(({ root, steps }) => [root, ...steps].join('.'));
  it.each<readonly [string, readonly string[]]>([
    ['amount > 3', ['record.amount']],
    ['amount == null || amount > 3', []],
    ['amount > 3 || amount == null', []],
    ['amount != null && amount > 3', []],
    ['has(amount) && amount > 3', []],
    ['!(amount == null) && amount > 3', []],
    ['!has(amount) || amount > 3', []],
    ['has(amount) || amount > 3', ['record.amount']],
    ['has(amount) ? amount > 3 : vip', ['record.vip']],
    ['amount == null ? true : amount > 3', []],
    ['amount == 3', []],
    ['amount == quantity * total', ['record.quantity']],
    ['total > 3', []],
    ['shop.rating > 3', ['record.shop.rating']],
    ['customer.name.startsWith("a")', ['record.customer.name']],
    ['has(customer) && customer.name.startsWith("a")', []],
    ['has(customer) && customer.region.startsWith("a")', ['record.customer.region']],
    ['has(customer.region) && customer.name.startsWith("a")', []],
    ['channel == "web" && amount > 3', ['record.amount']],
    ['channel in ["web"] && channel.startsWith("w")', []],
    ['vip', ['record.vip']],
    ['vip == true', []],
    ['lines.all(l, l.price > 0)', ['$l.price']],
    ['lines.all(l, l.price == null || l.price > 0)', []],
    ['has(due) && (has(amount) && amount > 3 || due > today)', []],
    ['quantity in [1]', []],
    ['quantity + 1 in [1]', ['record.quantity']],
  ])('%s', (text, expected) => {
    expect(open(text)).toEqual(expected);
  });
});

it('the cost of a rule is known beforehand', () => {
  expect(costOf(treeOf('amount > 1'))).toBe(3);
  expect(costOf(treeOf('name.contains("x")'))).toBe(23);
  expect(costOf(treeOf('lines.all(l, l.price > 1)'))).toBe(4001);
  expect(costOf(treeOf('"gift" in flags'))).toBeLessThan(5);
  const many = treeOf(
    'lines.all(l, l.product.name.contains("x") && l.product.name.contains("y") && l.price > 1)',
  );
  expect(costProblem(many, costOf(many), FORM_LIMIT)).toBeNull();
  expect(costProblem(many, costOf(many), 1000)).toMatchObject({ code: 'expression/too-costly', start: 0 });
});

describe('messages with values', () => {
  const rendered = (text: string): string => {
    const { parts, problems } = checkTemplate(text, ENVIRONMENT);
    expect(problems).toEqual([]);
    return renderTemplate(parts, FACTS, (value, type) => `<${String(shown(value))} ${type.is}>`, {
      route: ROUTE_TABLE,
    });
  };
  it.each([
    ['Only {total - amount} is left.', 'Only <80.00 money> is left.'],
    ['{name}{quantity}', '<Größe 😀 string><3 int>'],
    ['{{{name}}} and {{}}', '{<Größe 😀 string>} and {}'],
    ["It's {vip ? \"}\" : '{'}", "It's <null string>"],
    ['', ''],
    ['by {route(amount, channel).approver}', 'by <finance string>'],
  ])('%s', (text, expected) => {
    expect(rendered(text)).toBe(expected);
  });
  it.each([
    ['Only {totl} left', '[totl] There is nothing named `totl`.'],
    ['Only {total', '[{] This `{` has no closing `}`.'],
    ['Only total} left', '[}] This `}` closes nothing.'],
    ['{customer}', '[customer] Here a single value was expected, but `customer` is a record of `customer`.'],
    ['{}', '[] Here a value was expected, but the expression ends.'],
    ["don't {amount + it's} say", '[amount + it] There is nothing named `it`.'],
  ])('%s', (text, expected) => {
    const [problem] = checkTemplate(text, ENVIRONMENT).problems;
    if (text.startsWith("don't")) expect(problem?.code).toMatch(/^expression\//u);
    else expect(`[${text.slice(problem?.start, problem?.end)}] ${problem?.message ?? ''}`).toBe(expected);
  });
  it('is limited as expressions are', () => {
    expect(checkTemplate('a'.repeat(100_000), ENVIRONMENT).problems).toMatchObject([
      { code: 'expression/limit' },
    ]);
    expect(checkTemplate('{'.repeat(4999), ENVIRONMENT).problems.length).toBeGreaterThan(0);
  });
});
