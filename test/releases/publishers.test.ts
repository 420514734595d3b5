import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compile } from '../../runtime/compile/compile.ts';
import { OPERATOR } from '../../server/cli/with-release.ts';
import { compileFolder, putInForce } from '../../server/dev/attempt.ts';
import { parameterRoutes } from '../../server/http/routes/parameter-routes.ts';
import { meRoutes } from '../../server/http/routes/me-routes.ts';
import { boundParameters, readBindings } from '../../server/parameters/bindings.ts';
import { followReleases, type Following } from '../../server/releases/follow-releases.ts';
import { publish } from '../../server/releases/publish.ts';
import { inPublishingTurn } from '../../server/releases/publishing-turn.ts';
import { runRelease } from '../../server/releases/run-release.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { DESK, openFolder, PEOPLE, type Folder, withField } from './desk.ts';

let test: TestApp;
let folder: Folder;
let following: Following;
beforeAll(async () => {
  test = await openTestApp(DESK, PEOPLE, { poolSize: 8 });
  folder = openFolder(test.server.url);
  folder.write(DESK);
  const { database } = test.server;
  following = await followReleases({
    database,
    releases: test.releases,
    observe: () => undefined,
    name: 'one',
  });
});
afterAll(async () => {
  await following.stop();
  await test.close();
  folder.remove();
});

const context = () => ({
  database: test.server.database,
  actor: OPERATOR,
  now: () => new Date(),
  requestId: 'test',
});
function request(text: string, reason: string) {
  const files = [{ path: 'desk.yaml', text }];
  const { model } = compile(files);
  if (model === null) throw new Error('It does not compile.');
  return { head: { files, model }, reason, gitCommit: null, rolledBackTo: null, plan: null, waitMs: 0 };
}

it('of two publishers the second is told who publishes since when, or waits for its turn', async () => {
  const begun = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  const turn = { name: 'Anna Berg', waitMs: 0, now: new Date('2026-11-26T09:00:00Z') };
  const first = inPublishingTurn(test.server.database, turn, () => {
    begun.resolve();
    return ended.promise;
  });
  await begun.promise;
  folder.write(withField('extra: { type: text }'));
  const second = await folder.jig(['release', folder.path, '--reason', 'Second']);
  expect([second.code, second.err]).toEqual([
    3,
    expect.stringMatching(
      /^Since 2026-11-26T09:00:00Z, Anna Berg publishes a release\. Wait until it is done/u,
    ),
  ]);
  const third = folder.jig(['release', folder.path, '--reason', 'Third', '--wait', '60']);
  ended.resolve();
  await first;
  expect((await third).code).toBe(0);
});

it('a migration that stopped is shown, resumed or taken back, and nobody publishes beside it', async () => {
  const { database } = test.server;
  await database.pool.query(
    `insert into app.refund (id, code, amount, created_by, updated_by) select gen_random_uuid(), 'R-1', 5, id, id from jig.actor limit 1`,
  );
  const text = withField('extra: { type: text }\n  tier: { type: text, required: true, default: tin }');
  const opened = await publish(context(), request(text, 'Tiers'));
  const stop = new AbortController();
  stop.abort();
  const paused = await runRelease({ ...context(), pause: stop.signal }, opened.migration ?? '');
  expect(paused).toMatchObject({ state: 'paused', problem: { code: 'migration/stopped' } });

  const { out } = await folder.jig(['releases']);
  expect(out).toMatch(
    /A migration of Jig since .* is paused: 0 of \d+ steps are done\.\n {2}Next: [^]*`jig release --resume` goes on/u,
  );
  const beside = await folder.jig(['release', folder.path, '--reason', 'Beside']);
  expect([beside.code, beside.err]).toEqual([
    3,
    expect.stringMatching(/A migration of Jig is open since .* \(Tiers\)[^]*--take-back/u),
  ]);

  const back = await folder.jig(['release', '--take-back', '--reason', 'Not today']);
  expect([back.code, back.out]).toEqual([0, expect.stringContaining('was taken back')]);
  expect((await folder.jig(['release', '--resume'])).err).toContain('No migration is open.');

  const again = await publish(context(), request(text, 'Tiers again'));
  await runRelease({ ...context(), pause: stop.signal }, again.migration ?? '');
  const resumed = await folder.jig(['release', '--resume']);
  expect([resumed.code, resumed.out]).toEqual([
    0,
    expect.stringMatching(/of \d+: [^]*Release 3 is in force\.\n$/u),
  ]);
  expect((await database.pool.query('select tier from app.refund')).rows).toEqual([{ tier: 'tin' }]);
  const { rows } = await database.pool.query<{ operation: string; reason: string | null; release: number }>(
    `select operation, reason, release from jig.audit_entry where operation <> 'give_role' and release is not null and operation ~ 'migration|release' order by id`,
  );
  expect(rows).toEqual([
    { operation: 'release', reason: 'Third', release: 2 },
    { operation: 'take-back-migration', reason: 'Not today', release: 2 },
    { operation: 'resume-migration', reason: null, release: 2 },
    { operation: 'release', reason: 'Tiers again', release: 3 },
  ]);
});

