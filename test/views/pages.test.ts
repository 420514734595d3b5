import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compressFolder } from '../../server/dev/compress-folder.ts';
import { createStaticRoutes } from '../../server/http/static/static-routes.ts';
import type { TestApp } from '../support/app.ts';
import { openViewApp } from './open.ts';
import { PEOPLE, WORKSPACE } from './workspace.ts';

const SCRIPT = `console.log(${JSON.stringify('screens '.repeat(400))});`;
const folder = mkdtempSync(join(tmpdir(), 'jig-ui-'));

let test: TestApp;
let call: TestApp['call'];
beforeAll(async () => {
  mkdirSync(join(folder, 'assets'));
  mkdirSync(join(folder, '.vite'));
  writeFileSync(
    join(folder, 'index.html'),
    '<!doctype html><meta name="csp-nonce" content="" /><div id="root"></div>',
  );
  writeFileSync(join(folder, 'assets/main-1a2b.js'), SCRIPT);
  writeFileSync(join(folder, 'favicon.svg'), '<svg/>');
  writeFileSync(join(folder, '.vite/manifest.json'), '{}');
  await compressFolder(folder);
  test = await openViewApp(WORKSPACE, PEOPLE, { files: createStaticRoutes(folder) });
  call = test.call;
});
afterAll(async () => {
  await test.close();
  rmSync(folder, { recursive: true });
});

it('every page carries a nonce of its own, in the policy and where scripts find it', async () => {
  const nonces = new Set<string>();
  for (const path of ['/', '/index.html', '/t/desk/open', '/e/job/01a1fe42-79e9-73d9-9210-f61f41b4b4c8']) {
    const { status, headers, text } = await call(null, 'GET', path);
    expect([path, status, headers.get('cache-control')]).toEqual([path, 200, 'no-store']);
    const nonce = /csp-nonce" content="([^"]+)"/u.exec(text)?.[1] ?? '';
    expect(nonce.length).toBeGreaterThanOrEqual(24);
    expect(headers.get('content-security-policy')).toContain(`style-src 'self' 'nonce-${nonce}'`);
    nonces.add(nonce);
  }
  expect(nonces.size).toBe(4);
});

it('the policy allows no inline script, no eval and nothing from elsewhere', async () => {
  const policy = (await call(null, 'GET', '/')).headers.get('content-security-policy') ?? '';
  const parts = Object.fromEntries(
    policy.split('; ').map((part) => [part.split(' ')[0], part.split(' ').slice(1).join(' ')]),
  );
  expect(parts).toMatchObject({
    'default-src': "'none'",
    'script-src': "'self'",
    'base-uri': "'none'",
    'frame-ancestors': "'none'",
  });
  expect(policy).not.toMatch(/unsafe|https?:|\*/u);
});

it('files with a hash in their name are kept for ever and sent as small as the browser takes them', async () => {
  const plain = await call(null, 'GET', '/assets/main-1a2b.js');
  expect([plain.text, plain.headers.get('content-encoding')]).toEqual([SCRIPT, null]);
  expect(plain.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(plain.headers.get('vary')).toBe('accept-encoding');
  const response = await test.app.request('/assets/main-1a2b.js', {
    headers: { 'accept-encoding': 'gzip, br' },
  });
  expect(response.headers.get('content-encoding')).toBe('br');
  expect(brotliDecompressSync(Buffer.from(await response.arrayBuffer())).toString()).toBe(SCRIPT);
  const refused = await test.app.request('/assets/main-1a2b.js', {
    headers: { 'accept-encoding': 'gzip, br;q=0' },
  });
  expect(refused.headers.get('content-encoding')).toBe('gzip');
  const again = await call(null, 'GET', '/assets/main-1a2b.js', undefined, {
    'if-none-match': plain.headers.get('etag') ?? '',
  });
  expect([again.status, again.text]).toEqual([304, '']);
  expect((await call(null, 'GET', '/favicon.svg')).headers.get('cache-control')).toBe('no-cache');
});

it('no page stands in for what is missing under the server’s own paths, and nothing outside the build is served', async () => {
  for (const path of [
    '/api',
    '/api/v1/nothing',
    '/assets/gone.js',
    '/validators',
    '/nothing.js',
    '/.vite/manifest.json',
    '/assets/%2e%2e/%2e%2e/package.json',
    '/assets/main-1a2b.js.br',
  ]) {
    const { status, json } = await call('lea', 'GET', path);
    expect([path, status, json?.code]).toEqual([path, 404, 'request/unknown_address']);
  }
});

it('is ready only with a database, a release and screens', async () => {
  expect((await call(null, 'GET', '/readyz')).json).toEqual({
    ready: true,
    checks: { database: true, screens: true },
    release: 1,
  });
  const bare = await openViewApp(WORKSPACE, PEOPLE, { files: createStaticRoutes(join(folder, 'absent')) });
  const bareCall = bare.call;
  const answer = await bareCall(null, 'GET', '/readyz');
  expect([answer.status, answer.json.checks]).toEqual([503, { database: true, screens: false }]);
  await bare.server.database.close();
  const without = await bareCall(null, 'GET', '/readyz');
  expect([without.status, without.json.checks.database]).toEqual([503, false]);
  expect((await bareCall(null, 'GET', '/healthz')).json).toEqual({ status: 'ok', program: 'jig' });
  await bare.close();
});
