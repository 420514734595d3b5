import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestApp } from '../support/app.ts';
import type { Answer, Json, TestApp } from '../support/app.ts';
import { refusedBy } from './desk.ts';

const DEFINITIONS = `workspace: acme
language: 1
title: Acme
time_zone: Europe/London
locale: en-GB
currency: GBP
owners: { sales: { contact: sales@acme.example } }
---
role: sales
about: Takes orders.
---
role: junior
about: Takes small orders.
---
entity: product
owner: sales
fields:
  name: { type: text, required: true }
  price: { type: money, required: true }
  discontinued: { type: boolean, required: true, default: false }
access: { sales: { read: true, create: true, update: true }, junior: { read: true } }
---
entity: order
owner: sales
title_field: name
fields:
  name: { type: text, required: true }
  rebate: { type: percent, default: "0.10" }
  open: { type: boolean, required: true, default: true }
  most: { type: money }
  tags: { type: tags }
  lines: { type: children, of: line, by: order }
  total: { type: money, sum: lines.amount }
checks:
  at_most:
    that: most == null || total <= most
    say: "{total} is more than {most}."
    at: lines
  no_big_lines:
    that: lines.all(line, line.quantity <= 100)
    say: No line may have more than 100 pieces.
    at: lines
access: { sales: { read: true, create: true, update: true, delete: true }, junior: { read: true, create: true, update: true } }
---
entity: line
owner: sales
title_field: product
fields:
  order: { type: reference, to: order, required: true, part_of: true }
  product: { type: reference, to: product, required: true }
  quantity: { type: integer, required: true, min: 1, editable_when: order.open }
  price: { type: money, required: true, default: =product.price }
  rebate: { type: percent, default: =order.rebate }
  amount: { type: money, formula: "round(price * quantity, 2)" }
  reason: { type: text, required_when: quantity > 50 }
checks:
  for_sale:
    that: "!product.discontinued"
    say: "{product.name} is no longer for sale."
    at: product
access:
  sales: { read: true, create: true, update: true, delete: true }
  junior: { read: true, create: quantity <= 10, update: { fields: [quantity], when: quantity <= 10 }, delete: quantity <= 5 }
`;

let app: TestApp;
let product: Json;
let old: Json;
beforeAll(async () => {
  app = await openTestApp(DEFINITIONS, { sally: ['sales'], jim: ['junior'] });
  product = (await create('product', { name: 'Cup', price: '3.00' })).json;
  old = (await create('product', { name: 'Jug', price: '9.00' })).json;
  await update('product', old, { discontinued: true });
});
afterAll(() => app.close());

const create = (entity: string, body: Json, person = 'sally'): Promise<Answer> =>
  app.call(person, 'POST', `/api/v1/records/${entity}`, body);
const update = (entity: string, record: Json, body: Json, person = 'sally'): Promise<Answer> =>
  app.call(person, 'PATCH', `/api/v1/records/${entity}/${record.id}`, body, {
    'if-match': `"${record.version}"`,
  });
const line = (quantity: number, more: Json = {}): Json => ({ product: product.id, quantity, ...more });

it('lines take their defaults from their product and from the record that is being made with them', async () => {
  const answer = await create('order', {
    name: 'A',
    rebate: '0.25',
    lines: [line(2), line(1, { price: '2.50' })],
  });
  expect(answer.status, answer.text).toBe(201);
  expect(answer.json).toMatchObject({
    total: '8.50',
    lines: [
      { price: '3.00', rebate: '0.2500', amount: '6.00' },
      { price: '2.50', rebate: '0.2500', amount: '2.50' },
    ],
  });
});

it('rules of the record over its lines, and rules of each line, are refused together with their places', async () => {
  const answer = await create('order', {
    name: 'B',
    most: '10.00',
    lines: [line(101, { reason: 'Fair' }), { product: old.id, quantity: 1 }, line(60)],
  });
  expect(answer.status).toBe(422);
  expect(refusedBy(answer)).toEqual([
    ['/lines/2/reason', 'line.reason.required_when'],
    ['/lines', 'order.checks.at_most'],
    ['/lines', 'order.checks.no_big_lines'],
    ['/lines/1/product', 'line.checks.for_sale'],
  ]);
  expect(answer.json.errors[1].message).toBe('£492.00 is more than £10.00.');
  expect(answer.json.errors[3].message).toBe('Jug is no longer for sale.');
});

it('a rule over lines is judged when the lines alone are changed', async () => {
  const order = (await create('order', { name: 'C', most: '10.00', lines: [line(2)] })).json;
  const more = await update('order', order, { lines: [{ id: order.lines[0].id, quantity: 4 }] });
  expect(refusedBy(more)).toEqual([['/lines', 'order.checks.at_most']]);
  const less = await update('order', order, { lines: [{ id: order.lines[0].id, quantity: 3 }] });
  expect([less.status, less.json.total]).toEqual([200, '9.00']);
});

it('a line that was added to a record takes its defaults from it', async () => {
  const order = (await create('order', { name: 'D', rebate: '0.30', lines: [] })).json;
  const added = await update('order', order, { lines: [line(1)] });
  expect(added.json.lines).toMatchObject([{ price: '3.00', rebate: '0.3000' }]);
});

it('an old failure of a line does not block other lines', async () => {
  const pot = (await create('product', { name: 'Pot', price: '1.00' })).json;
  const order = (await create('order', { name: 'E', lines: [{ product: pot.id, quantity: 1 }] })).json;
  await update('product', pot, { discontinued: true });
  const [first] = order.lines;
  const again = await update('order', order, { lines: [{ id: first.id, quantity: 2 }, line(1)] });
  expect(again.status, again.text).toBe(200);
});

it('conditions of grants hold for each line by itself', async () => {
  const order = (await create('order', { name: 'F', lines: [line(4), line(20)] })).json;
  const [small, big] = order.lines;
  const keep = (changes: Json): Promise<Answer> => update('order', order, { lines: changes }, 'jim');
  expect(refusedBy(await keep([{ id: small.id }, { id: big.id, quantity: 19 }]))).toEqual([
    ['/lines/1', 'line.access.junior.update'],
  ]);
  expect(refusedBy(await keep([{ id: small.id }]))).toEqual([['/lines', 'line.access.junior.delete']]);
  expect(refusedBy(await keep([{ id: small.id }, { id: big.id }, line(11)]))).toEqual([
    ['/lines/2', 'line.access.junior.create'],
  ]);
  const fine = await keep([{ id: big.id }, line(10)]);
  expect(fine.status, fine.text).toBe(200);
});

it('the rule of a field of a line may look at its record', async () => {
  const order = (await create('order', { name: 'G', lines: [line(1)] })).json;
  const closed = (await update('order', order, { open: false })).json;
  const answer = await update('order', closed, { lines: [{ id: closed.lines[0].id, quantity: 2 }] });
  expect(refusedBy(answer)).toEqual([['/lines/0/quantity', 'line.quantity.editable_when']]);
});
