import { describe, expect, it } from 'vitest';
import { checkExpression } from '../../runtime/expression/check.ts';
import { childrenOf } from '../../runtime/expression/children.ts';
import type { Tree } from '../../runtime/expression/tree.ts';
import { ENVIRONMENT, problemsOf, treeOf } from './order-desk.ts';

describe('mistakes are found where they stand, with what to do', () => {
  it.each([
    // Syntax
    'amount = 1 and vip <> true',
    'amount > 1,000',
    'rate == 50%',
    'quantity++ > 1',
    'rate > 1e3 || rate < .5',
    'tags["new"]',
    '{"a": 1}',
    'name not in tags',
    'name == ‘Ada’ && channel == “web”',
    'name == "Ada',
    'name == "\\q"',
    '(vip',
    'vip vip',
    'vip &&',
    '',
    'vip ? 1',
    'name == "\\ud800"',
    'not vip or vip & vip',
    // Names
    'amout > 1',
    'customer.regin == "x"',
    'amount > params.limits',
    'user.region == "x"',
    'input.wy == "x"',
    'route(amount, channel).aprover == "x"',
    'double(quantity) > 1',
    'len(name) > 1',
    'nam.lowerAscii() == "x"',
    'name.lowerascii() == "x"',
    'coalesce(name, "x") == "x"',
    '__proto__ == 1',
    'customer.constructor == 1',
    'toString() == 1',
    'params.constructor == 1',
    // Types
    'amount > euros',
    'amount > "100"',
    'amount > rate',
    'amount + 1 > quantity',
    'name > 5',
    'name + quantity == "x"',
    'due > placed',
    'due >= "2026-01-01"',
    'due >= date("2026-02-30")',
    'placed > timestamp("2026-01-01 10:00")',
    'due - date("2026-01-01") > 5',
    'rate / 2.5 > 1',
    'quantity % 0.5 > 1',
    'amount * total > 5',
    'customer == "Ada"',
    'agent == "u1"',
    'lines == 1',
    'lines.price > 1',
    'name.first == "x"',
    '1 < quantity < 3',
    'status < "paid"',
    'quantity',
    '!quantity',
    '-name == "x"',
    'name in "abc"',
    'quantity in ["a"]',
    '[quantity] == [1]',
    'round(quantity / 3, 2) > 1',
    'round(rate, quantity) > 1',
    'round(rate, 21) > 1',
    'div(rate, amount, 2) > 1',
    'min(rate) > 1',
    'min(rate, amount) > 1',
    'trim(name) == "x"',
    'name.abs() == 1',
    'route(amount).approver == "x"',
    'route == 1',
    'params == 1',
    'vip ? 1 : "x"',
    'vip ? tags : flags',
    'name.exists(c, c == "x")',
    'tags.exists(t.u, true)',
    'lines.map(l, l.product).exists(p, p.name == "x")',
    'lines.map(l, l.price, 1)',
    // Options
    'status == "opne"',
    'status in ["open", "payed"]',
    '"gyft" in flags',
    'status == channel',
    '(vip ? status : "x") == 1',
    // Null
    'status == null',
    'has(tags)',
    'has(amount + 1)',
    'amount > null',
    'null == null',
    'null in tags',
    // Constants
    'true',
    '1 + 1 == 2',
    'amount == amount',
    'vip && true',
    'vip || vip',
    'status == "open" && status == "paid"',
    'status != "open" || status != "paid"',
    'name in []',
    // Shadowing
    'lines.exists(amount, amount.price > 1)',
    'lines.exists(user, user.price > 1)',
    'lines.exists(l, l.parts.exists(l, l.size > 1))',
    'lines.exists(route, route.price > 1)',
    // Regular expressions
    'name.matches("(a+)+$")',
    'name.matches("a*b*c*a*")',
    'name.matches("(?=a)b")',
    'name.matches("a\\\\b")',
    'name.matches("(a)\\\\1")',
    'name.matches("a+?")',
    'name.matches("[")',
    'name.matches("a{300}")',
    'name.matches(name)',
    // Limits
    'quantity < 99999999999999999999',
    // Cost
    'lines.all(a, lines.all(b, a.price == b.price))',
    'lines.exists(a, lines.exists(b, lines.exists(c, c.price == b.price)))',
  ])('%s', (text) => {
    expect([text, ...problemsOf(text)].join('\n')).toMatchSnapshot();
  });
});

describe('what is meant is accepted', () => {
  it.each([
    'amount > 100',
    'amount <= total - 0.5',
    'amount * quantity <= params.limit * 2',
    'amount * rate > 10.5',
    'div(amount, total, 4) > 0.5',
    'div(amount, 3, 2) < total',
    'quantity > 2.5 && rate in [1, 2.5]',
    'status in ["open", "paid"] && "rush" in flags',
    'customer.region in user.regions',
    '"finance" in user.roles',
    'agent == user || old.agent == user.id',
    'customer == old.customer && record.amount != old.amount',
    'lines.all(l, l.quantity > 0 && (l.price == null || l.price > 0))',
    'lines.filter(l, l.quantity > 1).map(l, l.price).exists(p, p > 1)',
    'lines.exists(l, l.product.name in user.regions) == false',
    'lines.all(l, tags.exists(t, t == l.product.name))',
    'placed + duration("1h30m") < now && now - placed > took',
    'addDays(due, 30) >= today && daysBetween(due, today) < 5',
    'opens < time("10:00")',
    'has(name) && name.matches(r"^\\d+$")',
    'route(amount, channel).approver in user.roles',
    'vip == true ? has(name) : size(tags) == 0',
    'has(input.why) && input.into.name == "Leith"',
    'min(quantity, 5, 2.5) > 1',
    'constructor == "x"',
    'name == "a" // the name',
  ])('%s', (text) => {
    expect(problemsOf(text)).toEqual([]);
  });
});

