import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestApp } from '../support/app.ts';
import type { Answer, Json, TestApp } from '../support/app.ts';
import { ORDER_DESK, PEOPLE } from './order-desk.ts';

let test: TestApp;
let counter = 0;
beforeAll(async () => {
  test = await openTestApp(ORDER_DESK, PEOPLE);
});
afterAll(() => test.close());

const records = '/api/v1/records';
const etag = (version: number) => ({ 'if-match': `"${version}"` });
const post = (entity: string, body: unknown, headers = {}): Promise<Answer> =>
  test.call('anna', 'POST', `${records}/${entity}`, body, headers);
const patch = (entity: string, record: { id: string; version: number }, body: unknown): Promise<Answer> =>
  test.call('anna', 'PATCH', `${records}/${entity}/${record.id}`, body, etag(record.version));
const remove = (entity: string, record: { id: string; version: number }): Promise<Answer> =>
  test.call('anna', 'DELETE', `${records}/${entity}/${record.id}`, undefined, etag(record.version));
const get = (entity: string, id: string): Promise<Answer> =>
  test.call('anna', 'GET', `${records}/${entity}/${id}`);
const restore = (entity: string, id: string): Promise<Answer> =>
  test.call('anna', 'POST', `${records}/${entity}/${id}/restore`);

async function made(entity: string, body: unknown): Promise<Json> {
  const answer = await post(entity, body);
  expect(answer.text).toContain('"id"');
  expect(answer.status).toBe(201);
  return answer.json;
}
const aCustomer = (): Promise<Json> => made('customer', { name: `Customer ${++counter}` });
const aProduct = (): Promise<Json> => made('product', { name: `Product ${++counter}`, price: '3.50' });

describe('create', () => {
  it('gives the record with defaults, number, version and location, and get gives the same', async () => {
    const customer = await aCustomer();
    const answer = await post('order', { customer: customer.id, total: '12.5', note: '' });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('etag')).toBe('"1"');
    expect(answer.headers.get('location')).toBe(`${records}/order/${answer.json.id}`);
    expect(answer.json).toMatchObject({
      version: 1,
      customer: { id: customer.id, title: customer.name },
      status: 'open',
      total: '12.50',
      note: null,
      ordered_on: new Date().toLocaleDateString('en-CA', { timeZone: 'Europe/London' }),
      agent: { title: 'Test anna' },
      created_by: { title: 'Test anna' },
      related: [],
      lines: [],
    });
    expect(answer.json.number).toMatch(/^SO-\d{4}$/u);
    expect(answer.json.created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/u);
    expect((await get('order', answer.json.id)).json).toEqual(answer.json);
  });

  it('writes lines and links in the same request', async () => {
    const [customer, chair, table] = [await aCustomer(), await aProduct(), await aProduct()];
    const order = await made('order', {
      customer: customer.id,
      related: [table.id, chair.id],
      lines: [
        { product: chair.id, quantity: 2, note: 'red' },
        { product: table.id, quantity: 1 },
      ],
    });
    expect(order.related).toEqual([
      { id: chair.id, title: chair.name },
      { id: table.id, title: table.name },
    ]);
    expect(order.lines).toMatchObject([
      { version: 1, product: { id: chair.id, title: chair.name }, quantity: 2, note: 'red' },
      { product: { id: table.id }, quantity: 1, note: null },
    ]);
    expect((await get('order', order.id)).json).toEqual(order);
  });

  it('names every wrong value by pointer in one answer, in lines as well, and writes nothing', async () => {
    const before = await test.server.database.pool.query('select count(*)::int as n from app."order"');
    const answer = await post('order', {
      status: 'lost',
      total: 12.5,
      noet: 'x',
      lines: [{ product: 'x', quantity: 0 }, 'no line', { product: null, quantity: 1.5, colour: 'red' }],
    });
    expect(answer.status).toBe(422);
    expect(answer.json.code).toBe('record/invalid');
    const found = Object.fromEntries(answer.json.errors.map((error: Json) => [error.pointer, error.code]));
    expect(found).toEqual({
      '/status': 'choice/option',
      '/total': 'decimal/as_text',
      '/noet': 'field/unknown',
      '/customer': 'value/required',
      '/lines/0/product': 'reference/id',
      '/lines/0/quantity': 'number/min',
      '/lines/1': 'line/object',
      '/lines/2/product': 'value/required',
      '/lines/2/quantity': 'value/type',
      '/lines/2/colour': 'field/unknown',
    });
    expect(answer.text).toContain('did you mean `note`?');
    const after = await test.server.database.pool.query('select count(*)::int as n from app."order"');
    expect(after.rows).toEqual(before.rows);
  });

  it('refuses references to missing, deleted and unreadable records in the same words', async () => {
    const gone = await aCustomer();
    await remove('customer', gone);
    const hidden = await test.call('otto', 'POST', `${records}/secret`, { code: 'x' });
    const customer = await aCustomer();
    const wrong = [
      [{ customer: '00000000-0000-7000-8000-00000000dead' }, '/customer'],
      [{ customer: gone.id }, '/customer'],
      [{ customer: customer.id, secret: hidden.json.id }, '/secret'],
      [{ customer: customer.id, agent: '00000000-0000-7000-8000-00000000dead' }, '/agent'],
      [{ customer: customer.id, related: [customer.id] }, '/related/0'],
      [{ customer: customer.id, lines: [{ product: customer.id, quantity: 1 }] }, '/lines/0/product'],
    ] as const;
    for (const [body, pointer] of wrong) {
      const answer = await post('order', body);
      expect([answer.status, answer.json.errors]).toEqual([
        422,
        [{ pointer, code: 'reference/unknown', message: 'There is no such record that can be chosen.' }],
      ]);
    }
  });

  it('refuses a value that is taken without telling whose it is, and frees it with a deletion', async () => {
    const first = await aCustomer();
    const second = await post('customer', { name: first.name });
    expect([second.status, second.json.code, second.json.errors[0].pointer]).toEqual([
      409,
      'record/duplicate',
      '/name',
    ]);
    expect(second.text).not.toContain(first.id);
    await remove('customer', first);
    expect((await post('customer', { name: first.name })).status).toBe(201);
  });

  it('refuses to write a line alone', async () => {
    const answer = await post('order_line', { quantity: 1 });
    expect([answer.status, answer.json.code]).toEqual([409, 'record/owned_line']);
  });
});

