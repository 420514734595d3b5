import { afterAll, beforeAll, expect, it } from 'vitest';
import { healthRoutes } from '../../server/http/routes/health-routes.ts';
import type { Observation } from '../../server/observe/observation.ts';
import { activate } from '../../server/releases/activate.ts';
import { followReleases, type Following } from '../../server/releases/follow-releases.ts';
import { createReleaseHolder, type ReleaseHolder } from '../../server/releases/holder.ts';
import { livingProcesses, untilDrained } from '../../server/releases/process-rows.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { changed, DESK, openFolder, PEOPLE, type Folder, withField } from './desk.ts';
import { compile } from '../../runtime/compile/compile.ts';

let test: TestApp;
let other: { readonly releases: ReleaseHolder; readonly following: Following; readonly seen: Observation[] };
let own: Following;
let folder: Folder;

beforeAll(async () => {
  const facts = { program: 'jig', pid: 1, definitions: null } as const;
  test = await openTestApp(DESK, PEOPLE, { routes: [healthRoutes(facts, () => true)], poolSize: 8 });
  folder = openFolder(test.server.url);
  const { database } = test.server;
  own = await followReleases({ database, releases: test.releases, observe: () => undefined, name: 'first' });
  const releases = createReleaseHolder(test.releases.current());
  const seen: Observation[] = [];
  const following = await followReleases({
    database,
    releases,
    observe: (observation) => void seen.push(observation),
    name: 'second',
  });
  other = { releases, following, seen };
});
afterAll(async () => {
  await own.stop();
  await other.following.stop();
  await test.close();
  folder.remove();
});

const until = async (ask: () => boolean | Promise<boolean>): Promise<void> => {
  for (const end = performance.now() + 20_000; !(await ask());) {
    if (performance.now() > end) throw new Error('It did not come true in time.');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};
const oldest = async (name: string): Promise<number | undefined> =>
  (await livingProcesses(test.server.database.pool)).find((row) => row.name === name)?.oldest;

it('every process takes over what is put in force, and tells what it serves', async () => {
  const { database } = test.server;
  expect((await livingProcesses(database.pool)).map(({ name, serving }) => [name, serving])).toEqual([
    ['first', 1],
    ['second', 1],
  ]);
  const { model } = compile([{ path: 'test.yaml', text: withField('extra: { type: text }') }]);
  if (model === null) throw new Error('It does not compile.');
  await activate(database, model);
  await until(() => other.releases.current().number === 2 && test.releases.current().number === 2);
  expect(Object.keys(other.releases.current().model.entities['refund']?.fields ?? {})).toContain('extra');
  await until(async () => (await oldest('second')) === 2);
  expect(other.seen).toContainEqual({ kind: 'release_swapped', release: 2, before: 1 });
});

it('a request that works under an older release holds a migration back until it is done', async () => {
  const { database } = test.server;
  const held = other.releases.hold();
  const { model } = compile([{ path: 'test.yaml', text: withField('more: { type: text }') }]);
  if (model === null) throw new Error('It does not compile.');
  await activate(database, model);
  await until(async () => other.releases.current().number === 3 && (await oldest('first')) === 3);
  let isDrained = false;
  const waiting: string[] = [];
  const drained = untilDrained(database.pool, 3, (behind) =>
    waiting.push(...behind.map(({ name }) => name)),
  ).then(() => (isDrained = true));
  await until(() => waiting.length > 0);
  expect([isDrained, new Set(waiting), await oldest('second')]).toEqual([false, new Set(['second']), 2]);
  expect(held.release.number).toBe(2);
  held.done();
  held.done();
  await drained;
  expect(await oldest('second')).toBe(3);
});

it('a request counts as long as its export is being sent', async () => {
  await test.server.database.pool.query(
    `insert into app.refund (id, code, amount, created_by, updated_by) select gen_random_uuid(), 'R-' || n, 5, a.id, a.id
     from generate_series(1, 3) n, (select id from jig.actor limit 1) a`,
  );
  const text = changed(['lead: { read: true,', 'lead: { read: true, export: true,']);
  const { model } = compile([{ path: 'test.yaml', text }]);
  if (model === null) throw new Error('It does not compile.');
  await activate(test.server.database, model);
  await until(() => test.releases.current().number === 4);
  const response = await test.app.request('/api/v1/records/refund/export.csv', {
    headers: { cookie: test.cookie('lea') },
  });
  expect(response.status).toBe(200);
  test.releases.swap({ ...test.releases.current(), number: 5 });
  expect(test.releases.oldest()).toBe(4);
  expect((await response.text()).split('\n').length).toBeGreaterThan(3);
  expect(test.releases.oldest()).toBe(5);
});

it('a release that this program cannot serve leaves the one before serving, and raises an alert', async () => {
  const { pool } = test.server.database;
  await pool.query(
    `insert into jig.release (number, hash, model, activated_by, base)
     select number + 1, hash, json_build_object('language', 99), activated_by, number from jig.release order by number desc limit 1`,
  );
  await other.following.check();
  expect(other.releases.current().number).toBe(4);
  expect(other.releases.problem()).toMatch(/^Release 5 in the database is not what was published/u);
  await other.following.check();
  expect(other.seen.filter(({ kind }) => kind === 'release_not_served')).toEqual([
    expect.objectContaining({ release: 4, message: expect.stringContaining('changed by hand') }),
  ]);
  test.releases.report(other.releases.problem());
  const ready = await test.app.request('/readyz');
  expect([ready.status, await ready.json()]).toEqual([
    200,
    expect.objectContaining({ ready: true, problem: expect.stringContaining('its log says why') }),
  ]);
  await pool.query(
    `insert into jig.release (number, hash, model, definitions, activated_by, base)
     select 6, encode(sha256('x'), 'hex'), '{}', json_build_object('a.yaml', 'language: 99'), activated_by, 5 from jig.release limit 1`,
  );
  await pool
    .query(`update jig.release set hash = encode(sha256('{}'), 'hex') where number = 6`)
    .catch(() => undefined);
  await other.following.check();
  expect(other.releases.problem()).toMatch(/^Release 6/u);
  expect(other.releases.current().number).toBe(4);
});

it('a process that lost its connection hears again, and one that ends leaves no row', async () => {
  const { pool } = test.server.database;
  await pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'jig releases' and datname = current_database()`,
  );
  await until(() => other.seen.some(({ kind }) => kind === 'release_unheard'));
  await other.following.stop();
  await until(async () => (await oldest('second')) === undefined);
});
