import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDevelopmentState } from '../../server/dev/development-state.ts';
import { screenRoutes } from '../../server/http/screen-routes.ts';
import type { TestApp } from '../support/app.ts';
import { openViewApp } from '../views/open.ts';
import { PEOPLE, WORKSPACE } from '../views/workspace.ts';

const people = Object.entries(PEOPLE).map(([key, roles]) => ({
  key,
  name: `Test ${key}`,
  email: null,
  roles: [roles]
    .flat()
    .flatMap((role) => (typeof role === 'string' ? [{ role, scope: null, until: null }] : [])),
  attributes: {},
}));
const state = createDevelopmentState();

let test: TestApp;
beforeAll(async () => {
  test = await openViewApp(WORKSPACE, PEOPLE, { mode: 'development', dev: { people: () => people, state } });
});
afterAll(() => test.close());

/** Sends a request as it arrives over a connection from `address`. */
function from(
  address: string | null,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
  body?: string,
) {
  const env = address === null ? {} : { incoming: { socket: { remoteAddress: address } } };
  const init = {
    method,
    headers: { host: 'localhost:3000', ...headers },
    ...(body === undefined ? {} : { body }),
  };
  return test.app.request(`http://localhost:3000${path}`, init, env);
}

const JSON_TYPE = { 'content-type': 'application/json' };

it('on this machine, people are listed with their roles and sign in by name', async () => {
  const listed = (await (await from('127.0.0.1', '/api/v1/dev/people')).json()) as { people: unknown[] };
  expect(listed.people).toContainEqual({
    key: 'cleo',
    name: 'Test cleo',
    roles: [{ name: 'clerk', title: 'Clerk' }],
  });
  for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1']) {
    const answer = await from(address, '/api/v1/dev/sign-in', JSON_TYPE, 'POST', '{"person":"cleo"}');
    const cookie = answer.headers.get('set-cookie') ?? '';
    expect([answer.status, cookie]).toEqual([
      204,
      expect.stringMatching(/^jig_session=[\w-]{43}; Path=\/; .*HttpOnly; SameSite=Lax/u),
    ]);
    const me = await from(address, '/api/v1/me', { cookie: cookie.split(';')[0] ?? '' });
    expect(await me.json()).toMatchObject({
      actor: { key: 'cleo', name: 'Test cleo' },
      roles: [{ name: 'clerk', title: 'Clerk' }],
      workspace: { title: 'Viewing', time_zone: 'Pacific/Auckland', currency: 'NZD' },
      mode: 'development',
      release: 1,
    });
  }
});

it.each([
  ['another machine', '192.168.1.7', {}],
  ['an unknown connection', null, {}],
  ['an address that only begins like loopback', '127.0.0.1.evil.example', {}],
  ['a foreign name (DNS rebinding)', '127.0.0.1', { host: 'evil.example:3000' }],
  ['a name that only begins like ours', '127.0.0.1', { host: 'localhost.evil.example' }],
  ['a proxy', '127.0.0.1', { 'x-forwarded-for': '10.0.0.9' }],
  ['a standard proxy', '127.0.0.1', { forwarded: 'for=10.0.0.9' }],
  ['a page of another origin', '127.0.0.1', { origin: 'http://localhost:9999' }],
  ['a page without origin', '127.0.0.1', { origin: 'null' }],
])('%s gets no answer from development addresses', async (_who, address, headers) => {
  for (const path of ['/api/v1/dev/people', '/api/v1/dev/diagnostics', '/api/v1/dev/events']) {
    const answer = await from(address, path, headers);
    expect([path, answer.status, ((await answer.json()) as { code: string }).code]).toEqual([
      path,
      403,
      'dev/not_local',
    ]);
  }
  const signIn = await from(
    address,
    '/api/v1/dev/sign-in',
    { ...JSON_TYPE, ...headers },
    'POST',
    '{"person":"lea"}',
  );
  expect([signIn.status, signIn.headers.get('set-cookie')]).toEqual([403, null]);
  const health = await from(address, '/healthz', headers);
  expect(await health.json()).toEqual({ status: 'ok', program: 'jig' });
});

it.each([
  ['nobody of that name', '{"person":"mallory"}', 422, 'dev/unknown_person'],
  ['the system itself', '{"person":"system"}', 422, 'dev/unknown_person'],
  ['no name', '{"person":7}', 400, 'request/malformed'],
  ['nothing', 'null', 400, 'request/malformed'],
])('sign-in as %s is refused', async (_who, body, status, code) => {
  const answer = await from('127.0.0.1', '/api/v1/dev/sign-in', JSON_TYPE, 'POST', body);
  expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([status, code]);
});

it('signing out ends the session for good', async () => {
  const signIn = await from('127.0.0.1', '/api/v1/dev/sign-in', JSON_TYPE, 'POST', '{"person":"lea"}');
  const cookie = (signIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  expect((await from('127.0.0.1', '/api/v1/me', { cookie })).status).toBe(200);
  const out = await from('127.0.0.1', '/api/v1/sign-out', { cookie }, 'POST');
  expect([out.status, out.headers.get('set-cookie')]).toEqual([
    204,
    expect.stringMatching(/^jig_session=; .*Max-Age=0/u),
  ]);
  expect((await from('127.0.0.1', '/api/v1/me', { cookie })).status).toBe(401);
});

it('in production none of these addresses exists, not even from this machine', async () => {
  const production = await openViewApp(WORKSPACE, PEOPLE);
  try {
    for (const [method, path] of [
      ['GET', 'people'],
      ['POST', 'sign-in'],
      ['GET', 'diagnostics'],
      ['GET', 'events'],
    ] as const) {
      const env = { incoming: { socket: { remoteAddress: '127.0.0.1' } } };
      const init = method === 'POST' ? { method, headers: JSON_TYPE, body: '{"person":"lea"}' } : {};
      const answer = await production.app.request(`http://localhost:3000/api/v1/dev/${path}`, init, env);
      expect([path, answer.status]).toEqual([path, 404]);
    }
  } finally {
    await production.close();
  }
  const facts = { program: 'jig', pid: 1, definitions: null } as const;
  expect(() =>
    screenRoutes({ mode: 'production', facts, files: null, dev: { people: () => people, state } }),
  ).toThrow(/development mode only/u);
});
