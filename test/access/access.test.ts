import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aggregateRecords } from '../../server/operations/aggregate-records.ts';
import { canRecord } from '../../server/operations/can-record.ts';
import { createRecord } from '../../server/operations/create-record.ts';
import { createRecords } from '../../server/operations/create-records.ts';
import { deleteRecord } from '../../server/operations/delete-record.ts';
import { exportRecords } from '../../server/operations/export-records.ts';
import { getRecord } from '../../server/operations/get-record.ts';
import { listRecords } from '../../server/operations/list-records.ts';
import { recordHistory } from '../../server/operations/record-history.ts';
import { restoreRecord } from '../../server/operations/restore-record.ts';
import { runOperation } from '../../server/operations/run-operation.ts';
import { updateRecord } from '../../server/operations/update-record.ts';
import { readdirSync, readFileSync } from 'node:fs';
import { ORDER_DESK, PEOPLE } from '../records/order-desk.ts';
import { openTestApp } from '../support/app.ts';
import type { Answer, Json, TestApp } from '../support/app.ts';

let test: TestApp;
let customer: Json;
let order: Json;
const records = '/api/v1/records';
const call = (
  person: string | null,
  method: string,
  path: string,
  body?: unknown,
  version = 1,
): Promise<Answer> =>
  test.call(
    person,
    method,
    `${records}/${path}`,
    body,
    method === 'PATCH' || method === 'DELETE' ? { 'if-match': `"${version}"` } : {},
  );

beforeAll(async () => {
  test = await openTestApp(ORDER_DESK, PEOPLE);
  customer = (await call('anna', 'POST', 'customer', { name: 'Acme', country: 'France', credit: '1000.00' }))
    .json;
  order = (
    await call('anna', 'POST', 'order', { customer: customer.id, note: 'hidden note', total: '77.00' })
  ).json;
});
afterAll(() => test.close());

/** The state that no refused operation may change: every row's version, and the audit. */
async function fingerprint(): Promise<unknown> {
  const { rows } = await test.server.database.pool.query(
    `select (select count(*) from jig.audit_entry) as audit, (select count(*) from jig.idempotency) as keys,
      (select json_agg(json_build_array(id, version, deleted_at) order by id) from app.customer) as customers,
      (select json_agg(json_build_array(id, version, deleted_at) order by id) from app."order") as orders,
      (select count(*) from app.product) as products, (select count(*) from app.secret) as secrets`,
  );
  return rows;
}

const OPERATIONS = {
  aggregateRecords,
  exportRecords,
  listRecords,
  getRecord,
  recordHistory,
  createRecord,
  createRecords,
  updateRecord,
  deleteRecord,
  restoreRecord,
  canRecord,
};
/** These look for something else before the grant (the action), or explain a missing one: see test/rules and test/actions. */
const EXPLAINED = ['run-action', 'can-person'];

describe('by construction', () => {
  it('knows every operation on records that there is', () => {
    const names = [...Object.values(OPERATIONS).map(({ name }) => name), ...EXPLAINED].map(
      (name) => `${name}.ts`,
    );
    const folder = new URL('../../server/operations/', import.meta.url);
    const files = readdirSync(folder).filter((file) =>
      /^export const \w+: Operation</mu.test(readFileSync(new URL(file, folder), 'utf8')),
    );
    expect(names.toSorted()).toEqual(files.toSorted());
  });

  it.each(Object.values(OPERATIONS))(
    '$name is refused to an actor without a grant and leaves nothing behind',
    async (operation) => {
      for (const entity of ['customer', 'product', 'order', 'order_line', 'secret'])
        for (const roles of [[], ['outsider'], ['nonsense'], ['__proto__'], ['constructor']]) {
          if (entity === 'secret' && roles.includes('outsider')) continue;
          const before = await fingerprint();
          const holdings = roles.map((role) => ({ role, scope: null }));
          const context = {
            database: test.server.database,
            release: test.releases.current(),
            actor: {
              kind: 'person',
              id: '00000000-0000-7000-8000-000000000001',
              name: 'x',
              roles,
              holdings,
              attributes: {},
            } as const,
            params: {},
            requestId: 'x',
            now: () => new Date(),
            observe: () => undefined,
          };
          const input = { entity, id: order.id, version: 1, body: {}, bodies: [{}], key: 'k', query: [] };
          const run = runOperation(context, operation as unknown as typeof getRecord, input);
          await expect(run).rejects.toMatchObject({ code: 'access/denied', status: 403 });
          expect(await fingerprint()).toEqual(before);
        }
    },
  );

  it('over HTTP nobody signed in gets 401 and somebody without roles 403, whatever the body holds', async () => {
    const before = await fingerprint();
    const requests = [
      ['GET', 'customer'],
      ['GET', 'customer/x'],
      ['POST', 'customer', { name: 'x', nonsense: 1 }],
      ['PATCH', 'customer/x', { name: 'x' }],
      ['DELETE', 'customer/x'],
      ['POST', 'customer/x/restore'],
    ] as const;
    for (const [method, path, body] of requests) {
      expect((await call(null, method, path, body)).json.code).toBe('access/sign_in');
      expect((await call('nobody', method, path, body)).json.code).toBe('access/denied');
    }
    expect(await fingerprint()).toEqual(before);
  });

  it('says in plain words which roles would be needed', async () => {
    const answer = await call('vera', 'DELETE', `customer/${customer.id}`);
    expect(answer.json.detail).toBe('You hold Viewer; only Clerk may delete customers.');
  });
});

