import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compile } from '../../runtime/compile/compile.ts';
import type { Model } from '../../runtime/model/model.ts';
import { createApp } from '../../server/app.ts';
import { loadDemonstration } from '../../server/demonstration/load-demonstration.ts';
import { findDevPerson, readDevPeople, syncDevPeople } from '../../server/identity/dev-people.ts';
import { startSession } from '../../server/identity/session.ts';
import { createReleaseHolder } from '../../server/releases/holder.ts';
import { loadDefinitions } from '../../server/releases/load-files.ts';
import { activateDefinitions, EXAMPLE } from '../support/activate-definitions.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

type Row = Readonly<Record<string, unknown>>;

let testDatabase: TestDatabase;
let model: Model;
let request: (person: string, address: string, init?: RequestInit) => Promise<Response>;

const rows = async (person: string, address: string): Promise<readonly Row[]> => {
  const response = await request(person, `records/${address}`);
  expect(response.status, `${person} ${address}`).toBe(200);
  return ((await response.json()) as { data: readonly Row[] }).data;
};

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  const { database } = testDatabase;
  const release = await activateDefinitions(database, EXAMPLE);
  model = release.model;
  const now = (): Date => new Date();
  await loadDemonstration(
    { database, release, now, observe: () => undefined },
    path.join(EXAMPLE, 'demonstration'),
  );
  await syncDevPeople(database, await readDevPeople(EXAMPLE, model), now());
  const app = createApp({ database, releases: createReleaseHolder(release), observe: () => undefined });
  request = async (person, address, init = {}) => {
    const id = (await findDevPerson(database, person)) ?? '';
    const cookie = (await startSession(database, id, now(), false)).split(';')[0] ?? '';
    return app.request(`/api/v1/${address}`, {
      ...init,
      headers: {
        cookie,
        'content-type': 'application/json',
        ...(init.headers as Record<string, string> | undefined),
      },
    });
  };
});
afterAll(() => testDatabase?.close());