describe('update', () => {
  it('changes the given fields only and counts the version up', async () => {
    const customer = await made('customer', { name: `C ${++counter}`, country: 'France' });
    const answer = await patch('customer', customer, { country: 'Spain' });
    expect([answer.status, answer.headers.get('etag')]).toEqual([200, '"2"']);
    expect(answer.json).toMatchObject({ name: customer.name, country: 'Spain', version: 2 });
    expect((await patch('customer', answer.json, { country: '' })).json.country).toBeNull();
  });

  it('refuses a change without a version, to an old version, and to nothing', async () => {
    const customer = await aCustomer();
    const path = `${records}/customer/${customer.id}`;
    expect((await test.call('anna', 'PATCH', path, { country: 'x' })).status).toBe(428);
    expect((await test.call('anna', 'PATCH', path, { country: 'x' }, { 'if-match': 'new' })).status).toBe(
      400,
    );
    expect((await patch('customer', customer, {})).json.errors[0].code).toBe('body/empty');
    await patch('customer', customer, { country: 'Spain', credit: '10' });
    const stale = await patch('customer', customer, { country: 'Italy', name: 'Other' });
    expect(stale.status).toBe(412);
    expect(stale.json).toMatchObject({
      code: 'record/stale',
      changed: ['country'],
      current: { version: 2, country: 'Spain' },
    });
    expect((await get('customer', customer.id)).json.country).toBe('Spain');
  });

  it('answers a missing, a deleted and a malformed id alike', async () => {
    const gone = await aCustomer();
    await remove('customer', gone);
    for (const id of ['00000000-0000-7000-8000-00000000dead', gone.id, 'x', "1' or '1'='1"]) {
      const answer = await test.call(
        'anna',
        'PATCH',
        `${records}/customer/${encodeURIComponent(id)}`,
        { country: 'x' },
        etag(1),
      );
      expect([answer.status, answer.json.code]).toEqual([404, 'record/not_found']);
    }
  });

  it('keeps named lines, changes those that differ, adds and removes the rest, under one version', async () => {
    const [customer, one, two, three] = [
      await aCustomer(),
      await aProduct(),
      await aProduct(),
      await aProduct(),
    ];
    const lines = [one, two].map((product) => ({ product: product.id, quantity: 1 }));
    const order = await made('order', { customer: customer.id, lines });
    const [kept, removed] = order.lines;
    const answer = await patch('order', order, {
      lines: [
        { id: kept.id, quantity: 7 },
        { product: three.id, quantity: 3 },
      ],
    });
    expect(answer.status).toBe(200);
    expect(answer.json.version).toBe(2);
    expect(answer.json.lines).toMatchObject([
      { id: kept.id, quantity: 7, version: 2, product: { id: one.id } },
      { quantity: 3, version: 1, product: { id: three.id } },
    ]);
    const same = await patch('order', answer.json, {
      lines: answer.json.lines.map(({ id }: Json) => ({ id })),
    });
    expect(same.json.lines.map((line: Json) => line.version)).toEqual([2, 1]);
    const unknown = await patch('order', same.json, { lines: [{ id: removed.id, quantity: 2 }] });
    expect(unknown.json.errors).toMatchObject([{ pointer: '/lines/0/id', code: 'line/unknown' }]);
    const stale = await patch('order', order, { lines: [], status: 'shipped' });
    expect([stale.status, stale.json.changed]).toEqual([412, ['lines']]);
  });

  it('lets a unique value move between lines, and names a clash', async () => {
    const [customer, one, two] = [await aCustomer(), await aProduct(), await aProduct()];
    const order = await made('order', { customer: customer.id, lines: [{ product: one.id, quantity: 1 }] });
    const moved = await patch('order', order, { lines: [{ product: one.id, quantity: 2 }] });
    expect(moved.status).toBe(200);
    const clash = await patch('order', moved.json, {
      lines: [
        { product: two.id, quantity: 1 },
        { product: two.id, quantity: 2 },
      ],
    });
    expect([clash.status, clash.json.code]).toEqual([409, 'record/duplicate']);
    expect((await get('order', order.id)).json.lines).toHaveLength(1);
  });

  it('replaces links, and keeps a reference to a record that was deleted meanwhile', async () => {
    const [customer, one, two] = [await aCustomer(), await aProduct(), await aProduct()];
    const order = await made('order', { customer: customer.id, related: [one.id] });
    expect((await remove('product', one)).status).toBe(204);
    const both = await patch('order', order, { related: [one.id, two.id] });
    expect(both.json.related).toMatchObject([{ id: one.id, deleted: true }, { id: two.id }]);
    const dropped = await patch('order', both.json, { related: [two.id] });
    expect(dropped.json.related).toHaveLength(1);
    const again = await patch('order', dropped.json, { related: [one.id] });
    expect(again.json.errors).toMatchObject([{ pointer: '/related/0', code: 'reference/unknown' }]);
  });
});

