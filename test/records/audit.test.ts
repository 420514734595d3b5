import { afterAll, beforeAll, expect, it } from 'vitest';
import { createRecords } from '../../server/operations/create-records.ts';
import { Refusal } from '../../server/operations/refusal.ts';
import { runOperation } from '../../server/operations/run-operation.ts';
import { SYSTEM_ACTOR_ID } from '../../server/db/system-tables.ts';
import { openTestApp } from '../support/app.ts';
import type { Json, TestApp } from '../support/app.ts';
import { ORDER_DESK, PEOPLE } from './order-desk.ts';

let test: TestApp;
beforeAll(async () => {
  test = await openTestApp(ORDER_DESK, PEOPLE);
});
afterAll(() => test.close());

type Entry = Record<string, Json>;
const entriesOf = async (id: string): Promise<Entry[]> => {
  const { rows } = await test.server.database.pool.query<Entry>(
    'select e.*, a.name as actor from jig.audit_entry e join jig.actor a on a.id = e.actor_id where record_id = $1 order by e.id',
    [id],
  );
  return rows;
};
const call = (method: string, path: string, body?: unknown, version?: number) =>
  test.call(
    'anna',
    method,
    `/api/v1/records/${path}`,
    body,
    version === undefined ? {} : { 'if-match': `"${version}"` },
  );

it('every write leaves one entry with who, what, before, after, the grant and the request', async () => {
  const created = await call('POST', 'customer', { name: 'Audited', credit: '10.00' });
  const { id } = created.json;
  const updated = await call('PATCH', `customer/${id}`, { country: 'Spain' }, 1);
  await call('DELETE', `customer/${id}`, undefined, 2);
  await call('POST', `customer/${id}/restore`);
  const entries = await entriesOf(id);
  expect(entries.map((entry) => entry['operation'])).toEqual([
    'create-record',
    'update-record',
    'delete-record',
    'restore-record',
  ]);
  expect(entries[0]).toMatchObject({
    actor: 'Test anna',
    entity: 'customer',
    before: null,
    after: { name: 'Audited', credit: 10, country: null, version: 1, deleted_at: null },
    release: 1,
    request_id: created.headers.get('x-request-id'),
  });
  expect(entries[0]?.['decided_by']).toMatch(/^clerk test\.yaml:\d+$/u);
  expect(entries[1]).toMatchObject({
    before: { country: null, version: 1 },
    after: { country: 'Spain', version: 2 },
    request_id: updated.headers.get('x-request-id'),
  });
  expect(entries[2]).toMatchObject({ before: { deleted_at: null }, after: { version: 3 } });
  expect(entries[2]?.['after'].deleted_at).not.toBeNull();
  expect(entries[3]?.['after'].deleted_at).toBeNull();
});

it('lines have entries of their own, and the parent names its lines and links', async () => {
  const customer = await call('POST', 'customer', { name: 'With lines' });
  const product = await call('POST', 'product', { name: 'Chair' });
  const other = await call('POST', 'product', { name: 'Table' });
  const order = await call('POST', 'order', {
    customer: customer.json.id,
    related: [product.json.id],
    lines: [{ product: product.json.id, quantity: 1 }],
  });
  const line = order.json.lines[0].id;
  expect(await entriesOf(order.json.id)).toMatchObject([
    { after: { related: [product.json.id], lines: [{ id: line, version: 1 }] } },
  ]);
  expect(await entriesOf(line)).toMatchObject([
    { operation: 'create-record', entity: 'order_line', after: { quantity: 1 } },
  ]);
  await call(
    'PATCH',
    `order/${order.json.id}`,
    { related: [], lines: [{ product: other.json.id, quantity: 2 }] },
    1,
  );
  const [, change] = await entriesOf(order.json.id);
  expect(change).toMatchObject({
    before: { related: [product.json.id], lines: [{ id: line }] },
    after: { related: [] },
  });
  expect((await entriesOf(line))[1]).toMatchObject({ operation: 'update-record', after: { version: 2 } });
  expect((await entriesOf(line))[1]?.['after'].deleted_at).not.toBeNull();
});

it('entries cannot be changed or removed', async () => {
  for (const statement of [
    "update jig.audit_entry set operation = 'x'",
    'delete from jig.audit_entry',
    'truncate jig.audit_entry',
  ])
    await expect(test.server.database.pool.query(statement)).rejects.toThrow(/only ever added/u);
});

