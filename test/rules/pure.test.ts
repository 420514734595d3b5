import { describe, expect, it } from 'vitest';
import { checkExpression } from '../../runtime/expression/check.ts';
import type { Environment } from '../../runtime/expression/environment.ts';
import type { Tree } from '../../runtime/expression/tree.ts';
import type { Type } from '../../runtime/expression/type.ts';
import type { Facts, RecordValue, Value } from '../../runtime/expression/value.ts';
import { parseDecimal } from '../../runtime/model/decimal.ts';
import { expressionDefaults } from '../../runtime/rules/defaults.ts';
import { encodeValue } from '../../runtime/rules/encode-value.ts';
import { fieldState } from '../../runtime/rules/field-states.ts';
import { formatValue } from '../../runtime/rules/format-value.ts';
import { rollupValue } from '../../runtime/rules/rollup.ts';
import { brokenNevers, failedChecks } from '../../runtime/rules/run-checks.ts';
import { decodeValue, isSameValue } from '../../runtime/rules/values.ts';

const MONEY: Type = { is: 'money', currency: 'GBP' };
const FIELDS: Readonly<Record<string, Type>> = {
  amount: MONEY,
  limit: MONEY,
  count: { is: 'int' },
  note: { is: 'string' },
  lines: { is: 'list', of: { is: 'record', entity: 'line' } },
};
const LINE: Readonly<Record<string, Type>> = { price: MONEY };
const ENVIRONMENT: Environment = {
  record: 'order',
  old: true,
  input: null,
  user: {},
  params: {},
  field: (entity, name) => {
    const type = (entity === 'order' ? FIELDS : LINE)[name];
    return type === undefined ? undefined : { type, nullable: type.is !== 'list' };
  },
  fieldNames: (entity) => Object.keys(entity === 'order' ? FIELDS : LINE),
  decision: () => undefined,
  decisionNames: [],
};

function tree(text: string): Tree {
  const { tree: checked, problems } = checkExpression(text, ENVIRONMENT, null);
  if (checked === null) throw new Error(problems.map(({ message }) => message).join('\n'));
  return checked;
}

const decimal = (text: string): Value => parseDecimal(text);
const record = (values: Readonly<Record<string, Value>>): RecordValue => ({ id: 'r', lines: [], ...values });
const facts = (now: RecordValue, old: RecordValue | null = null): Facts => ({
  record: now,
  old,
  input: {},
  user: { id: 'u' },
  params: {},
  now: 0,
  today: '1970-01-01',
});
const check = (text: string): { that: Tree } => ({ that: tree(text) });

describe('checks', () => {
  const within = check('amount <= limit');

  it('unknown is not true', () => {
    expect(failedChecks([within], facts(record({ amount: decimal('1'), limit: null })))).toEqual([within]);
    expect(failedChecks([within], facts(record({ amount: decimal('1'), limit: decimal('1.00') })))).toEqual(
      [],
    );
  });

  it('an old failure blocks only a change of what it looks at', () => {
    const before = record({ amount: decimal('2'), limit: decimal('1'), note: 'a' });
    expect(failedChecks([within], facts(record({ ...before, note: 'b' }), before))).toEqual([]);
    expect(failedChecks([within], facts(record({ ...before, amount: decimal('2.00') }), before))).toEqual([]);
    expect(failedChecks([within], facts(record({ ...before, amount: decimal('1.5') }), before))).toEqual([
      within,
    ]);
    const sound = record({ amount: decimal('1'), limit: decimal('1') });
    expect(failedChecks([within], facts(record({ ...sound, limit: decimal('0') }), sound))).toEqual([within]);
  });

  it('looks into the rows that it counts, and knows them by their ids', () => {
    const cheap = check('lines.all(line, line.price < 10)');
    const line = (id: string, price: string): RecordValue => ({ id, price: decimal(price) });
    const before = record({ lines: [line('a', '20')] });
    expect(failedChecks([cheap], facts(record({ lines: [line('a', '20.0')], note: 'x' }), before))).toEqual(
      [],
    );
    expect(failedChecks([cheap], facts(record({ lines: [line('a', '19')] }), before))).toEqual([cheap]);
    expect(failedChecks([cheap], facts(record({ lines: [line('b', '20')] }), before))).toEqual([cheap]);
  });

  it('what compares with the record before is not asked of a new one', () => {
    const up = check('amount >= old.amount');
    expect(failedChecks([up], facts(record({ amount: decimal('1') })))).toEqual([]);
    expect(
      failedChecks([up], facts(record({ amount: decimal('1') }), record({ amount: decimal('2') }))),
    ).toEqual([up]);
  });
});

it('unknown in what must never be refuses as well, but only what becomes so', () => {
  const never = check('amount > limit');
  const unknown = record({ amount: decimal('1'), limit: null });
  expect(brokenNevers([never], facts(unknown))).toEqual([never]);
  expect(brokenNevers([never], facts(record({ ...unknown, note: 'x' }), unknown))).toEqual([]);
  expect(brokenNevers([never], facts(record({ amount: decimal('1'), limit: decimal('1') })))).toEqual([]);
});

