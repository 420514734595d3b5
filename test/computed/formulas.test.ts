import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestApp, type TestApp } from '../support/app.ts';

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
about: Does everything.
---
entity: customer
owner: team
title_field: name
fields:
  name: { type: text, required: true }
  limit: { type: money }
  orders: { type: children, of: order }
  open_orders: { type: integer, count: orders, where: status == "open" }
  owed: { type: money, sum: orders.total, where: status == "open" }
  room: { type: money, formula: limit - owed }
access: { clerk: { read: true, create: true, update: true, delete: true } }
---
entity: order
owner: team
title_field: headline
fields:
  code: { type: text, required: true }
  status: { type: choice, options: [open, paid], default: open }
  customer: { type: reference, to: customer }
  placed: { type: date }
  started: { type: datetime }
  ended: { type: datetime }
  discount: { type: percent, scale: 4 }
  copies: { type: integer }
  headline: { type: text, formula: 'code + " " + status' }
  due: { type: date, formula: "addDays(placed, 14)" }
  took: { type: duration, formula: ended - started }
  large: { type: boolean, formula: copies > 10 }
  squared: { type: integer, formula: copies * copies }
  each: { type: money, formula: "div(twice, decimal(copies), 6)" }
  net: { type: money, formula: total * (1 - discount) }
  twice: { type: money, formula: 'copies == null ? null : price * 2' }
  price: { type: money }
  band: { type: choice, options: [low, high], formula: 'copies > 100 ? "high" : "low"' }
  overdue: { type: boolean, formula: 'status == "open" && addDays(placed, 14) < today' }
  buyer: { type: text, formula: "customer.name" }
  buyer_room: { type: money, formula: customer.room }
  lines: { type: children, of: line }
  total: { type: money, sum: lines.amount }
  pieces: { type: integer, sum: lines.pieces, where: pieces > 1 }
  line_count: { type: integer, count: lines }
  first_day: { type: date, smallest: lines.day }
  last_day: { type: date, largest: lines.day }
  longest: { type: duration, largest: lines.takes }
  all_time: { type: duration, sum: lines.takes }
access: { clerk: { read: true, create: true, update: true, delete: true } }
---
entity: line
owner: team
fields:
  order: { type: reference, to: order, required: true, part_of: true }
  pieces: { type: integer }
  price: { type: money }
  day: { type: date }
  takes: { type: duration }
  amount: { type: money, formula: price * pieces }
