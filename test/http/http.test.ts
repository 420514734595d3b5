import { once } from 'node:events';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApp } from '../../server/app.ts';
import { openDatabase } from '../../server/db/open.ts';
import { REFUSALS } from '../../server/operations/refusal-codes.ts';
import { ORDER_DESK, PEOPLE } from '../records/order-desk.ts';
import { openTestApp } from '../support/app.ts';
import type { Answer, TestApp } from '../support/app.ts';
import { openProxy } from '../support/proxy.ts';

let test: TestApp;
const customers = '/api/v1/records/customer';
beforeAll(async () => {
  test = await openTestApp(ORDER_DESK, PEOPLE);
});
afterAll(() => test.close());

const post = (body: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
  test.call('anna', 'POST', customers, body, headers);

function expectProblem(answer: Answer, code: keyof typeof REFUSALS): void {
  expect([answer.status, answer.json?.code]).toEqual([REFUSALS[code].status, code]);
  expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(answer.json).toMatchObject({
    type: `urn:jig:refusal:${code}`,
    title: REFUSALS[code].title,
    status: REFUSALS[code].status,
    request_id: answer.headers.get('x-request-id'),
  });
  expect(answer.json.detail).toMatch(/\S.{10,}[.)?]$/u);
  expect(answer.json.hint).toMatch(/\S/u);
}

it('every answer carries an id of its own, its time and headers that let nothing run', async () => {
  const answers = [
    await test.call('anna', 'GET', customers),
    await post('{}', { 'if-match': 'x' }),
    await test.call('anna', 'GET', '/nowhere'),
    await post('{'),
  ];
  for (const { headers } of answers) {
    expect(headers.get('x-request-id')).toMatch(/^[\w-]{36}$/u);
    expect(headers.get('server-timing')).toMatch(/^total;dur=\d/u);
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'/u);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
  }
  expect(new Set(answers.map(({ headers }) => headers.get('x-request-id'))).size).toBe(4);
});

it('refuses bodies that are not JSON, not UTF-8, of another type or too long', async () => {
  for (const body of ['', '{', '{"name":}', "{'name':'x'}", '{"name":"x"} x'])
    expectProblem(await post(body), 'request/malformed');
  for (const body of ['[]', '"x"', 'null', '5']) expectProblem(await post(body), 'record/invalid');
  for (const type of [
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/json; charset=utf-16',
    'multipart/form-data',
    '',
  ])
    expectProblem(await post('{"name":"x"}', { 'content-type': type }), 'request/media_type');
  expect(
    (await post('{"name":"With charset"}', { 'content-type': 'application/json; charset=UTF-8' })).status,
  ).toBe(201);
  const bytes = new Uint8Array([...Buffer.from('{"name":"'), 0xff, 0xfe, ...Buffer.from('"}')]);
  const response = await test.app.request(customers, {
    method: 'POST',
    body: bytes,
    headers: { cookie: test.cookie('anna'), 'content-type': 'application/json' },
  });
  expect(response.status).toBe(400);
  expectProblem(await post({ name: 'x'.repeat(2_200_000) }), 'request/too_large');
  expectProblem(await post('{"name":"x"}', { 'content-length': '99999999' }), 'request/too_large');
});

it('stops reading a body without a length at the limit', async () => {
  let sent = 0;
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      sent += 65_536;
      controller.enqueue(new Uint8Array(65_536).fill(32));
    },
  });
  const response = await test.app.request(customers, {
    method: 'POST',
    body,
    headers: { cookie: test.cookie('anna'), 'content-type': 'application/json' },
    duplex: 'half',
  } as RequestInit);
  expect(response.status).toBe(413);
  expect(sent).toBeLessThan(3_000_000);
});

it('limits bodies over the network on every route, with and without an announced length', async () => {
  const server = serve({ fetch: test.app.fetch, port: 0, hostname: '127.0.0.1' });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  // A connection of its own each time: that of a refused body is closed by the server.
  const send = (path: string, text: string, headers: Record<string, string>): Promise<number> =>
    new Promise((resolve, reject) => {
      const all = { cookie: test.cookie('anna'), 'content-type': 'application/json', ...headers };
      const sent = request({ port, path, method: 'POST', agent: false, headers: all }, (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      });
      sent.on('error', reject);
      for (let start = 0; start < text.length; start += 65_536) sent.write(text.slice(start, start + 65_536));
      sent.end();
    });
  const announced = (path: string, text: string) =>
    send(path, text, { 'content-length': String(text.length) });
  const streamed = (path: string, text: string) => send(path, text, { 'transfer-encoding': 'chunked' });
  // The server may close while the client still writes, which the client may see before the answer.
  const refused = (answer: Promise<number>): Promise<number> => answer.catch(() => 413);
  try {
    const long = ' '.repeat(3_000_000);
    expect(await announced(customers, JSON.stringify({ name: 'Announced' }))).toBe(201);
    expect(await streamed(customers, JSON.stringify({ name: 'Streamed' }))).toBe(201);
    expect(await streamed(customers, ' '.repeat(1_000_000))).toBe(400);
    for (const path of [customers, '/nowhere'])
      for (const way of [announced, streamed])
        expect([path, await refused(way(path, long))]).toEqual([path, 413]);
    expect(await announced(customers, JSON.stringify({ name: 'Still here' }))).toBe(201);
  } finally {
    server.close();
  }
});

