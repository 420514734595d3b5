import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runJig, signIn, stopAll, temporaryFolder, until } from '../dev/run-jig.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/u, '');
const temporary = temporaryFolder();
const app = join(temporary.path, 'somewhere else');
const installed = join(app, 'node_modules', 'jig');

type LockFile = {
  readonly packages: Record<string, { readonly dev?: boolean; readonly devOptional?: boolean }>;
};

/** Packages that `npm install` of the tarball would bring: what the lock file has, without what only development needs. */
function productionPackages(): readonly string[] {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as LockFile;
  return Object.entries(packages)
    .filter(
      ([path, { dev, devOptional }]) =>
        /^node_modules\/(?:@[^/]+\/)?[^/]+$/u.test(path) && dev !== true && devOptional !== true,
    )
    .map(([path]) => path)
    .filter((path) => existsSync(join(root, path)));
}

beforeAll(async () => {
  await run(process.execPath, ['build.ts', '--package'], { cwd: root });
  await run('npm', ['pack', '--ignore-scripts', '--pack-destination', temporary.path], { cwd: root });
  const tarball = readdirSync(temporary.path).find((name) => name.endsWith('.tgz')) ?? '';
  mkdirSync(installed, { recursive: true });
  await run('tar', ['-xzf', join(temporary.path, tarball), '-C', installed, '--strip-components=1']);
  for (const path of productionPackages()) {
    mkdirSync(dirname(join(app, path)), { recursive: true });
    symlinkSync(join(root, path), join(app, path));
  }
}, 180_000);
afterAll(async () => {
  await stopAll();
  temporary.remove();
});

const bin = (): string => {
  const { bin: bins } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as {
    bin: { jig: string };
  };
  return join(installed, bins.jig);
};

async function jig(...args: string[]): Promise<{ code: number | null; output: string }> {
  const process = runJig(args, {}, bin());
  return { code: await process.ended, output: process.output() };
}

it('holds plain JavaScript, the built screens and the example, and nothing of the tests or their data', () => {
  const files = readdirSync(installed, { recursive: true, encoding: 'utf8' });
  expect(files.filter((file) => /\.tsx?$/u.test(file))).toEqual([]);
  expect(files).toEqual(
    expect.arrayContaining([
      'dist/ui/index.html',
      'definitions/workspace.yaml',
      'dist/runtime/compile/compile.js',
    ]),
  );
  expect(files.filter((file) => /(?:^|\/)(?:test|bench|builder-ui|\.jig)(?:\/|$)/u.test(file))).toEqual([]);
  const scripts = files.filter((file) => file.startsWith('dist/ui/assets/') && file.endsWith('.js'));
  const large = scripts.filter((file) => readFileSync(join(installed, file)).length >= 1024);
  for (const file of large) expect(files).toEqual(expect.arrayContaining([`${file}.br`, `${file}.gz`]));
});

it('init, check and dev work where it is installed: a person signs in, writes a record and finds it in the list', async () => {
  const definitions = join(app, 'definitions');
  expect((await jig('init', definitions)).code).toBe(0);
  expect(await jig('check', definitions)).toMatchObject({
    code: 0,
    output: expect.stringMatching(/^No problems/u),
  });
  const server = runJig(
    ['dev', definitions, '--port', '0'],
    { JIG_DATA: join(temporary.path, 'data') },
    bin(),
  );
  const [, url = ''] = await server.prints(/(http:\/\/localhost:\d+)/u);
  await until(async () => (await fetch(`${url}/readyz`)).ok);
  const page = await (await fetch(url, { headers: { accept: 'text/html' } })).text();
  const script = /src="([^"]+\.js)"/u.exec(page)?.[1] ?? '';
  expect(
    (await fetch(url + script, { headers: { 'accept-encoding': 'br' } })).headers.get('content-encoding'),
  ).toBe('br');
  const call = await signIn(url, 'robin');
  expect((await call('records/task', { method: 'POST', body: '{"title":"Installed"}' })).status).toBe(201);
  const list = (await (await call('records/task?fields=title')).json()) as { data: { title: string }[] };
  expect(list.data.map(({ title }) => title)).toEqual(['Installed']);
  const form = (await (await call('views/task/form')).json()) as { create: { validator: string } };
  const validator = await call(`../..${form.create.validator}`);
  expect([validator.status, validator.headers.get('content-type')]).toEqual([
    200,
    'text/javascript; charset=utf-8',
  ]);
  expect((await (await call('tools/task_desk')).json()) as unknown).toMatchObject({
    runbook: expect.stringMatching(/^# Task desk/u),
    runbook_path: 'runbooks/task-desk.md',
  });
  server.kill('SIGTERM');
  expect(await server.ended).toBe(0);
}, 60_000);

it('the example workspace that it ships has no problems', async () => {
  expect(await jig('check', join(installed, 'definitions'))).toMatchObject({ code: 0 });
});
