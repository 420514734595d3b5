import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TestApp } from '../support/app.ts';
import { openViewApp } from './open.ts';
import { PEOPLE, WORKSPACE } from './workspace.ts';

let test: TestApp;
let call: TestApp['call'];
beforeAll(async () => {
  test = await openViewApp(WORKSPACE, PEOPLE);
  call = test.call;
});
afterAll(() => test.close());

const path = (key: string): string => `/api/v1/preferences/${encodeURIComponent(key)}`;

it('a choice is kept for the person who made it and for nobody else', async () => {
  const value = { columns: ['number', 'a "quoted" naïve 🙂'], wide: null };
  expect((await call('lea', 'GET', path('list/job'))).json).toEqual({ value: null });
  expect((await call('lea', 'PUT', path('list/job'), { value })).status).toBe(204);
  expect((await call('lea', 'GET', path('list/job'))).json).toEqual({ value });
  expect((await call('cleo', 'GET', path('list/job'))).json).toEqual({ value: null });
  expect((await call('lea', 'PUT', path('list/job'), { value: 1 })).status).toBe(204);
  expect((await call('lea', 'GET', path('list/job'))).json).toEqual({ value: 1 });
  expect((await call('lea', 'DELETE', path('list/job'))).status).toBe(204);
  expect((await call('lea', 'GET', path('list/job'))).json).toEqual({ value: null });
});

it.each([
  ['more than 16 KB', { value: 'x'.repeat(16 * 1024) }, 413, 'request/too_large'],
  ['a null character', { value: 'a\0b' }, 422, 'request/invalid'],
  ['half a character', '{"value":"\\ud800"}', 422, 'request/invalid'],
  ['a value nested too deep', `{"value":${'['.repeat(8000)}${']'.repeat(8000)}}`, 422, 'request/invalid'],
  ['something else than a value', { value: 1, more: 2 }, 400, 'request/malformed'],
  ['no object', [1], 400, 'request/malformed'],
  ['no JSON', '{', 400, 'request/malformed'],
])('%s is refused', async (_what, body, status, code) => {
  const answer = await call('lea', 'PUT', path('x'), body);
  expect([answer.status, answer.json.code]).toEqual([status, code]);
});

it('exactly 16 KB, and texts that only look like escapes, are kept', async () => {
  const value = 'x'.repeat(16 * 1024 - 2);
  expect((await call('lea', 'PUT', path('large'), { value })).status).toBe(204);
  expect((await call('lea', 'GET', path('large'))).json).toEqual({ value });
  for (const tricky of ['\\u0000', '\\ud800', '🙂 \\\\u0000']) {
    expect((await call('lea', 'PUT', path('tricky'), { value: tricky })).status).toBe(204);
    expect((await call('lea', 'GET', path('tricky'))).json).toEqual({ value: tricky });
  }
});

it('keys that cannot be stored are refused, and one person keeps at most 500', async () => {
  expect((await call('lea', 'PUT', path('a\0b'), { value: 1 })).status).toBe(422);
  expect((await call('lea', 'PUT', path('x'.repeat(201)), { value: 1 })).status).toBe(422);
  await test.server.database.pool.query(
    `insert into jig.preference (actor_id, key, value, updated_at)
     select id, 'k' || n, '1', now() from jig.actor, generate_series(1, 500) n where key = 'dev:cleo'`,
  );
  expect((await call('cleo', 'PUT', path('one too many'), { value: 1 })).status).toBe(413);
  expect((await call('cleo', 'PUT', path('k7'), { value: 2 })).status).toBe(204);
});
