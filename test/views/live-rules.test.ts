import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aroundRules } from '../../builder-ui/form/rules/live-record.ts';
import { createLiveRules, type LiveRules } from '../../builder-ui/form/rules/live-rules.ts';
import type { RelatedRecords } from '../../builder-ui/form/rules/related-records.ts';
import { formFields } from '../../builder-ui/form/state/form-fields.ts';
import { createFormStore, type FormStore, type Values } from '../../builder-ui/form/state/form-store.ts';
import { sentValues } from '../../builder-ui/form/state/sent-values.ts';
import { unread } from '../../builder-ui/form/values/unread.ts';
import { parseDecimal } from '../../runtime/model/decimal.ts';
import type { RecordValue } from '../../runtime/expression/value.ts';
import type { FormView } from '../../runtime/wire/view.ts';
import type { TestApp } from '../support/app.ts';
import { openViewApp } from './open.ts';

const WORKSPACE = readFileSync(
  join(import.meta.dirname, '../browser/rule-definitions/workspace.yaml'),
  'utf8',
).replace('runbook: desk.md\n', '');

let test: TestApp;
let view: FormView;
beforeAll(async () => {
  test = await openViewApp(WORKSPACE, { lea: ['lead'] });
  view = (await test.call('lea', 'GET', '/api/v1/views/refund/form')).json as FormView;
});
afterAll(() => test.close());

const money = (text: string) => parseDecimal(text);
const PURCHASE: RecordValue = {
  id: 'p1',
  total: money('300.00'),
  customer: { id: '', discount: money('0.05') },
};

type Opened = { readonly rules: LiveRules; readonly store: FormStore; readonly arrive: () => void };

/** The form of a refund without its widgets. The purchase `p1` is known at once or once it arrives, any other never. */
function open(
  mode: 'create' | 'update',
  values: Values,
  options: { record?: Values; late?: boolean; locked?: readonly string[] } = {},
): Opened {
  const form = view[mode];
  if (form === null) throw new Error('The form lacks the mode');
  const fields = formFields(view, form);
  let there = options.late !== true;
  const related: RelatedRecords = {
    find: (_related, id) => (id === 'p1' ? (there ? PURCHASE : undefined) : null),
  };
  const rules = createLiveRules({
    rules: view.rules,
    mode,
    fields,
    record: options.record ?? {},
    related,
    around: aroundRules(view.rules, { now: 0, today: '2026-11-26' }),
    place: { locale: 'en-GB', zone: 'Europe/London' },
    locked: new Set(options.locked ?? []),
  });
  const store = createFormStore({ values, baseline: values }, () => ({}), rules);
  return {
    rules,
    store,
    arrive: () => {
      there = true;
      store.rerun();
    },
  };
}

it('fields are hidden, shown and required as what they look at is typed', () => {
  const { store } = open('create', {});
  expect(store.isShown('/note')).toBe(false);
  store.setValues({ reason: 'late' });
  expect([store.isShown('/note'), store.standing('/note')?.required]).toEqual([true, false]);
  store.setValues({ reason: 'other' });
  expect(store.standing('/note')?.required).toBe(true);
});

it('a formula follows its inputs, to the digits of its field; half-typed values are empty, never a failure', () => {
  const { store } = open('create', {});
  expect(store.computed('/fee')).toBeNull();
  store.setValues({ amount: '33.33' });
  expect(store.computed('/fee')).toBe('0.67');
  store.setValues({ amount: unread('33.') });
  expect(store.computed('/fee')).toBeNull();
  for (const odd of ['', '-', 'NaN', {}, [], 7, true, null, undefined, '9'.repeat(400)])
    expect(() => store.setValues({ amount: odd, reason: odd, purchase: odd, lines: odd })).not.toThrow();
});

it('sums of lines and formulas of lines follow the lines; blank lines count nothing', () => {
  const { store } = open('create', { amount: '100.00' });
  expect(store.computed('/listed')).toBe('0.00');
  const lines = [{ what: 'Jam', pieces: 3, price: '9.50' }, {}, { what: 'Tea', pieces: 1, price: '0.50' }];
  store.setValues({ amount: '100.00', lines });
  expect(store.computed('/lines/0/amount')).toBe('28.50');
  expect(store.computed('/lines/1/amount')).toBeUndefined();
  expect(store.computed('/lines/2/amount')).toBe('0.50');
  expect(store.computed('/listed')).toBe('29.00');
  store.setValues({ amount: '100.00', lines: [lines[2]] });
  expect(store.computed('/listed')).toBe('0.50');
  expect(store.computed('/lines/2/amount')).toBeUndefined();
});

it('a check speaks once a value that it looks at was left and the others are there', () => {
  const { store } = open('create', {});
  store.setValues({ amount: '400.00' });
  store.visit(['/amount']);
  expect(store.errorAt('/amount')).toBeUndefined();
  store.setValues({ amount: '400.00', purchase: 'p1' });
  expect(store.errorAt('/amount')).toBe('Only £300.00 was paid for this purchase.');
  store.setValues({ amount: '250.00', purchase: 'p1' });
  expect(store.errorAt('/amount')).toBeUndefined();
});

