import { describe, expect, it } from 'vitest';
import { compareConditions, satisfy, verdictOf } from '../../runtime/diff/decider/compare.ts';
import type { Facts, Possible } from '../../runtime/diff/decider/possible.ts';
import { conditionOf, FACTS, limitsOf, routeTable } from './desk.ts';

const compare = (before: string, after: string, facts: Facts = FACTS) =>
  compareConditions(conditionOf(before), conditionOf(after), facts);
const can = (text: string, facts: Facts = FACTS): Possible => satisfy(conditionOf(text), facts);
/** The example as a plain object; what it is instead of one, else. */
const exampleIn = (possible: Possible): unknown =>
  possible.is === 'here' ? Object.fromEntries(possible.world) : possible;

describe('an example names what matters, as it is sent', () => {
  it.each<readonly [string, string, unknown]>([
    ['has(agent) && agent != user', 'agent != user', { 'record.agent': null }],
    ['amount <= 1000', 'amount < 1000.02', { 'record.amount': '1000.01' }],
    ['quantity > 5', 'quantity > 4', { 'record.quantity': 5 }],
    ['took < duration("1h")', 'took < duration("61m")', { 'record.took': 3600 }],
    ['due < date("2026-01-31")', 'due < date("2026-02-01")', { 'record.due': '2026-01-31' }],
    [
      'seen < timestamp("2026-01-01T00:00:00Z")',
      'seen <= timestamp("2026-01-01T00:00:00Z")',
      { 'record.seen': '2026-01-01T00:00:00.000Z' },
    ],
    ['opens < time("09:00")', 'opens <= time("09:00")', { 'record.opens': '09:00:00' }],
    ['status == "open"', 'status in ["open", "paid"]', { 'record.status': 'paid' }],
    [
      '"lead" in user.roles',
      '"lead" in user.roles || "support" in user.roles',
      { 'user.roles': ['support'] },
    ],
    [
      'region == "north" && region in user.regions',
      'region in user.regions && region.startsWith("north")',
      { 'record.region': 'northx', 'user.regions': ['northx'] },
    ],
    ['has(customer) && vip', 'vip', { 'record.vip': true, 'record.customer': null }],
    ['urgent', 'urgent || size(tags) > 2', { 'record.urgent': false }],
  ])('%s -> %s', (before, after, world) => {
    const { gain, loss } = compare(before, after);
    expect(exampleIn(gain)).toMatchObject(world as object);
    expect(loss).toEqual({ is: 'never' });
  });

  it('makes up what a part that is not looked into needs', () => {
    const { gain } = compare('size(tags) > 3', 'size(tags) > 2');
    expect((exampleIn(gain) as { 'record.tags': string[] })['record.tags']).toHaveLength(3);
    const { gain: row } = compare('lines.exists(l, l.quantity > 3)', 'lines.exists(l, l.quantity > 2)');
    expect(exampleIn(row)).toHaveProperty(['record.lines', 0, 'quantity'], 3);
    const { gain: sum } = compare('amount <= total - old.amount', 'amount <= total - old.amount + 1');
    const found = exampleIn(sum) as Record<string, string>;
    const over = Number(found['record.amount']) + Number(found['old.amount']) - Number(found['record.total']);
    expect([over > 0, over <= 1]).toEqual([true, true]);
  });
});

describe('only what the database holds to is taken for granted', () => {
  const bare: Facts = { limits: () => null };
  it('without limits an amount may have any digits, and a number any value', () => {
    expect(verdictOf(compare('amount <= 1000', 'amount < 1000.01', bare))).toBe('wider');
    expect(verdictOf(compare('level >= 1', 'level <= 5', bare))).toBe('incomparable');
    expect(can('total < 0', bare)).toMatchObject({ is: 'here' });
    expect(can('total < 0')).toEqual({ is: 'never' });
  });

  it('a field that either side knows as optional may be empty, unless the database forbids it', () => {
    const before = conditionOf('has(amount) && amount > 5');
    const after = conditionOf('total > 5');
    expect(after.is === 'compare' && after.left.is === 'path' && after.left.nullable).toBe(false);
    const required: Facts = { limits: (path) => ({ ...limitsOf(path), required: true }) };
    expect(compareConditions(before, conditionOf('amount > 5'), required).gain).toEqual({ is: 'never' });
    expect(can('amount == null', required)).toEqual({ is: 'never' });
    const optional: Facts = { limits: () => ({ required: false }) };
    expect(can('!(total > 0) && !(total <= 0)', optional)).toEqual({ is: 'never' });
    expect(verdictOf(compare('total > 0 || total <= 0', 'urgent || !urgent', optional))).toBe('incomparable');
  });

  it('options are those of the database', () => {
    const facts: Facts = { limits: () => ({ options: ['open', 'approved', 'archived'] }) };
    const world = exampleIn(can('status != "open" && status != "approved"', facts));
    expect(world).toEqual({ 'record.status': 'archived' });
  });

  it('a text has room for an example, or is not decided', () => {
    const short: Facts = { limits: () => ({ maxLength: 3 }) };
    expect(can('name.startsWith("ab")', short)).toMatchObject({ is: 'here' });
    expect(can('name.startsWith("ab") && name.endsWith("bc")', short)).toEqual({
      is: 'undecided',
      why: 'a text has room for few characters',
    });
  });
});