describe('fields', () => {
  it('shows granted fields only, in lists and in the record, and no title where that may not be read', async () => {
    const read = await call('vera', 'GET', `order/${order.id}`);
    expect(Object.keys(read.json).toSorted()).toEqual([
      'created_at',
      'created_by',
      'customer',
      'id',
      'number',
      'status',
      'updated_at',
      'updated_by',
      'version',
    ]);
    expect(read.text).not.toMatch(/hidden note|77\.00/u);
    const listed = await call('vera', 'GET', 'order');
    expect(Object.keys(listed.json.data[0]).toSorted()).toEqual(Object.keys(read.json).toSorted());
    const secret = await call('otto', 'POST', 'secret', { code: 'code X' });
    await test.server.database.pool.query('update app."order" set secret = $1 where id = $2', [
      secret.json.id,
      order.id,
    ]);
    const seen = await call('anna', 'GET', `order/${order.id}`);
    expect(seen.json.secret).toEqual({ id: secret.json.id, title: null });
    expect((await call('anna', 'GET', 'order?fields=secret')).text).not.toContain('code X');
    await test.server.database.pool.query('update app."order" set secret = null where id = $1', [order.id]);
  });

  it('refuses an unreadable field exactly as one that does not exist, in every place', async () => {
    // The same definitions without the fields that the viewer may not read.
    const twin = await openTestApp(ORDER_DESK.replace(/^ {2}(?:total|credit): .*\n/gmu, ''), PEOPLE);
    const same = (answer: Answer): string =>
      `${answer.status} ${answer.text.replace(/"request_id":"[^"]*"/u, '')}`;
    try {
      for (const place of [
        'fields=%',
        'sort=%',
        'sort=-%',
        'filter.%=1',
        'filter.%.gt=1',
        'filter.%.empty=true',
        'filter.%.no=1',
      ]) {
        for (const name of ['total', 'customer.credit']) {
          const path = `order?${place.replace('%', name)}`;
          const [unreadable, unknown] = [
            await call('vera', 'GET', path),
            await twin.call('vera', 'GET', `${records}/${path}`),
          ];
          expect(unreadable.status).toBe(422);
          expect(same(unreadable)).toBe(same(unknown));
        }
      }
      const written = [{ total: '1.00' }, { customer: customer.id, total: null }];
      for (const body of written)
        expect(same(await call('vera', 'POST', 'order', body))).toBe(
          same(await twin.call('vera', 'POST', `${records}/order`, body)),
        );
    } finally {
      await twin.close();
    }
  });

  it('takes granted fields only in bodies, and hides unreadable ones as unknown', async () => {
    const created = await call('vera', 'POST', 'order', { customer: customer.id, note: 'from vera' });
    expect(created.status).toBe(201);
    expect(created.json).not.toHaveProperty('note');
    const bad = await call('vera', 'POST', 'order', {
      customer: customer.id,
      total: '1.00',
      status: 'shipped',
      lines: [],
    });
    expect(bad.json.errors.map(({ pointer, code }: Json) => [pointer, code])).toEqual([
      ['/total', 'field/unknown'],
      ['/status', 'field/not_allowed'],
      ['/lines', 'field/unknown'],
    ]);
    expect(
      (await call('vera', 'PATCH', `order/${created.json.id}`, { customer: customer.id })).json.errors[0]
        .code,
    ).toBe('field/not_allowed');
    const changed = await call('vera', 'PATCH', `order/${created.json.id}`, { note: 'more' });
    expect([changed.status, changed.json.version]).toEqual([200, 2]);
    const stale = await call('vera', 'PATCH', `order/${created.json.id}`, { note: 'late' });
    expect([stale.status, stale.json.changed, stale.json.current.note]).toEqual([412, [], undefined]);
  });

  it('adds the grants of several roles up', async () => {
    expect((await call('both', 'GET', 'secret')).status).toBe(200);
    expect((await call('both', 'GET', 'order?fields=number')).status).toBe(200);
    expect((await call('both', 'GET', 'order?fields=total')).status).toBe(422);
    expect((await call('vera', 'GET', 'secret')).status).toBe(403);
  });

  it('keeps answers for one set of roles away from another', async () => {
    const path = 'order?fields=number&filter.status=open';
    for (let round = 0; round < 4; round += 1)
      for (const [person, status] of [
        ['anna', 200],
        ['vera', 200],
        ['otto', 403],
      ] as const) {
        expect((await call(person, 'GET', path)).status).toBe(status);
        expect((await call(person, 'GET', 'order?fields=total')).status).toBe(
          person === 'anna' ? 200 : person === 'vera' ? 422 : 403,
        );
      }
  });
});