access: { clerk: { read: true, create: true, update: true, delete: true } }
`;

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp(DEFINITIONS, { anna: ['clerk'] });
});
afterAll(() => app.close());

async function create(entity: string, body: unknown) {
  const answer = await app.call('anna', 'POST', `/api/v1/records/${entity}`, body);
  expect(answer.status, answer.text).toBe(201);
  return answer.json;
}

async function get(entity: string, id: string) {
  const answer = await app.call('anna', 'GET', `/api/v1/records/${entity}/${id}`);
  expect(answer.status, answer.text).toBe(200);
  return answer.json;
}

async function list(entity: string, query: string) {
  const answer = await app.call('anna', 'GET', `/api/v1/records/${entity}?${query}`);
  expect(answer.status, answer.text).toBe(200);
  return answer.json.data;
}

it('gives formulas and rollups with the record that was just created, and with every reading of it', async () => {
  const customer = await create('customer', { name: 'Ada', limit: '1000.00' });
  expect(customer).toMatchObject({ open_orders: 0, owed: '0.00', room: '1000.00' });
  const order = await create('order', {
    code: 'A',
    customer: customer.id,
    placed: '2026-02-20',
    started: '2026-03-29T00:30:00Z',
    ended: '2026-03-29T02:00:01.500Z',
    discount: '0.125',
    copies: 11,
    price: '10.00',
    lines: [
      { pieces: 3, price: '10.01', day: '2026-03-02', takes: 60 },
      { pieces: 1, price: '0.99', day: '2026-01-31', takes: 3600 },
      { pieces: null, price: '5.00' },
    ],
  });
  const expected = {
    headline: 'A open',
    due: '2026-03-06',
    // One and a half seconds are two: the field holds whole ones.
    took: 5402,
    large: true,
    squared: 121,
    twice: '20.00',
    each: '1.82',
    // 31.02 * 0.875 is 27.1425.
    net: '27.14',
    band: 'low',
    buyer: 'Ada',
    buyer_room: '968.98',
    total: '31.02',
    pieces: 3,
    line_count: 3,
    first_day: '2026-01-31',
    last_day: '2026-03-02',
    longest: 3600,
    all_time: 3660,
  };
  expect(order).toMatchObject(expected);
  expect(await get('order', order.id)).toMatchObject(expected);
  expect((await list('order', 'filter.code=A'))[0]).toMatchObject(expected);
  expect(await get('customer', customer.id)).toMatchObject({ open_orders: 1, owed: '31.02', room: '968.98' });
  expect(order.lines.map(({ amount }: { amount: string }) => amount)).toEqual(['30.03', '0.99', null]);
});

it('keeps them right when what they depend on changes', async () => {
  const customer = await create('customer', { name: 'Bob', limit: '100.00' });
  const order = await create('order', {
    code: 'B',
    customer: customer.id,
    lines: [{ pieces: 2, price: '25.00' }],
  });
  const headers = { 'if-match': `"${order.version}"` };
  const changed = await app.call(
    'anna',
    'PATCH',
    `/api/v1/records/order/${order.id}`,
    { status: 'paid', lines: [] },
    headers,
  );
  expect(changed.json, changed.text).toMatchObject({ headline: 'B paid', total: '0.00', line_count: 0 });
  expect(changed.json).toMatchObject({ first_day: null, last_day: null, longest: null, all_time: 0 });
  expect(await get('customer', customer.id)).toMatchObject({ open_orders: 0, owed: '0.00', room: '100.00' });
});

it('finds, sorts and counts by them', async () => {
  const customer = await create('customer', { name: 'Cyd', limit: '10.00' });
  for (const [code, copies] of [
    ['C1', 5],
    ['C2', 200],
    ['C3', null],
  ] as const)
    await create('order', {
      code,
      copies,
      customer: customer.id,
      lines: [{ pieces: copies, price: '1.00' }],
    });
  const codes = async (query: string) =>
    (await list('order', `filter.buyer=Cyd&${query}`)).map(({ code }: { code: string }) => code);
  expect(await codes('sort=-total')).toEqual(['C2', 'C1', 'C3']);
  expect(await codes('sort=-squared')).toEqual(['C2', 'C1', 'C3']);
  expect(await codes('filter.total.gt=5.00')).toEqual(['C2']);
  expect(await codes('filter.band=low&sort=code')).toEqual(['C1']);
  expect(await codes('filter.large=true')).toEqual(['C2']);
  expect(await codes('filter.customer.owed.gte=205&sort=code')).toEqual(['C1', 'C2', 'C3']);
  expect(await codes('sort=headline&limit=2')).toEqual(['C1', 'C2']);
  const first = await app.call(
    'anna',
    'GET',
    '/api/v1/records/order?filter.buyer=Cyd&sort=total&limit=1&count=capped',
  );
  expect(first.json, first.text).toMatchObject({ data: [{ code: 'C3' }], count: { value: 3 } });
  const next = await app.call(
    'anna',
    'GET',
    `/api/v1/records/order?filter.buyer=Cyd&sort=total&limit=2&after=${first.json.next}`,
  );
  expect(
    next.json.data.map(({ code }: { code: string }) => code),
    next.text,
  ).toEqual(['C1', 'C2']);
});

it('names records by a computed title', async () => {
  const order = await create('order', { code: 'T', lines: [{ pieces: 1, price: '1.00' }] });
  const lines = await list('line', `filter.order=${order.id}`);
  expect(lines[0].order).toEqual({ id: order.id, title: 'T open' });
});

it('refuses to write them', async () => {
  for (const [name, value] of [
    ['headline', 'x'],
    ['total', '1.00'],
    ['net', '1.00'],
  ] as const) {
    const answer = await app.call('anna', 'POST', '/api/v1/records/order', { code: 'W', [name]: value });
    expect(answer.status, answer.text).toBe(422);
    expect(answer.json.errors).toMatchObject([{ pointer: `/${name}`, code: 'field/read_only' }]);
  }
});

it.each([
  ['a number that outgrows its field', { copies: 9_007_199_254_740_991 }, { squared: null, large: true }],
  ['a text that outgrows its field', { code: 'x'.repeat(998) }, { headline: null }],
  ['a day after the calendar', { placed: '9999-12-31' }, { due: null, overdue: null }],
  ['a division by zero', { copies: 0, price: '1.00' }, { each: null, twice: '2.00' }],
  ['an amount that outgrows its field', { price: '99999999999999999999.99', copies: 1 }, { twice: null }],
])('%s is unknown, and never in the way of the record', async (_, body, expected) => {
  expect(await create('order', { code: 'U', ...body })).toMatchObject(expected);
});

it('keeps stored formulas in the audit entry of the record', async () => {
  const order = await create('order', { code: 'D', copies: 12 });
  const { rows } = await app.server.database.pool.query<{ after: Record<string, unknown> }>(
    'select after from jig.audit_entry where record_id = $1',
    [order.id],
  );
  expect(rows[0]?.after).toMatchObject({ headline: 'D open', squared: 144 });
  expect(rows[0]?.after).not.toHaveProperty('total');
});