it('all mistakes are found at once, each once', () => {
  const found = problemsOf('amout > 1 && status == "opne" && due > placed && vip = true and foo(2)');
  expect(found.map((problem) => problem.split(' | ')[0])).toEqual([
    'unknown-name [amout] There is nothing named `amout`.',
    'option ["opne"] `opne` is none of the options here.',
    'type [due > placed] `due` is a date and `placed` is a point in time; they cannot be compared.',
    'syntax [=] `=` is no operator.',
    'syntax [and] `and` is no operator.',
    'unknown-name [foo] There is no function `foo`.',
  ]);
});

it('the expected type is met by conversion where nothing is lost', () => {
  expect(treeOf('5', { is: 'money', currency: 'GBP' })).toMatchObject({ is: 'literal', value: '5' });
  expect(treeOf('quantity', { is: 'decimal' })).toMatchObject({ is: 'call', name: 'decimal' });
  expect(treeOf('vip ? "open" : "paid"', { is: 'choice', options: ['open', 'paid'] }).type.is).toBe('choice');
  expect(treeOf('null', { is: 'user' })).toMatchObject({ value: null, type: { is: 'user' } });
  expect(problemsOf('rate', { is: 'int' })).toHaveLength(1);
  expect(problemsOf('vip ? "open" : "x"', { is: 'choice', options: ['open', 'paid'] })).toHaveLength(1);
  expect(problemsOf('customer', 'scalar')).toHaveLength(1);
});

it('what does not exist in a place is said to exist elsewhere', () => {
  const environment = {
    ...ENVIRONMENT,
    record: null,
    old: false,
    input: null,
    forbidden: { now: 'it is not kept' },
  };
  const problems = (text: string) => checkExpression(text, environment, null).problems;
  for (const text of ['record.amount', 'old.amount', 'input.why'])
    expect(problems(text)).toMatchObject([{ code: 'expression/not-here', start: 0 }]);
  expect(problems('now')).toMatchObject([{ code: 'expression/not-here', hint: 'it is not kept' }]);
});

it('the tree says where a path may be empty', () => {
  expect(treeOf('customer.name')).toMatchObject({ nullable: true, emptyAt: [0] });
  expect(treeOf('shop.name')).toMatchObject({ nullable: false, emptyAt: [] });
  expect(treeOf('shop.rating')).toMatchObject({ nullable: true, emptyAt: [1] });
  expect(treeOf('old.total')).toMatchObject({ nullable: false });
  expect(treeOf('customer.orders', null)).toMatchObject({ nullable: false });
});

describe('input that is made to break things', () => {
  const texts: readonly (readonly [string, string])[] = [
    ['100,000 characters', 'a'.repeat(100_000)],
    ['10,000 parentheses', `${'('.repeat(10_000)}1${')'.repeat(10_000)}`],
    ['2,000 parentheses', `${'('.repeat(2000)}1${')'.repeat(2000)}`],
    ['a list of a million', `quantity in [${'1,'.repeat(1_000_000)}1]`],
    ['a list of 2,400', `quantity in [${'1,'.repeat(2400)}1]`],
    ['lists in lists', '['.repeat(4999)],
    ['negations', `${'!'.repeat(4000)}vip`],
    ['minus signs', `${'- '.repeat(2000)}1`],
    ['a sum of 2,400', `${'1+'.repeat(2400)}1`],
    ['a path of 2,400', `${'a.'.repeat(2400)}b`],
    ['alternatives', `${'vip?1:'.repeat(800)}1`],
    ['calls', 'f('.repeat(2400)],
    ['a number of 300 digits', `rate > ${'9'.repeat(300)}.5`],
    ['quotes', `"`.repeat(4999)],
    ['loops', 'lines.exists(a, '.repeat(300)],
  ];
  it.each(texts)('%s', (_name, text) => {
    const started = performance.now();
    const { tree, problems } = checkExpression(text, ENVIRONMENT, null);
    expect(performance.now() - started).toBeLessThan(500);
    expect(tree).toBeNull();
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.length).toBeLessThan(3000);
    for (const { start, end } of problems)
      expect(start >= 0 && start <= end && end <= text.length).toBe(true);
  });

  it('every prefix and every deletion of an expression is read or refused', () => {
    const text =
      'lines.filter(l, l.quantity > 1).map(l, l.price).exists(p, p > 1.5) ? -quantity in [1, 2] : name == r"\\d" || !vip';
    for (let at = 0; at <= text.length; at += 1) {
      checkExpression(text.slice(0, at), ENVIRONMENT, null);
      checkExpression(text.slice(0, at) + text.slice(at + 1), ENVIRONMENT, null);
      checkExpression(`${text.slice(0, at)}\u0000${text.slice(at)}`, ENVIRONMENT, null);
    }
  });

  it('a chain of 190 sums is as deep as it gets, and is evaluated', () => {
    const depth = (tree: Tree): number => 1 + Math.max(0, ...childrenOf(tree).map(depth));
    expect(depth(treeOf(`${'quantity+'.repeat(190)}1`))).toBeLessThan(400);
  });
});