describe('lines', () => {
  it('are read and written by the grants of their own entity', async () => {
    const product = (await call('anna', 'POST', 'product', { name: 'Hidden product' })).json;
    const lines = [{ product: product.id, quantity: 1, note: 'hidden' }];
    const { json } = await call('anna', 'POST', 'order', { customer: customer.id, lines });
    const [line] = json.lines;
    const read = await call('paul', 'GET', `order/${json.id}`);
    expect(read.json.lines).toEqual([
      { id: line.id, version: 1, product: { id: product.id, title: null }, quantity: 1 },
    ]);
    const write = (body: unknown): Promise<Answer> => call('paul', 'PATCH', `order/${json.id}`, body);
    const refused = [
      [[{ id: line.id, note: 'x' }], '/lines/0/note', 'field/unknown'],
      [[{ id: line.id, product: product.id }], '/lines/0/product', 'field/not_allowed'],
      [[{ id: line.id }, { product: product.id, quantity: 1 }], '/lines/1', 'line/not_allowed'],
      [[], '/lines', 'line/not_allowed'],
    ] as const;
    for (const [body, pointer, code] of refused)
      expect((await write({ lines: body })).json.errors).toMatchObject([{ pointer, code }]);
    const changed = await write({ lines: [{ id: line.id, quantity: 9 }] });
    expect([changed.status, changed.json.lines[0].quantity]).toEqual([200, 9]);
    expect((await call('anna', 'GET', `order/${json.id}`)).json.lines).toMatchObject([
      { quantity: 9, note: 'hidden' },
    ]);
    expect((await call('vera', 'GET', `order/${json.id}`)).json).not.toHaveProperty('lines');
  });
});

describe('roles', () => {
  it('hold from the next request on, given and taken away, and end at their time', async () => {
    const { pool } = test.server.database;
    const { rows } = await pool.query<{ id: string }>("select id from jig.actor where key = 'dev:nobody'");
    const id = rows[0]?.id;
    expect((await call('nobody', 'GET', 'customer')).status).toBe(403);
    await pool.query("insert into jig.role_assignment (actor_id, role, given_by) values ($1, 'clerk', $1)", [
      id,
    ]);
    expect((await call('nobody', 'GET', 'customer')).status).toBe(200);
    await pool.query(
      'update jig.role_assignment set expires_at = now() - make_interval(mins => 1) where actor_id = $1',
      [id],
    );
    expect((await call('nobody', 'GET', 'customer')).status).toBe(403);
    await pool.query('update jig.role_assignment set expires_at = null where actor_id = $1', [id]);
    expect((await call('nobody', 'GET', 'customer')).status).toBe(200);
    await pool.query('update jig.role_assignment set revoked_at = now() where actor_id = $1', [id]);
    expect((await call('nobody', 'GET', 'customer')).status).toBe(403);
  });
});
