import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestApp } from '../support/app.ts';
import type { Answer, Json, TestApp } from '../support/app.ts';
import { ORDER_DESK, PEOPLE } from './order-desk.ts';

let test: TestApp;
let now = new Date();
beforeAll(async () => {
  test = await openTestApp(ORDER_DESK, PEOPLE, { poolSize: 10, now: () => now });
});
afterAll(() => test.close());

const records = '/api/v1/records';
const post = (entity: string, body: unknown, key?: string, person = 'anna'): Promise<Answer> =>
  test.call(
    person,
    'POST',
    `${records}/${entity}`,
    body,
    key === undefined ? {} : { 'idempotency-key': key },
  );
const patch = (path: string, version: number, body: unknown): Promise<Answer> =>
  test.call('anna', 'PATCH', `${records}/${path}`, body, { 'if-match': `"${version}"` });
const count = async (where: string, values: unknown[] = []): Promise<number> => {
  const { rows } = await test.server.database.pool.query<{ n: number }>(
    `select count(*)::int as n from ${where}`,
    values,
  );
  return rows[0]?.n ?? -1;
};
const customer = async (name: string): Promise<Json> => (await post('customer', { name })).json;

it('twenty requests with one key have one effect and one answer, alone and with lines', async () => {
  const product = (await post('product', { name: 'Chair' })).json.id;
  const bodies = [
    ['customer', { name: 'Once', country: 'France' }, "app.customer where name = 'Once'"],
    ['order', { customer: (await customer('Twenty')).id, note: 'once' }, `app."order" where note = 'once'`],
    [
      'order',
      { customer: (await customer('Twenty lines')).id, note: 'lines', lines: [{ product, quantity: 1 }] },
      `app.order_line l join app."order" o on o.id = l."order" where o.note = 'lines'`,
    ],
  ] as const;
  for (const [index, [entity, body, effect]] of bodies.entries()) {
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(entity, body, `key-${index}`)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers.filter(({ headers }) => headers.get('idempotent-replayed') === null)).toHaveLength(1);
    expect(await count(effect)).toBe(1);
    const later = await post(entity, body, `key-${index}`);
    expect([later.text, later.headers.get('etag')]).toEqual([
      answers[0]?.text,
      answers[0]?.headers.get('etag'),
    ]);
  }
  expect(
    await count(
      `jig.audit_entry where operation = 'create-record' and entity = 'customer' and after ->> 'name' = 'Once'`,
    ),
  ).toBe(1);
});

it('a key belongs to one person and one body, is not used up by a refusal, and is free after a day', async () => {
  expect((await post('customer', { name: '' }, 'retry')).status).toBe(422);
  const first = await post('customer', { name: 'Keyed' }, 'retry');
  expect(first.status).toBe(201);
  const other = await post('customer', { name: 'Other' }, 'retry');
  expect([other.status, other.json.code]).toEqual([422, 'request/key_reused']);
  expect((await post('product', { name: 'Keyed' }, 'retry')).status).toBe(422);
  const stranger = await post('secret', { code: 'x' }, 'retry', 'otto');
  expect(stranger.status).toBe(201);
  for (const key of ['', 'a b', 'x'.repeat(201)])
    expect((await post('customer', { name: `K${key.length}` }, key)).status).toBe(400);
  now = new Date(now.getTime() + 25 * 60 * 60 * 1000);
  await test.server.database.pool.query(`update jig.session set expires_at = expires_at + interval '2 days'`);
  const reused = await post('customer', { name: 'Next day' }, 'retry');
  expect([reused.status, reused.json.name]).toEqual([201, 'Next day']);
  expect(
    await count(`jig.idempotency where created_at < $1::timestamptz - interval '24 hours'`, [
      now.toISOString(),
    ]),
  ).toBe(0);
});

it('of fifty changes to one version exactly one is made, alone and with lines', async () => {
  const { id } = await customer('Contested');
  const plain = await Promise.all(
    Array.from({ length: 50 }, (_, n) => patch(`customer/${id}`, 1, { country: `C${n}` })),
  );
  expect(plain.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(plain.filter(({ status }) => status === 412)).toHaveLength(49);
  expect(plain.filter(({ status }) => status === 412).every(({ json }) => json.current.version === 2)).toBe(
    true,
  );
  const product = (await post('product', { name: 'Contested' })).json.id;
  const order = (await post('order', { customer: id })).json;
  const lined = await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      patch(`order/${order.id}`, 1, { lines: [{ product, quantity: n + 1 }] }),
    ),
  );
  expect(lined.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
    200,
    ...Array.from({ length: 19 }, () => 412),
  ]);
  expect(await count(`app.order_line where "order" = $1`, [order.id])).toBe(1);
});

it('no new record comes to require one that is being deleted', async () => {
  for (let round = 0; round < 60; round += 1) {
    const { id } = await customer(`Race ${round}`);
    const [created, deleted] = await Promise.all([
      post('order', { customer: id }),
      sleep(round % 12).then(() =>
        test.call('anna', 'DELETE', `${records}/customer/${id}`, undefined, { 'if-match': '"1"' }),
      ),
    ]);
    const outcome = `${created.status} ${deleted.status}`;
    expect(['201 409', '422 204']).toContain(outcome);
  }
  expect(
    await count(
      `app."order" o join app.customer c on c.id = o.customer where o.deleted_at is null and c.deleted_at is not null`,
    ),
  ).toBe(0);
});

it('orders that name products in opposite order do not stop each other', async () => {
  const products = await Promise.all(
    ['P1', 'P2', 'P3'].map(async (name) => (await post('product', { name })).json.id as string),
  );
  const { id } = await customer('Deadlock');
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, n) => {
      const order = n % 2 === 0 ? products : products.toReversed();
      return post('order', { customer: id, lines: order.map((product) => ({ product, quantity: 1 })) });
    }),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
});