it('a warning stands beside the field and stops nothing; an error stops saving', () => {
  const { store } = open('create', {});
  store.setValues({ amount: '250.00', purchase: 'p1' });
  store.visit(['/amount']);
  expect(store.warningAt('/amount')).toBe('More than £200 is looked at twice.');
  expect(store.checkAll()).toEqual({});
  store.setValues({ amount: '400.00', purchase: 'p1' });
  expect(store.checkAll()).toEqual({ '/amount': 'Only £300.00 was paid for this purchase.' });
});

it('a check without a place speaks of the record as a whole', () => {
  const { store } = open('create', {});
  store.setValues({ amount: '10.00', purchase: 'p1', lines: [{ what: 'Jam', pieces: 3, price: '9.50' }] });
  expect(store.checkAll()['']).toBe('The lines come to more than the amount.');
});

it('a check of a line looks at the record that owns it', () => {
  const { store } = open('create', {});
  const line = { what: 'Jam', pieces: 1, price: '20.00' };
  store.setValues({ amount: '10.00', purchase: 'p1', lines: [{}, line] });
  expect(store.checkAll()['/lines/1/price']).toBe('One piece costs more than the whole refund.');
  store.setValues({ amount: '30.00', purchase: 'p1', lines: [{}, line] });
  expect(store.checkAll()).toEqual({});
});

it('rules wait for a record that they look into, and leave what may not be read to the server', () => {
  const { store, arrive } = open('create', {}, { late: true });
  store.setValues({ amount: '400.00', purchase: 'p1' });
  expect(store.checkAll()).toEqual({});
  arrive();
  expect(store.checkAll()).toHaveProperty('/amount');
  const other = open('create', {});
  other.store.setValues({ amount: '400.00', purchase: 'hidden' });
  expect(other.store.checkAll()).toEqual({});
});

it('a default fills what nobody touched, follows what it depends on, and never overwrites', () => {
  const { store } = open('create', {});
  store.setValues({ purchase: 'p1' });
  expect(store.takeFills()).toEqual([{ pointer: '/discount', value: '0.0500' }]);
  expect(store.takeFills()).toEqual([]);
  store.setValues({ purchase: null, discount: '0.0500' });
  expect(store.takeFills()).toEqual([{ pointer: '/discount', value: null }]);
  store.setValues({ purchase: null, discount: '0.1000' });
  store.setValues({ purchase: 'p1', discount: '0.1000' });
  expect(store.takeFills()).toEqual([]);
});

it('what was cleared stays cleared', () => {
  const { store } = open('create', {});
  store.setValues({ purchase: 'p1' });
  store.takeFills();
  store.setValues({ purchase: 'p1', discount: '0.0500' });
  store.setValues({ purchase: 'p1', discount: null });
  expect(store.takeFills()).toEqual([]);
});

const SAVED: Values = {
  id: 'r1',
  version: 1,
  status: 'approved',
  amount: '900.00',
  purchase: { id: 'p1', title: 'P-1' },
  reason: 'late',
};
const TYPED: Values = { amount: '900.00', purchase: 'p1', reason: 'late', lines: [] };

it('what may be changed is judged by the record as it was; what was changed all the same can be put back', () => {
  const { store } = open('update', TYPED, { record: SAVED });
  expect([store.standing('/amount')?.editable, store.isLocked('/amount')]).toEqual([false, true]);
  store.setValues({ ...TYPED, amount: '1.00' });
  expect(store.isLocked('/amount')).toBe(false);
  const requested = open('update', TYPED, { record: { ...SAVED, status: 'requested' } });
  expect(requested.store.isLocked('/amount')).toBe(false);
});

it('a check that failed before stands in nobody’s way while nothing that it looks at is changed', () => {
  const { store } = open('update', TYPED, { record: { ...SAVED, status: 'requested' } });
  expect(store.checkAll()).toEqual({});
  store.setValues({ ...TYPED, reason: 'broken' });
  expect(store.checkAll()).toEqual({});
  store.setValues({ ...TYPED, amount: '901.00' });
  expect(store.checkAll()).toHaveProperty('/amount');
});

it('what the server keeps from being changed is locked, whatever the rules say', () => {
  const { store } = open('update', TYPED, { record: { ...SAVED, status: 'requested' }, locked: ['reason'] });
  expect(store.standing('/reason')).toEqual({ visible: true, required: false, editable: false });
});

it('a hidden field sends only what was filled in before it was hidden', () => {
  const { store } = open('create', { note: '' });
  store.setValues({ reason: 'other', note: 'Broken jar' });
  store.setValues({ reason: null, note: 'Broken jar' });
  expect(store.isShown('/note')).toBe(false);
  expect(sentValues(store)).toEqual({ reason: null, note: 'Broken jar' });
  store.setValues({ reason: null, note: unread('12.') });
  expect(sentValues(store)).toEqual({ reason: null, note: '' });
});

it('rules run only when something that they look at changed', () => {
  const { store, rules } = open('create', {});
  store.setValues({ amount: '1.00' });
  const before = rules.failures();
  store.setValues({ amount: '1.00', iban: 'GB29' });
  expect(rules.failures().map(({ rule }) => rule)).toEqual(before.map(({ rule }) => rule));
  expect(rules.failures()[0]).toBe(before[0]);
});