it('refuses addresses, methods and parameters that do not exist', async () => {
  expectProblem(await test.call('anna', 'GET', '/api/v1/recrods/customer'), 'request/unknown_address');
  expectProblem(await test.call('anna', 'GET', '/api/v1/records/custmer'), 'entity/unknown');
  expect((await test.call('anna', 'GET', '/api/v1/records/custmer')).json.hint).toBe(
    'Did you mean `customer`?',
  );
  expectProblem(await test.call('anna', 'PUT', customers, {}), 'request/method');
  const method = await test.call('anna', 'POST', `${customers}/x`, {});
  expectProblem(method, 'request/method');
  expect(method.headers.get('allow')).toBe('GET, PATCH, DELETE');
  expectProblem(await test.call('anna', 'GET', `${customers}/x?fields=name`), 'request/invalid');
  expectProblem(
    await test.call('anna', 'POST', `${customers}?dry_run=true`, { name: 'x' }),
    'request/invalid',
  );
});

it('refuses changes that pages of other sites ask for, and takes those of its own and of programs', async () => {
  const own = { origin: 'http://localhost', host: 'localhost' };
  let n = 0;
  const ask = (headers: Record<string, string>): Promise<Answer> =>
    post({ name: `Origin ${(n += 1)}` }, headers);
  for (const headers of [
    { ...own, origin: 'https://evil.example' },
    { ...own, origin: 'null' },
    { ...own, origin: 'http://localhost:81' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { ...own, 'sec-fetch-site': 'cross-site' },
  ])
    expectProblem(await ask(headers), 'access/origin');
  for (const headers of [{}, own, { ...own, 'sec-fetch-site': 'same-origin' }])
    expect((await ask(headers)).status).toBe(201);
  expect(
    (await test.call('anna', 'GET', customers, undefined, { origin: 'https://evil.example' })).status,
  ).toBe(200);
});

it('tells a fault’s request id and nothing else, and logs its cause', async () => {
  await test.server.database.pool.query('alter table app.customer rename column country to land');
  try {
    const answer = await test.call('anna', 'GET', customers);
    expect(answer.status).toBe(500);
    expect(Object.keys(answer.json).toSorted()).toEqual([
      'code',
      'detail',
      'hint',
      'request_id',
      'status',
      'title',
      'type',
    ]);
    expect(answer.text).not.toMatch(/column|select|app\.|country/iu);
    const failed = test.observations.filter((observation) => observation.kind === 'request_failed');
    expect(failed).toMatchObject([
      { requestId: answer.json.request_id, cause: expect.objectContaining({ code: '42703' }) },
    ]);
  } finally {
    await test.server.database.pool.query('alter table app.customer rename column land to country');
  }
});

it('answers within the time limits of locks and statements', async () => {
  const created = await post({ name: 'Locked' });
  const holder = await test.server.database.pool.connect();
  const limits = [
    [{ lockTimeoutMs: 100 }, 'database/busy'],
    [{ statementTimeoutMs: 100 }, 'database/timeout'],
  ] as const;
  try {
    await holder.query('begin; set local statement_timeout = 0');
    await holder.query('select 1 from app.customer for update');
    for (const [limit, code] of limits) {
      const database = await openDatabase(test.server.url, limit);
      const app = createApp({ database, releases: test.releases, observe: () => undefined });
      const answer = await app.request(`${customers}/${created.json.id}`, {
        method: 'PATCH',
        body: '{"country":"x"}',
        headers: { cookie: test.cookie('anna'), 'content-type': 'application/json', 'if-match': '"1"' },
      });
      expect([answer.status, await answer.json()]).toMatchObject([REFUSALS[code].status, { code }]);
      await database.close();
    }
  } finally {
    await holder.query('rollback');
    holder.release();
  }
  expect((await test.call('anna', 'GET', `${customers}/${created.json.id}`)).json.version).toBe(1);
});

it('answers 503 while the database is gone, at once, and recovers by itself', async () => {
  const proxy = await openProxy(new URL(test.server.url));
  const database = await openDatabase(proxy.url, { connectTimeoutMs: 500 });
  const app = createApp({ database, releases: test.releases, observe: () => undefined });
  const ask = (): Promise<Response> =>
    Promise.resolve(app.request(customers, { headers: { cookie: test.cookie('anna') } }));
  try {
    expect((await ask()).status).toBe(200);
    proxy.cut();
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const started = performance.now();
      const answer = await ask();
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1']);
      expect(await answer.json()).toMatchObject({ code: 'database/unavailable' });
      expect(performance.now() - started).toBeLessThan(1000);
    }
    proxy.mend();
    expect((await ask()).status).toBe(200);
  } finally {
    await database.close();
    await proxy.close();
  }
});

it('answers 503 when no connection becomes free in time', async () => {
  const database = await openDatabase(test.server.url, { poolSize: 2, connectTimeoutMs: 300 });
  const app = createApp({ database, releases: test.releases, observe: () => undefined });
  const held = [await database.pool.connect(), await database.pool.connect()];
  try {
    const answer = await app.request(customers, { headers: { cookie: test.cookie('anna') } });
    expect([answer.status, await answer.json()]).toMatchObject([503, { code: 'database/busy' }]);
  } finally {
    for (const client of held) client.release();
    await database.close();
  }
});

it('ends a request at the time limit', async () => {
  const slow = await openTestApp(ORDER_DESK, PEOPLE, { requestLimitMs: 150 });
  const holder = await slow.server.database.pool.connect();
  try {
    await holder.query('begin; lock table app.customer in access exclusive mode');
    const started = performance.now();
    expectProblem(await slow.call('anna', 'GET', customers), 'request/too_slow');
    expect(performance.now() - started).toBeLessThan(2000);
  } finally {
    await holder.query('rollback');
    holder.release();
    await slow.close();
  }
});