it('a field that is not shown is not required; unknown neither shows, requires nor lets edit', () => {
  const rules = {
    required: true,
    requiredWhen: null,
    visibleWhen: tree('count > 1'),
    editableWhen: tree('count > 2'),
  };
  const state = (count: number | null): object => fieldState(rules, facts(record({ count })));
  expect(state(3)).toEqual({ visible: true, required: true, editable: true });
  expect(state(2)).toEqual({ visible: true, required: true, editable: false });
  expect(state(1)).toEqual({ visible: false, required: false, editable: false });
  expect(state(null)).toEqual({ visible: false, required: false, editable: false });
});

it('defaults see what was given and those before them, and step back for what was given', () => {
  const rules = [
    { name: 'limit', tree: tree('amount * 2') },
    { name: 'count', tree: tree('limit > 5 ? 1 : 0') },
  ];
  const given = facts(record({ amount: decimal('3') }));
  expect(expressionDefaults(rules, new Set(['amount']), given)).toEqual({
    limit: { units: 6n, scale: 0 },
    count: 1,
  });
  expect(expressionDefaults(rules, new Set(['limit']), facts(record({ limit: decimal('1') })))).toEqual({
    count: 0,
  });
});

it('what is half typed is empty, never a crash', () => {
  expect(decodeValue(MONEY, '12.')).toBeNull();
  expect(decodeValue(MONEY, '')).toBeNull();
  expect(decodeValue(MONEY, 12)).toEqual({ units: 12n, scale: 0 });
  expect(decodeValue(MONEY, 12.5)).toBeNull();
  expect(decodeValue({ is: 'int' }, 1.5)).toBeNull();
  expect(decodeValue({ is: 'int' }, '1')).toBeNull();
  expect(decodeValue({ is: 'duration' }, 90)).toBe(90_000);
  expect(decodeValue({ is: 'datetime' }, '2026-02-30T99:00Z')).toBeNull();
  expect(decodeValue({ is: 'user' }, { id: 'a', title: 'A' })).toBe('a');
  expect(decodeValue({ is: 'record', entity: 'x' }, 'a')).toEqual({ id: 'a' });
  expect(decodeValue({ is: 'list', of: { is: 'string' } }, ['a', null, 3])).toEqual(['a']);
  expect(decodeValue({ is: 'list', of: { is: 'string' } }, null)).toEqual([]);
});

it('values are written with the digits of their field, half away from zero', () => {
  expect(encodeValue(MONEY, decimal('1.005'), 2)).toBe('1.01');
  expect(encodeValue(MONEY, decimal('-1.005'), 2)).toBe('-1.01');
  expect(encodeValue(MONEY, decimal('1'), 2)).toBe('1.00');
  expect(encodeValue({ is: 'datetime' }, 0)).toBe('1970-01-01T00:00:00.000Z');
  expect(encodeValue({ is: 'duration' }, 1_500)).toBe(2);
  expect(encodeValue({ is: 'record', entity: 'x' }, { id: 'a' })).toBe('a');
  expect(encodeValue({ is: 'list', of: { is: 'string' } }, ['a'])).toEqual(['a']);
  expect(encodeValue(MONEY, null)).toBeNull();
});

it('decimals are the same by amount, records by identity, lists in order', () => {
  expect(isSameValue(decimal('1.0'), decimal('1'))).toBe(true);
  expect(isSameValue(decimal('1.0'), decimal('1.01'))).toBe(false);
  expect(isSameValue({ id: 'a', x: 1 }, { id: 'a', x: 2 })).toBe(true);
  expect(isSameValue(['a', 'b'], ['b', 'a'])).toBe(false);
  expect(isSameValue(null, '')).toBe(false);
});

it('values in sentences are exact, in the words of the workspace', () => {
  const words = { locale: 'en-GB', timeZone: 'Europe/London' };
  const said = (value: Value, type: Type): string => formatValue(value, type, words);
  expect(said(decimal('12345678901234567890.10'), MONEY)).toBe('£12,345,678,901,234,567,890.10');
  expect(said(decimal('1.2345'), MONEY)).toBe('£1.2345');
  expect(said(decimal('0.050'), { is: 'decimal' })).toBe('0.050');
  expect(said('2026-11-21', { is: 'date' })).toBe('21 Nov 2026');
  expect(said(Date.UTC(2026, 6, 1, 12), { is: 'datetime' })).toBe('1 Jul 2026, 13:00');
  expect(said(5_400_000, { is: 'duration' })).toBe('1 h 30 min');
  expect(said(['a', 'b'], { is: 'list', of: { is: 'string' } })).toBe('a, b');
  expect(said('in_progress', { is: 'choice', options: ['in_progress'] })).toBe('in progress');
  expect(said('018f', { is: 'user' })).toBe('…');
  expect(said(null, MONEY)).toBe('nothing');
});

it('rollups over rows that are not stored yet are those of the database', () => {
  const row = (price: string | null): RecordValue => ({
    id: String(price),
    price: price === null ? null : decimal(price),
  });
  const rows = [row('2.50'), row(null), row('1')];
  const over = (measure: 'count' | 'sum' | 'smallest' | 'largest', field: string | null, of = rows): Value =>
    rollupValue({ measure, field, where: null }, of, facts(record({})));
  expect(over('count', null)).toBe(3);
  expect(over('sum', 'price')).toEqual({ units: 350n, scale: 2 });
  expect(over('smallest', 'price')).toEqual({ units: 1n, scale: 0 });
  expect(over('largest', 'price')).toEqual({ units: 250n, scale: 2 });
  expect([over('smallest', 'price', []), over('count', null, [])]).toEqual([null, 0]);
});
