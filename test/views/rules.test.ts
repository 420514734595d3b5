import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DetailView, FieldView, FormView, NavigationJson, TableView } from '../../runtime/wire/view.ts';
import type { TestApp } from '../support/app.ts';
import { openViewApp } from './open.ts';

const WORKSPACE = readFileSync(
  join(import.meta.dirname, '../browser/rule-definitions/workspace.yaml'),
  'utf8',
).replace('runbook: desk.md\n', '');

let test: TestApp;
beforeAll(async () => {
  test = await openViewApp(WORKSPACE, {
    sam: ['support'],
    fay: ['finance'],
    lea: ['lead'],
    two: ['support', 'finance'],
  });
});
afterAll(() => test.close());

async function read<T>(person: string, path: string): Promise<T> {
  const answer = await test.call(person, 'GET', `/api/v1/${path}`);
  expect([answer.status, path]).toEqual([200, path]);
  return answer.json as T;
}

const fieldsOf = (view: FormView | DetailView): ReadonlyMap<string, FieldView> =>
  new Map(view.sections.flatMap(({ fields }) => fields).map((field) => [field.path, field]));

it('a form carries the rules that the actor can check, with all that they look at', async () => {
  const { rules } = await read<FormView>('sam', 'views/refund/form');
  expect(Object.keys(rules.fields).toSorted()).toEqual(['amount', 'discount', 'fee', 'listed', 'note']);
  expect(rules.checks.map(({ rule, enforce }) => [rule, enforce])).toEqual([
    ['refund.checks.within_purchase', 'error'],
    ['refund.checks.worth_a_look', 'warn'],
    ['refund.checks.lines_add_up', 'error'],
  ]);
  expect(rules.related).toEqual({
    purchase: {
      entity: 'purchase',
      paths: ['customer.discount', 'total'],
      types: { 'customer.discount': { is: 'decimal' }, total: { is: 'money', currency: 'GBP' } },
      steps: { customer: 'customer' },
    },
  });
  expect(Object.keys(rules.params)).toEqual(['fee_rate']);
  expect(rules.user).toMatchObject({ roles: ['support'], regions: [] });
  expect(rules.lines['lines']?.by).toBe('refund');
  expect(rules.lines['lines']?.checks.map(({ rule }) => rule)).toEqual(['refund_line.checks.not_too_dear']);
  expect(rules.start).toMatchObject({ status: 'requested' });
});

it('rules are explained in English', async () => {
  const { rules } = await read<FormView>('sam', 'views/refund/form');
  expect(rules.fields['note']?.words).toEqual({
    required_when: 'reason is Other',
    visible_when: 'reason is filled in',
  });
  expect(rules.fields['amount']?.words.editable_when).toBe('status is Requested');
  expect(rules.fields['listed']?.words.formula).toBe('the sum of amount of lines');
});

it('a rule over a field that the actor may not read stays with the server, and nothing of it is sent', async () => {
  const { rules } = await read<FormView>('fay', 'views/refund/form');
  const text = JSON.stringify(rules);
  for (const hidden of ['listed', 'note', 'fee', 'lines.', 'discount', 'lines_add_up'])
    expect(text).not.toContain(hidden);
  expect(rules.checks.map(({ rule }) => rule)).toEqual([
    'refund.checks.within_purchase',
    'refund.checks.worth_a_look',
  ]);
});

it('no form takes the state or a computed field', async () => {
  for (const person of ['sam', 'lea']) {
    const form = await read<FormView>(person, 'views/refund/form');
    const taken = Object.keys(form.create?.schema.properties ?? {});
    expect(taken).toContain('amount');
    for (const name of ['status', 'fee', 'listed', 'number']) expect(taken).not.toContain(name);
    const fields = fieldsOf(form);
    expect(fields.get('fee')).toMatchObject({ computed: 'formula', writable: false });
    expect(fields.get('listed')).toMatchObject({ computed: 'rollup', writable: false });
    expect(fields.get('amount')).toMatchObject({ computed: null, writable: true });
  }
});

it('masked fields are marked, and can be neither sorted, filtered nor searched', async () => {
  const table = await read<TableView>('fay', 'views/refund/table');
  const iban = table.columns.find(({ path }) => path === 'iban');
  expect(iban).toMatchObject({ masked: true, conditional: false, sortable: false, operators: [] });
  const lead = await read<TableView>('lea', 'views/refund/table');
  expect(lead.columns.find(({ path }) => path === 'iban')).toMatchObject({ masked: false, sortable: true });
});

it('with two roles a field is as it is on some rows, masked or hidden on others', async () => {
  const fields = fieldsOf(await read<DetailView>('two', 'views/refund/detail'));
  // Support sees all of the refunds of its regions, finance some fields of every refund.
  expect(fields.get('iban')).toMatchObject({ masked: true, conditional: false });
  expect(fields.get('note')).toMatchObject({ masked: false, conditional: true });
  expect(fields.get('amount')).toMatchObject({ masked: false, conditional: false });
  const { rules } = await read<FormView>('two', 'views/refund/form');
  // What may be withheld on the very record is nothing for the browser to judge by.
  expect(rules.checks.map(({ rule }) => rule)).not.toContain('refund.checks.lines_add_up');
});

it('a detail tells the actions that the roles know, what they ask for, and where states lead', async () => {
  const detail = await read<DetailView>('sam', 'views/refund/detail');
  expect(detail.actions.map(({ name, confirm }) => [name, confirm])).toEqual([
    ['approve', 'Approve this refund?'],
    ['reject', null],
  ]);
  const [approve, reject] = detail.actions;
  expect(approve?.input).toBeNull();
  expect(reject?.input?.fields.map(({ path, widget, required }) => [path, widget, required])).toEqual([
    ['why', 'long_text', true],
  ]);
  expect(reject?.input?.form.schema).toMatchObject({ required: ['why'], additionalProperties: false });
  const validator = await test.call('sam', 'GET', reject?.input?.form.validator ?? '');
  expect([validator.status, validator.text.includes('validators')]).toEqual([200, true]);
  expect(detail.lifecycle?.next['requested']?.map(({ action, to }) => [action, to])).toEqual([
    ['approve', 'approved'],
    ['reject', 'rejected'],
  ]);
  expect(detail.lifecycle?.next['paid']).toEqual([]);
});

it('a screen with a condition says it in words, and is there only for those who read what it looks at', async () => {
  const waiting = await read<TableView>('sam', 'tools/refund_desk/screens/waiting');
  expect(waiting.where).toBe('status == "requested" && amount < 1000');
  expect(waiting.where_words).toMatch(/^status is Requested and amount is less than/u);
  const all = await read<TableView>('sam', 'tools/refund_desk/screens/all');
  expect([all.where, all.where_words]).toEqual([null, null]);
  const { tools } = await read<NavigationJson>('fay', 'navigation');
  expect(tools.flatMap(({ screens }) => screens.map(({ name }) => name))).toEqual(['waiting', 'all']);
  // A link to the refunds of the tool means all of them, not those of the narrowed screen.
  expect((await read<TableView>('sam', 'views/refund/table?tool=refund_desk')).screen).toBe('all');
});
