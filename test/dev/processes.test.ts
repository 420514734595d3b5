import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import {
  buildScreens,
  jigOnce,
  runJig,
  serve,
  signIn,
  stopAll,
  temporaryFolder,
  type Jig,
  until,
} from './run-jig.ts';

const temporary = temporaryFolder();
const folder = join(temporary.path, 'definitions');
const data = join(temporary.path, 'data');

const databases: TestDatabase[] = [];
/** Settings of a process with a database of its own, on the server of the test run. */
async function settings(): Promise<Record<string, string>> {
  const server = await createTestDatabase({ empty: true });
  databases.push(server);
  return { DATABASE_URL: server.url, JIG_DATA: data };
}

beforeAll(async () => {
  await buildScreens();
  await jigOnce(['init', folder]);
}, 60_000);
afterAll(async () => {
  await stopAll();
  for (const server of databases) await server.close();
  temporary.remove();
});

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};
const postmaster = (): number =>
  Number(readFileSync(join(data, 'postgres', 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);

it('init makes a workspace without problems that says what to do next, and never touches a folder that holds anything', async () => {
  expect(await jigOnce(['check', folder])).toEqual({
    code: 0,
    output: expect.stringMatching(/^No problems/u),
  });
  expect((await jigOnce(['fmt', '--check', folder])).code).toBe(0);
  const yaml = readFileSync(join(folder, 'task.yaml'), 'utf8');
  expect(yaml).toMatch(/^# yaml-language-server: \$schema=\.\/jig\.schema\.json\n/u);
  const schema = JSON.parse(readFileSync(join(folder, 'jig.schema.json'), 'utf8')) as { $schema: string };
  expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
  const again = await jigOnce(['init', folder]);
  expect([again.code, again.output]).toEqual([2, expect.stringContaining('is not empty')]);
  expect(readFileSync(join(folder, 'task.yaml'), 'utf8')).toBe(yaml);
  const odd = await jigOnce(['init', join(temporary.path, '7 Größe & Co')]);
  expect(odd.code).toBe(0);
  expect((await jigOnce(['check', join(temporary.path, '7 Größe & Co')])).code).toBe(0);
  const blocked = await jigOnce(['init', join(folder, 'task.yaml', 'below')]);
  expect([blocked.code, blocked.output]).toEqual([
    2,
    expect.stringContaining('a part of the path is a file'),
  ]);
});

it('production is refused, and says why', async () => {
  const { code, output } = await jigOnce(['start', folder]);
  expect([code, output]).toEqual([2, expect.stringMatching(/no real sign-in.*`Authenticator`/su)]);
});

it.each([
  [['dev', join(temporary.path, 'nowhere')], {}, /There is no folder .*nowhere`.*jig init/su],
  [['dev', join(folder, 'task.yaml')], {}, /This is no folder/u],
  [['dev', folder, '--port', 'x'], {}, /PORT is `x`/u],
  [['dev', folder], { PORT: '70000' }, /PORT is `70000`/u],
  [['dev', folder, '--prot', '1'], {}, /There is no option `--prot`; did you mean `--port`\?/u],
  [
    ['dev', folder],
    { PORT: '0', DATABASE_URL: 'postgres://nobody:secret-word@127.0.0.1:1/none' },
    /No database server answers at 127\.0\.0\.1:1/u,
  ],
])('jig %j %j says what is wrong and ends with 2', async (args, env, said) => {
  const { code, output } = await jigOnce(args, { JIG_DATA: data, ...env });
  expect([code, output]).toEqual([2, expect.stringMatching(said)]);
  expect(output).not.toMatch(/secret-word|^\s+at /mu);
});

it('a port in use is said with who has it and which one is free', async () => {
  const stranger = createServer((_request, response) => response.end('hello'));
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
  const { port } = stranger.address() as AddressInfo;
  const taken = await jigOnce(['dev', folder], { ...(await settings()), PORT: String(port) });
  expect([taken.code, taken.output]).toEqual([
    2,
    expect.stringContaining(`Port ${port} of 127.0.0.1 is already in use by another program.`),
  ]);
  expect(taken.output).toMatch(/add --port \d+/u);
  await new Promise((resolve) => stranger.close(resolve));
});

it('a second start on the same port names the first one', async () => {
  const env = await settings();
  const first = await serve(folder, env);
  const second = await jigOnce(['dev', folder, '--port', new URL(first.url).port], env);
  expect([second.code, second.output]).toEqual([
    2,
    expect.stringContaining(`another Jig (process ${first.pid}), which serves ${folder}`),
  ]);
  first.kill('SIGINT');
  expect(await first.ended).toBe(0);
});

it('a start with other definitions on the same database says what they set aside, and says it once', async () => {
  const env = await settings();
  const stop = async ({ kill, ended }: Jig): Promise<void> => {
    kill('SIGINT');
    await ended;
  };
  await stop(await serve(folder, env));
  const other = join(temporary.path, 'other');
  await jigOnce(['init', other]);
  const text = readFileSync(join(other, 'task.yaml'), 'utf8');
  writeFileSync(join(other, 'task.yaml'), text.replaceAll(/\bdetails\b/gu, 'remarks'));
  const desk = readFileSync(join(other, 'task-desk.yaml'), 'utf8');
  writeFileSync(join(other, 'task-desk.yaml'), desk.replace('[details]', '[remarks]'));
  const second = await serve(other, env);
  expect(second.output()).toMatch(
    /Release 2 replaces the one before\. No longer defined: `task\.details`\. .*kept/u,
  );
  await stop(second);
  const third = await serve(other, env);
  expect(third.output()).not.toContain('No longer defined');
  await stop(third);
});

it('broken definitions at the first start are shown and awaited, and mending them is enough', async () => {
  const broken = join(temporary.path, 'broken');
  await jigOnce(['init', broken]);
  const good = readFileSync(join(broken, 'task.yaml'), 'utf8');
  writeFileSync(join(broken, 'task.yaml'), good.replace('type: money', 'type: monee'));
  const jig = runJig(['dev', broken, '--port', '0'], await settings());
  await jig.prints(/task\.yaml:\d+:\d+.*monee.*Waiting until it is mended/su);
  const [, url = ''] = await jig.prints(/(http:\/\/localhost:\d+)/u);
  const page = await fetch(url, { headers: { accept: 'text/html' } });
  expect([page.status, await page.text()]).toEqual([
    503,
    expect.stringMatching(/mistakes.*task\.yaml:\d+.*monee/su),
  ]);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect((await fetch(`${url}/readyz`)).status).toBe(503);
  writeFileSync(join(broken, 'task.yaml'), good);
  await until(async () => (await fetch(`${url}/readyz`)).ok);
  expect((await (await signIn(url, 'robin'))('records/task')).status).toBe(200);
  jig.kill('SIGTERM');
  expect(await jig.ended).toBe(0);
});

it('broken definitions at a later start leave the last release serving', async () => {
  const later = join(temporary.path, 'later');
  await jigOnce(['init', later]);
  const env = await settings();
  const first = await serve(later, env);
  first.kill('SIGTERM');
  await first.ended;
  writeFileSync(join(later, 'task.yaml'), 'entity: [');
  const jig = await serve(later, env);
  expect(jig.output()).toMatch(/Release 1 goes on serving/u);
  const diagnostics = (await (await fetch(`${jig.url}/api/v1/dev/diagnostics`)).json()) as {
    stale: boolean;
    release: number;
  };
  expect(diagnostics).toMatchObject({ stale: true, release: 1 });
  expect((await (await signIn(jig.url, 'robin'))('views/task/table')).status).toBe(200);
});

it('the embedded database keeps its data over a stop and a kill, loads demonstration data once, and never stays behind', async () => {
  mkdirSync(join(folder, 'demonstration'), { recursive: true });
  writeFileSync(join(folder, 'demonstration/task.csv'), 'title,status\nFirst,open\nSecond,done\n');
  const env = { JIG_DATA: data };
  const count = async (url: string): Promise<number> => {
    const list = (await (await (await signIn(url, 'alex'))('records/task')).json()) as { data: unknown[] };
    return list.data.length;
  };
  const first = await serve(folder, env);
  expect(first.output()).toContain('Loaded 2 demonstration records');
  expect(await count(first.url)).toBe(2);
  const made = await (
    await signIn(first.url, 'alex')
  )('records/task', { method: 'POST', body: '{"title":"Third"}' });
  expect(made.status).toBe(201);
  const server = postmaster();
  expect(isAlive(server)).toBe(true);
  first.kill('SIGTERM');
  expect(await first.ended).toBe(0);
  expect(isAlive(server)).toBe(false);

  const second = await serve(folder, env);
  expect(await count(second.url)).toBe(3);
  const left = postmaster();
  second.kill('SIGKILL');
  await second.ended;

  const third = await serve(folder, env);
  expect(await count(third.url)).toBe(3);
  const last = postmaster();
  third.kill('SIGINT');
  expect(await third.ended).toBe(0);
  expect([isAlive(left), isAlive(last)]).toEqual([false, false]);
}, 60_000);

it('two starts at once share the embedded database and its demonstration data, and either may end first', async () => {
  const shared = { JIG_DATA: join(temporary.path, 'shared') };
  const [one, two] = await Promise.all([serve(folder, shared), serve(folder, shared)]);
  const [asOne, asTwo] = await Promise.all([signIn(one.url, 'alex'), signIn(two.url, 'robin')]);
  const made = await asOne('records/task', { method: 'POST', body: '{"title":"Shared"}' });
  expect(made.status).toBe(201);
  const titles = async (): Promise<unknown> => {
    const list = (await (await asTwo('records/task?sort=title')).json()) as { data: { title: string }[] };
    return list.data.map(({ title }) => title);
  };
  expect(await titles()).toEqual(['First', 'Second', 'Shared']);
  one.kill('SIGTERM');
  expect(await one.ended).toBe(0);
  expect(await titles()).toEqual(['First', 'Second', 'Shared']);
  two.kill('SIGTERM');
  expect(await two.ended).toBe(0);
}, 60_000);

it('requests under way are finished before it stops', async () => {
  const env = await settings();
  const jig = await serve(folder, env);
  const call = await signIn(jig.url, 'alex');
  const lock = databases.at(-1)?.database.pool;
  const client = await lock?.connect();
  await client?.query('begin; lock table jig.preference in access exclusive mode');
  const slow = call('preferences/slow', { method: 'PUT', body: '{"value":1}' });
  await until(async () => {
    const waiting = await lock?.query<{ n: string }>(`select count(*) as n from pg_locks where not granted`);
    return Number(waiting?.rows[0]?.n) > 0;
  });
  jig.kill('SIGTERM');
  await jig.prints(/Stopping/u);
  await client?.query('commit');
  client?.release();
  expect((await slow).status).toBe(204);
  expect(await jig.ended).toBe(0);
});