describe('the example workspace', () => {
  test('compiles without a word of complaint', async () => {
    const { files, problems } = await loadDefinitions(EXAMPLE);
    expect([...problems, ...compile(files).diagnostics]).toEqual([]);
  });

  test('has a runbook, an owner and a purpose for every tool, and somebody to sign in for every role', async () => {
    for (const tool of Object.values(model.tools)) {
      expect(tool.runbook?.text.length, tool.name).toBeGreaterThan(1000);
      expect(tool.purpose.length, tool.name).toBeGreaterThan(20);
      expect(model.workspace.owners[tool.owner]?.contact, tool.name).toContain('@');
    }
    const people = await readDevPeople(EXAMPLE, model);
    const held = new Set(people.flatMap(({ roles }) => roles.map(({ role }) => role)));
    expect([...held].sort()).toEqual(Object.keys(model.roles).sort());
  });

  test('shows something on each of its lists', async () => {
    for (const { screens } of Object.values(model.tools))
      for (const screen of Object.values(screens)) {
        if (screen.kind !== 'table') continue;
        const query = new URLSearchParams({ limit: '5' });
        for (const { path: field, operator, values } of screen.filters)
          for (const value of values) query.append(`filter.${field}.${operator}`, value);
        if (screen.where !== null) query.set('where', screen.where.text);
        const person = screen.entity === 'employee' ? 'gwen' : 'aldous';
        const found = await rows(person, `${screen.entity}?${query.toString()}`);
        // What waits for a second person waits only until somebody proposes something.
        if (screen.name.endsWith('to_approve')) continue;
        expect(found.length, screen.name).toBeGreaterThan(1);
      }
  });

  test('shows each desk the customers and orders of its own regions, and no sum of others', async () => {
    const codes = { edie: ['home'], tomasz: ['north', 'west'], aldous: null } as const;
    for (const [person, regions] of Object.entries(codes)) {
      const orders = await rows(person, 'order?limit=200&sort=-number&fields=number,customer.region');
      const seen = new Set(orders.map((order) => order['customer.region']));
      if (regions === null) expect(seen.size).toBeGreaterThan(3);
      else expect(seen).toEqual(new Set(regions));
      const lines = await rows(person, 'order_line?limit=200&sort=-created_at&fields=order.number');
      const numbers = lines.map((line) => line['order.number']);
      expect(numbers).not.toContain(null);
    }
    const [sum] = await rows('edie', 'order/aggregate?count&group=customer.region');
    expect(sum).toMatchObject({ group: { 'customer.region': 'home' } });
    expect(await rows('edie', 'order/aggregate?count&group=customer.region')).toHaveLength(1);
  });

  test('sums orders, and asks a second person before prices change', async () => {
    const [order] = await rows('edie', 'order?limit=1&sort=-number');
    const lines = await rows('edie', `order_line?filter.order=${String(order?.['id'])}&fields=amount`);
    const cents = lines.reduce((sum, line) => sum + Math.round(Number(line['amount']) * 100), 0);
    expect(Math.round(Number(order?.['total']) * 100)).toBe(cents);
    const [product] = await rows('nathaniel', 'product?limit=1');
    const act = (person: string, action: string, version: unknown, body: unknown): Promise<Response> =>
      request(person, `records/product/${String(product?.['id'])}/actions/${action}`, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'if-match': `"${String(version)}"` },
      });
    const proposed = await act('nathaniel', 'propose_price', product?.['version'], { price: '99.00' });
    expect(proposed.status).toBe(200);
    const { version } = (await proposed.json()) as { version: number };
    expect((await act('nathaniel', 'approve_price', version, {})).status).toBe(403);
    const approved = await act('ines', 'approve_price', version, {});
    expect(await approved.json()).toMatchObject({ list_price: '99.00', proposed_price: null });
  });

  test('hides what goods cost from those who sell and pack them', async () => {
    for (const person of ['edie', 'callum', 'nathaniel']) {
      const [product] = await rows(person, 'product?limit=1');
      expect(product, person).toHaveProperty('name');
      expect(product, person).not.toHaveProperty('unit_cost');
      expect((await request(person, 'records/product?sort=unit_cost')).status, person).toBe(422);
      expect((await request(person, 'records/product?filter.unit_cost.gt=1')).status, person).toBe(422);
    }
    const [product] = await rows('ines', 'product?limit=1&fields=unit_cost');
    expect(product?.['unit_cost']).toMatch(/^\d+\.\d{4}$/u);
  });

  test('keeps private details of employees to the people lead, and pay also to finance', async () => {
    const [all] = await rows('gwen', 'employee?q=Edie');
    expect(all).toMatchObject({ born_on: '1991-10-03', salary: '36800.00', home_phone: '01553 960103' });
    const [paid] = await rows('yasmin', 'employee?q=Edie');
    expect(paid).toMatchObject({ salary: '36800.00' });
    expect(paid).not.toHaveProperty('born_on');
    const [known] = await rows('marguerite', 'employee?q=Edie');
    expect(known).toHaveProperty('contract');
    for (const field of ['salary', 'born_on', 'address', 'home_phone'])
      expect(known).not.toHaveProperty(field);
  });

  test('lets the warehouse move an order along and say how it left, and nothing else', async () => {
    const [order] = await rows('callum', 'order?filter.status=packed&limit=1&fields=number');
    const { id, version } = order as { id: string; version: number };
    const patch = (body: unknown, at: number): Promise<Response> =>
      request('callum', `records/order/${id}`, {
        method: 'PATCH',
        body: JSON.stringify(body),
        headers: { 'if-match': `"${at}"` },
      });
    for (const body of [{ ship_city: 'Elsewhere' }, { status: 'shipped' }]) {
      const refused = await patch(body, version);
      expect(refused.status).toBe(422);
      expect(await refused.json()).toMatchObject({ errors: [{ pointer: `/${Object.keys(body)[0]}` }] });
    }
    const shipped = await request('callum', `records/order/${id}/actions/ship`, {
      method: 'POST',
      body: JSON.stringify({ tracking_number: 'WCH1' }),
      headers: { 'if-match': `"${version}"` },
    });
    expect(await shipped.json()).toMatchObject({ status: 'shipped', tracking_number: 'WCH1' });
    const removed = await request('callum', `records/order/${id}`, {
      method: 'DELETE',
      headers: { 'if-match': `"${version + 1}"` },
    });
    expect(removed.status).toBe(403);
  });

  test('lets the warehouse book in what arrived, without touching what was ordered', async () => {
    const [found] = await rows('callum', 'purchase_order?filter.status=part_received&limit=1&fields=number');
    const address = `records/purchase_order/${String(found?.['id'])}`;
    const order = (await (await request('callum', address)).json()) as Row;
    const lines = order['lines'] as readonly Row[];
    expect(lines[0]).not.toHaveProperty('unit_cost');
    const patch = (sent: readonly Row[]): Promise<Response> =>
      request('callum', address, {
        method: 'PATCH',
        body: JSON.stringify({ lines: sent }),
        headers: { 'if-match': `"${String(order['version'])}"` },
      });
    const counted = lines.map((line) => ({ id: line['id'], received: line['quantity'], batch: 'L26320A' }));
    const more = await patch(counted.map((line) => ({ ...line, quantity: 999 })));
    expect(more.status).toBe(422);
    expect((await patch(counted.slice(1))).status).toBeGreaterThanOrEqual(400);
    expect((await patch(counted)).status).toBe(200);
    const after = (await (await request('callum', address)).json()) as Row;
    expect((after['lines'] as readonly Row[]).map((line) => line['received'])).toEqual(
      lines.map((line) => line['quantity']),
    );
  });

  test('refuses a second line for a product, a discount over all and a lower-case code', async () => {
    const [customer] = await rows('edie', 'customer?limit=1&fields=code');
    const [product] = await rows('edie', 'product?limit=1&fields=name,list_price');
    const line = { product: product?.['id'], quantity: 1, unit_price: product?.['list_price'] };
    const create = (entity: string, body: unknown): Promise<Response> =>
      request('edie', `records/${entity}`, { method: 'POST', body: JSON.stringify(body) });
    expect((await create('order', { customer: customer?.['id'], lines: [line, line] })).status).toBe(409);
    const discount = await create('order', {
      customer: customer?.['id'],
      lines: [{ ...line, discount: '1.01' }],
    });
    expect(await discount.json()).toMatchObject({ status: 422, errors: [{ pointer: '/lines/0/discount' }] });
    const code = await create('customer', { code: 'abcde', name: 'Somebody' });
    expect(await code.json()).toMatchObject({ status: 422, errors: [{ pointer: '/code' }] });
    expect((await create('order', { customer: customer?.['id'], lines: [line] })).status).toBe(201);
  });
});
