import { afterAll, beforeAll, expect, it } from 'vitest';
import { releaseRoutes } from '../../server/http/routes/release-routes.ts';
import { followReleases, type Following } from '../../server/releases/follow-releases.ts';
import { openTestApp, type Answer, type Json, type TestApp } from '../support/app.ts';
import { changed, DESK, openFolder, PEOPLE, type Folder, WIDER } from './desk.ts';

let test: TestApp;
let folder: Folder;
let following: Following;
beforeAll(async () => {
  test = await openTestApp(DESK, PEOPLE, { routes: [releaseRoutes] });
  folder = openFolder(test.server.url);
  following = await followReleases({
    database: test.server.database,
    releases: test.releases,
    observe: (observation) => void test.observations.push(observation),
    name: 'test process',
  });
});
afterAll(async () => {
  await following.stop();
  await test.close();
  folder.remove();
});

const call = (
  person: string | null,
  method: string,
  path: string,
  body?: unknown,
  headers = {},
): Promise<Answer> => test.call(person, method, `/api/v1/${path}`, body, headers);
const plan = (person: string, text: string): Promise<Answer> =>
  call(person, 'POST', 'releases/plan', { definitions: { 'desk.yaml': text } });
const until = async (ask: () => Promise<boolean>): Promise<void> => {
  for (const end = performance.now() + 20_000; !(await ask());) {
    if (performance.now() > end) throw new Error('It did not come true in time.');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};
/** Publishes and waits until it is in force and its migration is over. */
async function publish(person: string, text: string, reason: string): Promise<number> {
  const planned = await plan(person, text);
  expect(planned.status, planned.text).toBe(201);
  const answer = await call(person, 'POST', 'releases', { plan: planned.json.plan.hash, reason });
  expect([201, 202], answer.text).toContain(answer.status);
  await until(async () => {
    const { json } = await call(person, 'GET', 'releases');
    return json.migration === null && json.data[0].reason === reason;
  });
  await following.check();
  return test.releases.current().number;
}

it('is for those whom the workspace names: who sees, who publishes, and nobody else', async () => {
  expect((await call(null, 'GET', 'releases')).status).toBe(401);
  expect((await call('out', 'GET', 'releases')).json.code).toBe('access/denied');
  const seen = await call('ann', 'GET', 'releases');
  expect([seen.status, seen.json.may_publish.allowed]).toEqual([200, false]);
  expect(seen.json.data).toEqual([
    expect.objectContaining({ number: 1, in_force: true, reason: null, summary: null, base: null }),
  ]);
  expect(seen.json.processes).toEqual([
    expect.objectContaining({ name: 'test process', serving: 1, oldest: 1 }),
  ]);
  const denied = [
    'releases/plan',
    'releases',
    'releases/approvals',
    'releases/migration/resume',
    'releases/migration/take-back',
  ];
  for (const path of denied)
    expect((await call('out', 'POST', path, {})).json.code, path).toBe('access/denied');
  expect((await plan('ann', WIDER)).json).toMatchObject({
    code: 'access/denied',
    detail: expect.stringMatching(/Only Chief, Second may publish releases/u),
  });
  expect((await plan('lea', WIDER)).status).toBe(403);
  expect((await call('lea', 'GET', 'releases')).status).toBe(200);
});

it('a plan shows mistakes with their places, and takes nothing but definitions or a release', async () => {
  const broken = await plan('cia', changed(['type: money, required', 'type: monee, required']));
  expect([broken.status, broken.json.code]).toEqual([422, 'release/definitions']);
  expect(broken.json.diagnostics[0]).toMatchObject({ file: 'desk.yaml', line: expect.any(Number) });
  for (const body of [
    {},
    { definitions: {}, release: 1 },
    { release: 'x' },
    { definitions: { '../a.yaml': '' } },
    { definitions: { 'a.yaml': 1 } },
  ])
    expect((await call('cia', 'POST', 'releases/plan', body)).json.code).toBe('record/invalid');
  expect((await call('cia', 'POST', 'releases/plan', { release: 9 })).json.code).toBe('release/unknown');
  expect((await call('cia', 'GET', `releases/plans/${'0'.repeat(64)}`)).json.code).toBe('release/unknown');
});

it('a widening waits for an approver, who is not its publisher; then it is in force everywhere at once', async () => {
  const planned = await plan('sam', WIDER);
  const { hash } = planned.json.plan;
  const waiting: Json[] = planned.json.awaited;
  expect(waiting.length).toBeGreaterThan(0);
  expect(waiting[0]).toMatchObject({
    approval: null,
    owners: [{ name: 'payments', contact: 'pay@desk.example', roles: [{ name: 'lead', title: 'Lead' }] }],
  });
  expect(planned.json.may_publish).toEqual({
    allowed: false,
    reason: expect.stringMatching(/must be approved first/u),
  });
  const early = await call('sam', 'POST', 'releases', { plan: hash, reason: 'Too early' });
  expect([early.status, early.json.code]).toEqual([409, 'release/unapproved']);
  expect(early.json.errors[0].message).toMatch(/payments/u);

  const fingerprints = waiting.map(({ fingerprint }) => fingerprint as string);
  const approve = (person: string): Promise<Answer> =>
    call(person, 'POST', 'releases/approvals', { plan: hash, fingerprints, reason: 'Looked at it' });
  expect((await approve('cia')).json.code).toBe('access/denied');
  expect((await approve('sam')).status).toBe(201);
  const own = await call('sam', 'POST', 'releases', { plan: hash, reason: 'Own' });
  expect([own.status, own.json.code]).toEqual([403, 'release/four_eyes']);
  const listed = await call('ann', 'GET', 'releases/plans');
  expect(listed.json.data[0]).toMatchObject({
    hash,
    awaiting: 0,
    blocked: false,
    made_by: { name: 'Test sam' },
  });
  const seen = await call('cia', 'GET', `releases/plans/${hash}`);
  expect(seen.json.may_publish.allowed).toBe(true);
  expect(seen.json.awaited[0].approval).toMatchObject({
    approved_by: { name: 'Test sam' },
    reason: 'Looked at it',
  });
  const review = await call('ann', 'GET', `releases/plans/${hash}/review`);
  expect(JSON.stringify(review.json.page)).toContain('rv-page');
  expect(review.json.style).toContain('.rv-');

  const key = { 'idempotency-key': 'once' };
  const done = await call('cia', 'POST', 'releases', { plan: hash, reason: 'Clerks see all' }, key);
  expect([done.status, done.headers.get('location')]).toEqual([201, '/api/v1/releases/2']);
  expect(done.json.release).toMatchObject({
    number: 2,
    in_force: true,
    reason: 'Clerks see all',
    activated_by: { name: 'Test cia' },
  });
  const again = await call('cia', 'POST', 'releases', { plan: hash, reason: 'Clerks see all' }, key);
  expect([again.status, again.headers.get('idempotent-replayed'), again.json]).toEqual([
    201,
    'true',
    done.json,
  ]);
  await following.check();
  expect(test.releases.current().number).toBe(2);
  const moved = await call('cia', 'POST', 'releases', { plan: hash, reason: 'Again' });
  expect([moved.status, moved.json.moved]).toEqual([
    409,
    [expect.stringContaining('Release 2 was published since by Test cia (Clerks see all).')],
  ]);
});

it('shows one release with its plan and approvals, and what two differ in, without samples of records', async () => {
  const one = await call('ann', 'GET', 'releases/2');
  expect(one.json).toMatchObject({
    number: 2,
    base: 1,
    may_roll_back: { allowed: false },
    definitions: { 'desk.yaml': WIDER },
  });
  expect(one.json.approvals[0]).toMatchObject({ owner: 'payments', approved_by: { name: 'Test sam' } });
  expect(
    one.json.plan.findings.every(({ impact }: Json) => impact === null || impact.samples.length === 0),
  ).toBe(true);
  const difference = await call('ann', 'GET', 'releases/2/difference?from=1');
  expect(difference.json.plan).toMatchObject({ base: { release: 1 }, head: { release: 2 }, migration: null });
  expect(difference.json.plan.access.length).toBeGreaterThan(0);
  expect((await call('ann', 'GET', 'releases/2/review')).status).toBe(200);
  expect((await call('ann', 'GET', 'releases/7')).json.code).toBe('release/unknown');
  expect((await call('ann', 'GET', 'releases/2/difference?from=x')).json.code).toBe('request/invalid');
  expect((await call('out', 'GET', 'releases/2')).status).toBe(403);
  expect((await call('cia', 'PUT', 'releases/2')).status).toBe(405);
});

it('what changes tables goes on beside requests: 202, and its address tells how far it is', async () => {
  const body = { code: 'A-1', amount: '5.00', note: 'kept' };
  expect((await call('ann', 'POST', 'records/refund', body)).status).toBe(201);
  const text = WIDER.replace(
    '  note: { type: text }',
    '  note: { type: text }\n  tier: { type: choice, options: [gold, tin], default: tin, required: true }',
  );
  const planned = await plan('cia', text);
  expect(planned.json.plan.migration.mode).toBe('online');
  const answer = await call('cia', 'POST', 'releases', { plan: planned.json.plan.hash, reason: 'Tiers' });
  expect([answer.status, answer.headers.get('location')]).toEqual([202, '/api/v1/releases/migration']);
  expect(answer.json.migration).toMatchObject({ base: 2, reason: 'Tiers', started_by: { name: 'Test cia' } });
  await until(async () => {
    const { json } = await call('cia', 'GET', 'releases/migration');
    return json.migration.state === 'done' && json.migration.release === 3;
  });
  const over = await call('cia', 'POST', 'releases/migration/resume', {});
  expect([over.status, over.json.code]).toEqual([409, 'release/no_migration']);
  await following.check();
  const { json } = await call('ann', 'GET', 'records/refund');
  expect(json.data).toEqual([expect.objectContaining({ code: 'A-1', tier: 'tin' })]);
});

it('a form of an earlier release is taken where it fits, and explained where it does not', async () => {
  const text = changed(
    ['clerk: { read: region in user.regions,', 'clerk: { read: true,'],
    [
      '  note: { type: text }',
      '  remark: { type: text, was: note }\n  tier: { type: choice, options: [gold, tin], required: true }',
    ],
  );
  const number = await publish('cia', text, 'Remarks');
  const old = { 'jig-release': '2' };
  const fits = await call('ann', 'POST', 'records/refund', { code: 'A-2', amount: '5.00', tier: 'tin' }, old);
  expect(fits.status).toBe(201);
  const sent = { code: 'A-3', amount: '5.00', note: 'typed' };
  const without = await call('ann', 'POST', 'records/refund', sent);
  expect([without.status, without.json.released]).toEqual([422, undefined]);
  const { status, json } = await call('ann', 'POST', 'records/refund', sent, old);
  expect(status).toBe(422);
  expect(json.released).toMatchObject({
    from: 2,
    to: number,
    reason: 'Remarks',
    by: 'Test cia',
    changed: {
      '/note': {
        message: `\`note\` is called \`remark\` since release ${number}.`,
        change: 'renamed',
        now: 'remark',
      },
      '/tier': { message: `\`tier\` is required since release ${number}.`, change: 'new' },
    },
  });
  const messages = (json.errors as Json[]).map(({ message }) => message as string);
  expect(messages.some((message) => message.includes('`tier` is required since release'))).toBe(true);
  expect(
    (await call('ann', 'POST', 'records/refund', { code: '', amount: '5.00', tier: 'tin' }, old)).json
      .released,
  ).toBeUndefined();
});

it('goes back to an earlier release by a plan of its own', async () => {
  const planned = await call('cia', 'POST', 'releases/plan', { release: 3 });
  expect([planned.status, planned.json.rolls_back_to]).toEqual([201, 3]);
  const { hash } = planned.json.plan;
  const answer = await call('cia', 'POST', 'releases', { plan: hash, reason: 'Too soon' });
  expect([201, 202]).toContain(answer.status);
  await until(async () => (await call('cia', 'GET', 'releases')).json.data[0].rolled_back_to === 3);
  await until(async () => (await call('cia', 'GET', 'releases')).json.migration === null);
  await following.check();
  const { json } = await call('ann', 'GET', 'records/refund?filter.code=A-1');
  expect(json.data[0]).toMatchObject({ note: 'kept', tier: 'tin' });
  const entries = await test.server.database.pool.query<{
    operation: string;
    release: number;
    decided_by: string;
  }>(
    `select operation, release, decided_by from jig.audit_entry where operation in ('release', 'rollback', 'approve-findings') order by id`,
  );
  expect(entries.rows).toEqual([
    { operation: 'approve-findings', release: 1, decided_by: 'lead' },
    { operation: 'release', release: 2, decided_by: 'chief' },
    { operation: 'release', release: 3, decided_by: 'chief' },
    { operation: 'release', release: 4, decided_by: 'chief' },
    { operation: 'rollback', release: 5, decided_by: 'chief' },
  ]);
  expect(
    (await test.server.database.pool.query('select from jig.audit_entry where release is null')).rowCount,
  ).toBe(0);
});

it('a request that a release overtook is told to come again, and nothing of it is kept', async () => {
  const held = test.releases.hold();
  const { pool } = test.server.database;
  await pool.query(
    `insert into jig.release (number, hash, model, activated_by, base)
     select number + 1, hash, model, activated_by, number from jig.release order by number desc limit 1`,
  );
  await pool.query('alter table app.refund add constraint tighter check (note is not null) not valid');
  const answer = await call('ann', 'POST', 'records/refund', { code: 'A-9', amount: '5.00', tier: 'tin' });
  expect([answer.status, answer.json.code, answer.headers.get('retry-after')]).toEqual([
    503,
    'release/changing',
    '1',
  ]);
  await pool.query('alter table app.refund drop constraint tighter');
  expect(
    (await call('ann', 'POST', 'records/refund', { code: 'A-9', amount: '5.00', tier: 'tin' })).status,
  ).toBe(201);
  held.done();
});