describe('what cannot be is never given as an example', () => {
  it.each([
    // `today` is the day of `now`.
    'today == date("2026-03-01") && now > timestamp("2026-03-10T00:00:00Z")',
    'today > date("2026-03-10") && now < timestamp("2026-03-01T00:00:00Z")',
    'amount > 5 && amount < 5.01',
    'quantity > 1 && quantity < 2',
    'quantity > weight && quantity < weight + 0.5 && weight == 1.5',
    'start > due && due > today && today > start',
    'agent == owner && agent == approver && owner != approver',
    'region in user.regions && "north" == region && !("north" in user.regions)',
    'customer == null && customer.name == "x"',
    'customer == null && "x" in customer.tags',
    'name.startsWith("ab") && name.startsWith("ac")',
    'name == "abc" && !name.contains("b")',
    'status == "open" && status in ["paid", "approved"]',
    'lines.exists(l, l.quantity > 3) && lines.all(x, x.quantity <= 3)',
    'stock * quantity > 5 && quantity * stock < 5',
  ])('%s', (text) => {
    expect(can(text)).toEqual({ is: 'never' });
  });

  it('sets `now` on the day that is asked for', () => {
    const world = exampleIn(can('today == date("2026-02-28") && now - seen >= duration("1h")'));
    expect(String((world as Record<string, unknown>)['now'])).toMatch(/^2026-02-2[78]|^2026-03-01/u);
  });

  it('gives one record one value for each field', () => {
    const text = 'customer.parent == customer && customer.parent.name == "a" && customer.name == "b"';
    expect(can(text)).toEqual({ is: 'undecided', why: 'no example could be made that is consistent' });
  });
});

describe('decision tables', () => {
  const before = routeTable('first', ['amount < 100', null, 'support', 1], [null, null, 'lead', 2]);
  const after = routeTable('first', ['amount < 200', null, 'support', 1], [null, null, 'lead', 2]);
  const text = 'route(amount, channel).approver in user.roles';

  it('the same words under another table are another condition', () => {
    const facts: Facts = { limits: limitsOf, tables: { before, after } };
    const { gain, loss } = compare(text, text, facts);
    expect(exampleIn(gain)).toEqual({ 'record.amount': '100.00', 'user.roles': ['support'] });
    expect(exampleIn(loss)).toEqual({ 'record.amount': '100.00', 'user.roles': ['lead'] });
    expect(verdictOf(compare(text, text, { limits: limitsOf, tables: { before, after: before } }))).toBe(
      'equivalent',
    );
  });

  it('first match decides, and an empty amount falls through', () => {
    const facts: Facts = { limits: limitsOf, tables: { before, after: before } };
    expect(verdictOf(compare('route(amount, channel).days == 2', '!(amount < 100)', facts))).toBe('narrower');
    expect(
      verdictOf(compare('route(amount, channel).days == 2', 'amount == null || amount >= 100', facts)),
    ).toBe('equivalent');
  });

  it('a table that is not at hand gives nothing', () => {
    expect(compare('route(amount, channel).days == 1', 'urgent', { limits: limitsOf })).toMatchObject({
      gain: { is: 'here' },
    });
  });
});

describe('always, never and too much', () => {
  it('takes conditions that are always or never true', () => {
    expect(verdictOf(compareConditions(false, true, FACTS))).toBe('wider');
    expect(verdictOf(compareConditions(true, true, FACTS))).toBe('equivalent');
    expect(verdictOf(compareConditions(true, conditionOf('urgent'), FACTS))).toBe('narrower');
    expect(verdictOf(compareConditions(conditionOf('urgent || !urgent'), true, FACTS))).toBe('equivalent');
    expect(satisfy(false, FACTS)).toEqual({ is: 'never' });
    expect(exampleIn(satisfy(true, FACTS))).toEqual({});
  });

  it('says which part is not decided', () => {
    const { gain } = compare(
      'name.matches("^a{7}$")',
      'name.matches("^a{7}$") || name.matches("^[b-d]{9}x$")',
    );
    expect(gain).toEqual({ is: 'undecided', why: '`matches` is beyond what is decided' });
  });

  it('gives up in time where there are too many cases', () => {
    // Thirteen people, any two of whom may be the same.
    const people = Array.from({ length: 13 }, (_, at) => `user_${at}`);
    const tree = conditionOf('agent != owner');
    if (tree.is !== 'compare' || tree.left.is !== 'path') throw new Error('no comparison');
    const { left } = tree;
    const person = (name: string) => ({ ...left, steps: [name], nullable: false, emptyAt: [] });
    const parts = people.flatMap((one, at) =>
      people.slice(at + 1).map((other) => ({ ...tree, left: person(one), right: person(other) })),
    );
    const started = performance.now();
    const all = { ...tree, is: 'and', parts } as const;
    const some = { ...tree, is: 'or', parts } as const;
    expect(compareConditions(all, some, FACTS).gain).toEqual({
      is: 'undecided',
      why: 'there are too many cases',
    });
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