it('the same content goes from one environment to the next, and nothing else does', async () => {
  const file = join(folder.path, '../bundle.json');
  const bound = join(folder.path, '../staging.yaml');
  writeFileSync(bound, 'environment: staging\n');
  const { out } = await folder.jig(['releases', '3', '--bundle', file], { JIG_BINDINGS: bound });
  const [, hash = ''] = /Content hash: ([0-9a-f]{64})/u.exec(out) ?? [];
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
    jig_bundle: 1,
    content_hash: hash,
    from: { workspace: 'desk', environment: 'staging', release: 3 },
  });
  const there = await openTestApp(DESK, {});
  const env = { DATABASE_URL: there.server.url };
  try {
    const other = await folder.jig(
      ['release', '--bundle', file, '--reason', 'Promoted', '--expect', '0'.repeat(64)],
      env,
    );
    expect([other.code, other.err]).toEqual([
      3,
      expect.stringContaining(`has the content hash ${hash}, not 000`),
    ]);
    expect(
      (await folder.jig(['release', '--bundle', file, '--reason', 'Promoted', '--expect', hash], env)).code,
    ).toBe(0);
    const { rows } = await there.server.database.pool.query(
      'select content_hash from jig.release order by number desc limit 1',
    );
    expect(rows).toEqual([{ content_hash: hash }]);
    writeFileSync(file, readFileSync(file, 'utf8').replace('default: tin', 'default: tan'));
    const forged = await folder.jig(['release', '--bundle', file, '--reason', 'Promoted'], env);
    expect([forged.code, forged.err]).toEqual([3, expect.stringContaining('it was changed')]);
    writeFileSync(file, '{}');
    expect((await folder.jig(['release', '--bundle', file, '--reason', 'x'], env)).err).toContain(
      'no bundle of definitions',
    );
  } finally {
    await there.close();
  }
});

it('bindings give a parameter its value until somebody sets another', async () => {
  const file = join(folder.path, '../production.yaml');
  writeFileSync(file, 'environment: production\nparameters:\n  most: 750\n');
  const bindings = readBindings({ bindingsFile: file });
  const routes = [parameterRoutes, meRoutes('production')];
  const bound = await openTestApp(DESK, PEOPLE, { bindings, routes });
  const most = async (): Promise<unknown> => {
    const { json } = await bound.call('lea', 'GET', '/api/v1/parameters');
    const { value, written, version } = json.data[0];
    return { value, written, version };
  };
  try {
    expect(await most()).toMatchObject({ value: '750.00', written: '750.00' });
    expect((await bound.call('lea', 'GET', '/api/v1/me')).json.environment).toBe('production');
    const body = { value: '600.00', reason: 'Less' };
    const set = await bound.call('lea', 'PUT', '/api/v1/parameters/most', body, { 'if-match': '"0"' });
    expect([set.status, set.json.value]).toEqual([200, '600.00']);
    expect(await most()).toMatchObject({ value: '600.00', written: '750.00' });
  } finally {
    await bound.close();
  }
});

it.each([
  ['parameters: { mist: 1 }', /:1: There is no parameter `mist`; did you mean `most`\?/u],
  ['\nparameters:\n  most: plenty', /:3: `most` must be .*, and this is `plenty`/u],
  [
    'environment: production\nparams: {}',
    /:2: There is no key `params` in bindings; there are `environment` and `parameters`/u,
  ],
  ['environment: [a]', /:1: `environment` is a name/u],
  ['- a', /:1: Expected one map/u],
  ['environment: "a', /:1: /u],
  ['parameters: { most: [1] }', /:1: `most` needs one value/u],
])('bindings that cannot be meant are refused with their place: %s', async (text, said) => {
  const file = join(folder.path, '../bad.yaml');
  writeFileSync(file, text);
  const { model } = test.releases.current();
  const problems = (() => {
    try {
      return boundParameters(readBindings({ bindingsFile: file }), model).problems.join('\n');
    } catch (error) {
      return error instanceof Error ? error.message : '';
    }
  })();
  expect(problems).toMatch(said);
});

it('jig dev never publishes into a database whose releases come from jig release', async () => {
  const { database } = test.server;
  const newest = async (): Promise<number> =>
    (await database.pool.query<{ n: number }>('select max(number) as n from jig.release')).rows[0]?.n ?? 0;
  const before = await newest();
  folder.write(withField('dev_only: { type: text }'));
  const other = await putInForce({ database, embedded: false }, await compileFolder(folder.path));
  expect([other.release, other.diagnostics[0]?.code]).toEqual([null, 'release/published-here']);
  folder.write(withField('extra: { type: text }\n  tier: { type: text, required: true, default: tin }'));
  const same = await putInForce({ database, embedded: false }, await compileFolder(folder.path));
  expect([await newest(), same.release?.number]).toEqual([before, 3]);
});
