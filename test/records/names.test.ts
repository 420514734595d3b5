import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestApp } from '../support/app.ts';
import type { Json, TestApp } from '../support/app.ts';

const LONG = 'a_field_whose_name_is_as_long_as_the_language_takes';
const WIDE = Array.from({ length: 120 }, (_, index) => `  select_${index}: { type: integer }`).join('\n');
const DEFINITIONS = `
workspace: test
language: 1
title: Test
time_zone: Europe/London
locale: en-GB
currency: GBP
owners: { team: { title: Team, contact: team@test.example } }
---
role: clerk
about: All.
---
entity: invoice
owner: team
title_field: number
fields:
  number: { type: sequence, prefix: "IN'V-" }
  select: { type: text }
access: { clerk: { read: true, create: true, update: true, delete: true } }
---
entity: payment
owner: team
title_field: invoice
fields:
  invoice: { type: reference, to: invoice, required: true }
  amount: { type: money }
access: { clerk: { read: true, create: true, update: true, delete: true } }
---
entity: receipt
owner: team
title_field: amount
fields:
  payment: { type: reference, to: payment }
  amount: { type: money, required: true }
  invoices: { type: references, to: invoice }
  payments: { type: references, to: payment }
  previous: { type: reference, to: receipt }
  group: { type: text }
access: { clerk: { read: true, create: true, update: true, delete: true } }
---
entity: ${LONG.slice(0, 50)}
owner: team
title_field: ${LONG.slice(0, 50)}
fields:
  ${LONG.slice(0, 50)}: { type: text, required: true }
  ${LONG.slice(0, 49)}x: { type: reference, to: ${LONG.slice(0, 50)} }
access: { clerk: { read: true, create: true, update: true, delete: true } }
---
entity: wide
owner: team
title_field: name
fields:
  name: { type: text, required: true }
  parent: { type: reference, to: ${LONG.slice(0, 50)} }
${WIDE}
access: { clerk: { read: true, create: true, update: true, delete: true } }
`;

let test: TestApp;
const make = async (entity: string, body: unknown): Promise<Json> => {
  const answer = await test.call('anna', 'POST', `/api/v1/records/${entity}`, body);
  expect([answer.status, answer.text]).toEqual([201, expect.any(String)]);
  return answer.json;
};
const list = async (entity: string, query: string): Promise<Json> => {
  const answer = await test.call('anna', 'GET', `/api/v1/records/${entity}?${query}`);
  expect([answer.status, answer.text]).toEqual([200, expect.any(String)]);
  return answer.json.data;
};
beforeAll(async () => {
  test = await openTestApp(DEFINITIONS, { anna: ['clerk'] });
});
afterAll(() => test.close());

it('titles may be numbers with a prefix, amounts, and titles of other records', async () => {
  const [first, second] = [await make('invoice', { select: 'x' }), await make('invoice', {})];
  expect(first.number).toBe("IN'V-1");
  const payments = [
    await make('payment', { invoice: second.id }),
    await make('payment', { invoice: first.id }),
  ];
  const receipt = await make('receipt', {
    amount: '5.50',
    payment: payments[0].id,
    invoices: [second.id, first.id],
    payments: payments.map(({ id }) => id),
  });
  expect(receipt).toMatchObject({
    payment: { title: "IN'V-2" },
    invoices: [{ title: "IN'V-1" }, { title: "IN'V-2" }],
    payments: [{ title: "IN'V-1" }, { title: "IN'V-2" }],
  });
  const next = await make('receipt', { amount: '6', previous: receipt.id });
  expect(next.previous).toEqual({ id: receipt.id, title: '5.50' });
  expect(await list('payment', 'sort=-invoice&fields=invoice')).toMatchObject([
    { invoice: { title: "IN'V-2" } },
    { invoice: { title: "IN'V-1" } },
  ]);
  expect(
    await list(
      'receipt',
      'sort=previous,-payment.invoice.number&fields=amount,payment.invoice.number,previous.amount',
    ),
  ).toMatchObject([
    { amount: '6.00', 'payment.invoice.number': null, 'previous.amount': '5.50' },
    { amount: '5.50', 'payment.invoice.number': "IN'V-2" },
  ]);
  expect(
    await list(
      'receipt',
      `filter.payment.invoice.number=${encodeURIComponent("in'v-2")}&fields=amount,invoices`,
    ),
  ).toMatchObject([{ amount: '5.50', invoices: [{ id: first.id }, { id: second.id }] }]);
});

it('names that are words of SQL, and paths longer than names of Postgres, work everywhere', async () => {
  const [entity, field, link] = [LONG.slice(0, 50), LONG.slice(0, 50), `${LONG.slice(0, 49)}x`];
  const parent = await make(entity, { [field]: 'parent' });
  const child = await make(entity, { [field]: 'child', [link]: parent.id });
  const path = `${link}.${field}`;
  const rows = await list(entity, `fields=${field},${path},${link}&filter.${path}=parent&sort=-${path}`);
  expect(rows).toEqual([
    {
      id: child.id,
      version: 1,
      [field]: 'child',
      [path]: 'parent',
      [link]: { id: parent.id, title: 'parent' },
    },
  ]);
  expect(await list('invoice', 'filter.select=x&sort=select&fields=select')).toMatchObject([{ select: 'x' }]);
  await make('receipt', { amount: '1', group: 'order by' });
  expect(await list('receipt', 'filter.group.contains=BY&sort=-group')).toMatchObject([
    { group: 'order by' },
  ]);
});

it('records of more fields than a function of Postgres takes arguments are read whole', async () => {
  const parent = await make(LONG.slice(0, 50), { [LONG.slice(0, 50)]: 'top' });
  const values = Object.fromEntries(Array.from({ length: 120 }, (_, index) => [`select_${index}`, index]));
  const wide = await make('wide', { name: 'Wide', parent: parent.id, ...values });
  expect(wide).toMatchObject(values);
  const fields = [
    'name',
    `parent.${LONG.slice(0, 50)}`,
    `parent.${LONG.slice(0, 49)}x`,
    ...Object.keys(values),
  ];
  const [row] = await list('wide', `fields=${fields.join(',')}&sort=-select_5`);
  expect(row).toEqual({
    id: wide.id,
    version: 1,
    name: 'Wide',
    [fields[1] ?? '']: 'top',
    [fields[2] ?? '']: null,
    ...values,
  });
  const changed = await test.call(
    'anna',
    'PATCH',
    `/api/v1/records/wide/${wide.id}`,
    { ...values, select_7: -1 },
    { 'if-match': '"1"' },
  );
  expect([changed.status, changed.json.select_7, changed.json.select_119]).toEqual([200, -1, 119]);
});
