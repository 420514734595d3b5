import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApp } from '../../server/app.ts';
import { openDatabase } from '../../server/db/open.ts';
import type { Database } from '../../server/db/open.ts';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { openProxy } from '../support/proxy.ts';
import type { Proxy } from '../support/proxy.ts';
import { ORDER_DESK, PEOPLE } from './order-desk.ts';

let test: TestApp;
let proxy: Proxy;
let database: Database;
beforeAll(async () => {
  test = await openTestApp(ORDER_DESK, PEOPLE);
  proxy = await openProxy(new URL(test.server.url));
  database = await openDatabase(proxy.url, { connectTimeoutMs: 1000 });
});
afterAll(async () => {
  await database.close();
  await proxy.close();
  await test.close();
});

it(
  'a request repeated with its key until it succeeds has one effect, wherever the connection broke',
  { timeout: 60_000 },
  async () => {
    const app = createApp({ database, releases: test.releases, observe: () => undefined });
    const send = async (path: string, body: unknown, key: string): Promise<Response> =>
      app.request(`/api/v1/records/${path}`, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { cookie: test.cookie('anna'), 'content-type': 'application/json', 'idempotency-key': key },
      });
    const product = (await (await send('product', { name: 'Chair' }, 'product')).json()) as { id: string };
    const customer = (await (await send('customer', { name: 'Chain' }, 'customer')).json()) as { id: string };
    let broken = 0;
    const rounds = 40;
    for (let round = 0; round < rounds; round += 1) {
      // Every other round writes in several statements of one transaction.
      const lines = round % 2 === 0 ? {} : { lines: [{ product: product.id, quantity: 1 }] };
      const body = { customer: customer.id, note: `round ${round}`, ...lines };
      const first = send('order', body, `key-${round}`);
      await sleep((round % 20) / 2);
      proxy.cut();
      const { status } = await first;
      expect([201, 503]).toContain(status);
      broken += status === 503 ? 1 : 0;
      proxy.mend();
      let answer = await send('order', body, `key-${round}`);
      for (let attempt = 0; answer.status !== 201 && attempt < 10; attempt += 1) {
        await sleep(20);
        answer = await send('order', body, `key-${round}`);
      }
      expect(answer.status).toBe(201);
    }
    expect(broken).toBeGreaterThan(5);
    const { rows } = await test.server.database.pool.query(
      `select (select count(*) from app."order")::int as orders, (select count(distinct note) from app."order")::int as different,
       (select count(*) from app.order_line)::int as lines,
       (select count(*) from jig.audit_entry where entity = 'order')::int as audited,
       (select count(*) from jig.idempotency where key like 'key-%')::int as keys`,
    );
    expect(rows).toEqual([
      { orders: rounds, different: rounds, lines: rounds / 2, audited: rounds, keys: rounds },
    ]);
  },
);
