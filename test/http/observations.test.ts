import { afterAll, beforeAll, expect, it } from 'vitest';
import { logObservations, openLog } from '../../server/observe/log.ts';
import { ORDER_DESK, PEOPLE } from '../records/order-desk.ts';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';

let test: TestApp;
const lines: string[] = [];
beforeAll(async () => {
  const log = openLog('debug', { write: (line) => void lines.push(line) });
  test = await openTestApp(ORDER_DESK, PEOPLE, { observe: logObservations(log) });
});
afterAll(() => test.close());

const entries = (): Record<string, unknown>[] =>
  lines.map((line) => JSON.parse(line) as Record<string, unknown>);

it('logs every operation, refusal and fault on one line each, with the request id', async () => {
  const created = await test.call('anna', 'POST', '/api/v1/records/customer', { name: 'Logged' });
  const refused = await test.call('vera', 'POST', '/api/v1/records/customer', { name: 'x' });
  const id = (answer: { headers: Headers }): string | null => answer.headers.get('x-request-id');
  expect(entries()).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        msg: 'operation_done',
        operation: 'create-record',
        entity: 'customer',
        requestId: id(created),
        level: 20,
      }),
      expect.objectContaining({
        msg: 'operation_refused',
        code: 'access/denied',
        requestId: id(refused),
        level: 30,
      }),
      expect.objectContaining({
        msg: 'request_done',
        status: 201,
        method: 'POST',
        path: '/api/v1/records/customer',
      }),
    ]),
  );
  for (const line of lines) expect(line.indexOf('\n')).toBe(line.length - 1);
});

it('keeps values, cookies and what people sent out of the log', async () => {
  lines.length = 0;
  const canary = 'canary-7391';
  await test.call('anna', 'POST', '/api/v1/records/customer', { name: canary });
  await test.call('anna', 'POST', '/api/v1/records/customer', { name: canary });
  await test.call('anna', 'POST', '/api/v1/records/customer', { name: [canary], [canary]: 1 });
  await test.call('anna', 'GET', `/api/v1/records/customer?q=${canary}&filter.name=${canary}`, undefined, {
    authorization: canary,
  });
  await test
    .call('anna', 'GET', `/api/v1/records/customer?sort=name`, undefined, { 'x-request-id': `a\n${canary}` })
    .catch(() => undefined);
  expect(lines.length).toBeGreaterThan(5);
  const token = test.cookie('anna').split('=')[1] ?? '';
  for (const line of lines) {
    expect(line).not.toContain(token);
    expect(line).not.toContain(canary);
  }
});

it('counts what happened, for a collector on the same machine only', async () => {
  const ask = (address: string, headers: Record<string, string> = {}) =>
    test.app.request(
      '/metrics',
      { headers: { host: 'localhost', ...headers } },
      { incoming: { socket: { remoteAddress: address } } },
    );
  const near = await ask('127.0.0.1');
  expect(near.status).toBe(200);
  const text = await near.text();
  expect(text).toMatch(/^jig_observations_total\{kind="operation_done",of="create-record"\} \d+$/mu);
  expect(text).toMatch(/^jig_observations_total\{kind="operation_refused",of="access\/denied"\} \d+$/mu);
  expect(text).not.toContain('canary');
  expect((await ask('10.0.0.5')).status).toBe(404);
  expect((await ask('127.0.0.1', { 'x-forwarded-for': '10.0.0.5' })).status).toBe(404);
});