describe('delete and restore', () => {
  it('hides the record, shows it to those who may delete, and brings it back with its lines', async () => {
    const [customer, product] = [await aCustomer(), await aProduct()];
    const order = await made('order', {
      customer: customer.id,
      lines: [{ product: product.id, quantity: 2 }],
    });
    expect((await remove('order', order)).status).toBe(204);
    expect((await get('order', order.id)).json).toMatchObject({ deleted: true, lines: [{ quantity: 2 }] });
    expect((await test.call('vera', 'GET', `${records}/order/${order.id}`)).status).toBe(404);
    const listed = await test.call(
      'anna',
      'GET',
      `${records}/order?deleted=true&filter.customer=${customer.id}`,
    );
    expect(listed.json.data).toMatchObject([{ id: order.id, deleted: true }]);
    expect(
      (await test.call('anna', 'GET', `${records}/order?filter.customer=${customer.id}`)).json.data,
    ).toEqual([]);
    expect((await test.call('vera', 'GET', `${records}/order?deleted=true`)).status).toBe(403);
    const back = await restore('order', order.id);
    expect(back.status).toBe(200);
    expect(back.json).toMatchObject({ version: 3, lines: [{ id: order.lines[0].id, quantity: 2 }] });
    expect(back.json).not.toHaveProperty('deleted');
    expect((await restore('order', order.id)).json.code).toBe('record/not_deleted');
  });

  it('refuses while live records require it, names them to those who may read them, and not to others', async () => {
    const customer = await aCustomer();
    const order = await made('order', { customer: customer.id });
    const refused = await remove('customer', customer);
    expect([refused.status, refused.json.code]).toEqual([409, 'record/in_use']);
    expect(refused.json.detail).toContain('1 order');
    await remove('order', order);
    expect((await remove('customer', customer)).status).toBe(204);
    const blocked = await restore('order', order.id);
    expect([blocked.status, blocked.json.code]).toEqual([409, 'record/needs_deleted']);
    expect(blocked.json.detail).toContain('customer');
    expect((await restore('customer', customer.id)).status).toBe(200);
    expect((await restore('order', order.id)).status).toBe(200);
  });

  it('refuses to restore when a unique value was taken meanwhile', async () => {
    const customer = await aCustomer();
    await remove('customer', customer);
    await made('customer', { name: customer.name });
    const answer = await restore('customer', customer.id);
    expect([answer.status, answer.json.code]).toEqual([409, 'record/duplicate']);
  });

  it('needs the version, and the right one', async () => {
    const customer = await aCustomer();
    expect((await test.call('anna', 'DELETE', `${records}/customer/${customer.id}`)).status).toBe(428);
    expect((await remove('customer', { ...customer, version: 9 })).status).toBe(412);
    expect((await restore('customer', '00000000-0000-7000-8000-00000000dead')).status).toBe(404);
  });

  it('does not bring back lines that were removed before', async () => {
    const [customer, one, two] = [await aCustomer(), await aProduct(), await aProduct()];
    const order = await made('order', {
      customer: customer.id,
      lines: [
        { product: one.id, quantity: 1 },
        { product: two.id, quantity: 2 },
      ],
    });
    const fewer = await patch('order', order, { lines: [{ id: order.lines[0].id }] });
    await remove('order', fewer.json);
    expect((await restore('order', order.id)).json.lines).toMatchObject([{ quantity: 1 }]);
  });
});