it('a write whose entry cannot be written does not happen, alone or with lines', async () => {
  const { pool } = test.server.database;
  const customer = await call('POST', 'customer', { name: 'Unaudited' });
  const product = await call('POST', 'product', { name: 'Unaudited' });
  await pool.query(`alter table jig.audit_entry add constraint broken check (operation = 'none') not valid`);
  try {
    const answers = [
      await call('POST', 'customer', { name: 'Never' }),
      await call('POST', 'order', {
        customer: customer.json.id,
        lines: [{ product: product.json.id, quantity: 1 }],
      }),
      await call('PATCH', `customer/${customer.json.id}`, { country: 'Never' }, 1),
      await call('DELETE', `customer/${customer.json.id}`, undefined, 1),
    ];
    expect(answers.map((answer) => answer.status)).toEqual([500, 500, 500, 500]);
    for (const answer of answers) expect(answer.text).not.toMatch(/constraint|audit|insert|jig\./iu);
  } finally {
    await pool.query('alter table jig.audit_entry drop constraint broken');
  }
  expect((await call('GET', `customer/${customer.json.id}`)).json).toMatchObject({
    version: 1,
    country: null,
  });
  const { rows } = await pool.query(
    `select (select count(*) from app.customer where name = 'Never')::int as c, (select count(*) from app."order" where customer = $1)::int as o`,
    [customer.json.id],
  );
  expect(rows).toEqual([{ c: 0, o: 0 }]);
});

it('many records are created in one transaction with an entry each, all or none, as the system or with a grant', async () => {
  const context = {
    database: test.server.database,
    release: test.releases.current(),
    actor: {
      kind: 'system',
      id: SYSTEM_ACTOR_ID,
      name: 'Jig',
      roles: [],
      holdings: [],
      attributes: {},
    } as const,
    params: {},
    requestId: 'load',
    now: () => new Date(),
    observe: () => undefined,
  };
  const bodies = Array.from({ length: 1200 }, (_, index) => ({
    name: `Loaded ${index}`,
    credit: `${index}.25`,
  }));
  const ids = await runOperation(context, createRecords, { entity: 'customer', bodies });
  expect(new Set(ids).size).toBe(1200);
  expect((await call('GET', `customer/${ids[1100]}`)).json).toMatchObject({
    name: 'Loaded 1100',
    credit: '1100.25',
  });
  expect(await entriesOf(ids[1100] ?? '')).toMatchObject([
    { operation: 'create-records', actor: 'Jig', request_id: 'load' },
  ]);
  const products = await runOperation(context, createRecords, {
    entity: 'product',
    bodies: [{ name: 'A' }, { name: 'B' }],
  });
  const lines = products.map((product, index) => ({ product, quantity: index + 1 }));
  const orders = await runOperation(context, createRecords, {
    entity: 'order',
    bodies: ids.slice(0, 3).map((customer) => ({ customer, related: products, lines })),
  });
  const loaded = await call('GET', `order/${orders[2]}`);
  expect(loaded.json).toMatchObject({
    customer: { title: 'Loaded 2' },
    related: [{ title: 'A' }, { title: 'B' }],
    lines: [{ quantity: 1 }, { quantity: 2 }],
  });

  const wrong = [{ name: 'Fine' }, { name: '' }, { name: 'x', credit: 5 }];
  const refusal = await runOperation(context, createRecords, { entity: 'customer', bodies: wrong }).catch(
    (error: unknown) => error,
  );
  expect(refusal).toBeInstanceOf(Refusal);
  expect((refusal as Refusal).errors.map(({ pointer, code }) => [pointer, code])).toEqual([
    ['/1/name', 'value/required'],
    ['/2/credit', 'decimal/as_text'],
  ]);
  const nobody = {
    ...context,
    actor: {
      kind: 'person',
      id: SYSTEM_ACTOR_ID,
      name: 'x',
      roles: [],
      holdings: [],
      attributes: {},
    } as const,
  };
  await expect(
    runOperation(nobody, createRecords, { entity: 'customer', bodies: [{ name: 'Fine' }] }),
  ).rejects.toThrow(/access\/denied/u);
  expect((await call('GET', 'customer?filter.name=Fine')).json.data).toEqual([]);
});
