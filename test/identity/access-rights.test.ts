import { afterAll, beforeAll, expect, it } from 'vitest';
import { findDevPerson, syncDevPeople } from '../../server/identity/dev-people.ts';
import type { Json, TestApp } from '../support/app.ts';
import { DESK_PEOPLE, openPeopleApp } from './people-desk.ts';

const ASSIGNMENTS = '/api/v1/access/assignments';
const PEOPLE = '/api/v1/access/people';
const REFUNDS = '/api/v1/records/refund';

let test: TestApp;
let now = new Date();
const ids: Record<string, string> = {};
beforeAll(async () => {
  test = await openPeopleApp(() => now);
  now = new Date(Date.now() + 1000);
  for (const key of Object.keys(DESK_PEOPLE))
    ids[key] = (await findDevPerson(test.server.database, key)) ?? '';
});
afterAll(() => test.close());

const later = (hours: number): string => new Date(now.getTime() + hours * 3_600_000).toISOString();
const give = (by: string, person: string, role: string, more: object = {}) =>
  test.call(by, 'POST', ASSIGNMENTS, { person: ids[person] ?? person, role, ...more });
const take = (by: string, id: string, reason = 'Left the desk') =>
  test.call(by, 'DELETE', `${ASSIGNMENTS}/${id}`, { reason });
const audit = async (): Promise<Json[]> =>
  (
    await test.server.database.pool.query(
      `select operation, entity, before, after, reason, decided_by, release, actor_id, request_id from jig.audit_entry
       where actor_id <> '00000000-0000-7000-8000-000000000001' order by id`,
    )
  ).rows;

it('a role that is given holds from the next request on, and no longer once it is taken away', async () => {
  expect((await test.call('newt', 'GET', REFUNDS)).status).toBe(403);
  const given = await give('lea', 'newt', 'support', { reason: 'Starts today' });
  expect(given.status).toBe(201);
  expect(given.json).toMatchObject({
    person: { id: ids['newt'], name: 'Test newt' },
    role: { name: 'support', title: 'Support' },
    scope: null,
    given_by: { id: ids['lea'], name: 'Test lea' },
    given_at: now.toISOString(),
    expires_at: null,
    reason: 'Starts today',
    state: 'in_force',
    taken: null,
    may_take: { allowed: true },
  });
  expect((await test.call('newt', 'GET', REFUNDS)).status).toBe(200);
  const again = await give('lea', 'newt', 'support');
  expect([again.status, again.json.id]).toEqual([200, given.json.id]);
  const taken = await take('lea', given.json.id);
  expect([taken.status, taken.json.state, taken.json.taken]).toEqual([
    200,
    'ended',
    { at: now.toISOString(), by: { id: ids['lea'], name: 'Test lea' }, reason: 'Left the desk' },
  ]);
  expect((await test.call('newt', 'GET', REFUNDS)).status).toBe(403);
  expect((await take('lea', given.json.id)).status).toBe(200);
  const entries = await audit();
  expect(entries).toHaveLength(2);
  expect(entries[0]).toMatchObject({
    operation: 'give-role',
    entity: null,
    before: null,
    after: { person: { name: 'Test newt' }, role: 'support', reason: 'Starts today' },
    reason: 'Starts today',
    decided_by: 'lead',
    release: 1,
    actor_id: ids['lea'],
  });
  expect(entries[1]).toMatchObject({
    operation: 'revoke-role',
    before: { id: given.json.id },
    after: null,
    reason: 'Left the desk',
  });
});

it('nobody gives or takes what they may not, nor anything of their own', async () => {
  const before = (await audit()).length;
  const refusals: readonly (readonly [string, string, string, number, RegExp])[] = [
    ['sam', 'newt', 'support', 403, /Only Lead may give Support and take it away/u],
    ['lea', 'newt', 'lead', 403, /Only Head may give Lead/u],
    ['hedy', 'newt', 'support', 403, /Only Lead may give Support/u],
    ['hedy', 'newt', 'head', 403, /Nobody but an operator gives Head/u],
    ['lea', 'lea', 'support', 403, /Nobody changes their own/u],
    ['hedy', 'hedy', 'lead', 403, /Nobody changes their own/u],
  ];
  for (const [by, person, role, status, detail] of refusals) {
    const answer = await give(by, person, role);
    expect([answer.status, answer.json.detail], `${by} ${role}`).toEqual([
      status,
      expect.stringMatching(detail),
    ]);
  }
  const own = (await test.call('lea', 'GET', PEOPLE)).json.data.find((each: Json) => each.own);
  expect(own.assignments[0].may_take).toMatchObject({
    allowed: false,
    reason: expect.stringContaining('somebody else'),
  });
  expect((await take('lea', own.assignments[0].id)).json.code).toBe('access/four_eyes');
  const head = (await test.call('lea', 'GET', `${PEOPLE}/${ids['hedy']}`)).json.assignments[0];
  expect((await take('lea', head.id)).json.code).toBe('access/denied');
  expect((await take('sam', head.id)).json.code).toBe('access/denied');
  expect((await take('lea', '019dbd4c-0000-7000-8000-00000000dead')).status).toBe(404);
  expect((await take('lea', 'x')).status).toBe(404);
  expect(await audit()).toHaveLength(before);
});

it('everyone sees their own, and only givers see others', async () => {
  const { call } = test;
  expect((await call(null, 'GET', ASSIGNMENTS)).status).toBe(401);
  expect((await test.call('sam', 'GET', ASSIGNMENTS)).json.code).toBe('access/denied');
  expect((await test.call('sam', 'GET', PEOPLE)).json.code).toBe('access/denied');
  expect((await test.call('sam', 'GET', `${PEOPLE}/${ids['lea']}`)).json.code).toBe('access/denied');
  const own = await test.call('sam', 'GET', `${ASSIGNMENTS}?person=${ids['sam']}`);
  expect(own.json.data.map((each: Json) => each.role.name)).toEqual(['support']);
  const self = (await test.call('sam', 'GET', `${PEOPLE}/${ids['sam']}`)).json;
  expect(self).toMatchObject({ own: true, may_set_attributes: { allowed: false } });
  const all = (await test.call('lea', 'GET', `${PEOPLE}?q=test`)).json;
  expect(all.data.map((each: Json) => [each.name, each.assignments.map((a: Json) => a.role.name)])).toEqual([
    ['Test hedy', ['head']],
    ['Test lea', ['lead']],
    ['Test newt', []],
    ['Test nora', ['lead']],
    ['Test sam', ['support']],
  ]);
  const leads = (await test.call('lea', 'GET', `${PEOPLE}?role=lead`)).json.data;
  expect(leads.map((each: Json) => each.name)).toEqual(['Test lea', 'Test nora']);
  const history = (await test.call('lea', 'GET', `${ASSIGNMENTS}?history=true&person=${ids['newt']}`)).json;
  expect(history.data).toMatchObject([{ role: { name: 'support' }, state: 'ended' }]);
  expect((await test.call('lea', 'GET', `${ASSIGNMENTS}?person=${ids['newt']}`)).json.data).toEqual([]);
  expect((await test.call('lea', 'GET', `${ASSIGNMENTS}?role=head`)).json.data).toHaveLength(1);
  const places = async (who: string) => (await test.call(who, 'GET', '/api/v1/me')).json.places;
  expect([await places('sam'), await places('lea'), await places('newt')]).toEqual([
    { access: false, parameters: true, releases: false },
    { access: true, parameters: true, releases: false },
    { access: false, parameters: false, releases: false },
  ]);
});

it('a scope is checked by the attributes of the workspace, and nobody gives more than their own part', async () => {
  const wrong: readonly (readonly [object, string, RegExp])[] = [
    [{ scope: { region: ['north'] } }, '/scope/region', /no attribute `region`; did you mean `regions`/u],
    [{ scope: { regions: 'north' } }, '/scope/regions', /Expected/u],
    [{ scope: { level: 1.5 } }, '/scope/level', /Expected/u],
    [{ scope: { regions: [] } }, '/scope/regions', /required/u],
    [{ scope: { team: null } }, '/scope/team', /required/u],
    [{ scope: { __proto__x: 1 } }, '/scope/__proto__x', /no attribute/u],
    [{ scope: ['north'] }, '/scope', /Expected a map/u],
    [{ until: later(-1) }, '/until', /after now/u],
    [{ until: 'tomorrow' }, '/until', /Expected a date/u],
    [{ from: later(5), until: later(4) }, '/until', /after the beginning/u],
    [{ untill: later(5) }, '/untill', /did you mean `until`/u],
    [{ reason: 'x'.repeat(501) }, '/reason', /at most 500/u],
    [{ person: 'x' }, '/person', /id/u],
    [{ person: '019dbd4c-0000-7000-8000-00000000dead' }, '/person', /no such person/u],
    [{ role: 'supprt' }, '/role', /did you mean `support`/u],
    [{ role: '__proto__' }, '/role', /no role/u],
  ];
  for (const [more, pointer, message] of wrong) {
    const answer = await give('lea', 'newt', 'support', more);
    expect([answer.status, answer.json.errors?.[0]], JSON.stringify(more)).toEqual([
      422,
      expect.objectContaining({ pointer, message: expect.stringMatching(message) }),
    ]);
  }
  expect((await give('nora', 'newt', 'support')).json.detail).toBe(
    'You may give Support only within your own scope: regions north, east.',
  );
  expect((await give('nora', 'newt', 'support', { scope: { regions: ['north', 'west'] } })).status).toBe(403);
  expect((await give('nora', 'newt', 'support', { scope: { team: 'a' } })).status).toBe(403);
  const part = await give('nora', 'newt', 'support', { scope: { regions: ['east', 'north'] } });
  expect([part.status, part.json.scope, part.json.scope_text]).toEqual([
    201,
    { regions: ['east', 'north'] },
    'regions east, north',
  ]);
  const turned = await give('nora', 'newt', 'support', { scope: { regions: ['north', 'east'] } });
  expect([turned.status, turned.json.id]).toEqual([200, part.json.id]);
  const whole = await give('lea', 'newt', 'support');
  expect((await take('nora', whole.json.id)).json.detail).toMatch(/only within your own scope/u);
  expect((await take('nora', part.json.id)).status).toBe(200);
  expect((await take('lea', whole.json.id)).status).toBe(200);
});

it('assignments begin and end by their time; another time takes the place of the first', async () => {
  const start = now;
  const first = await give('lea', 'newt', 'support', { from: later(1), until: later(3) });
  expect(first.json.state).toBe('planned');
  const status = async () => (await test.call('newt', 'GET', REFUNDS)).status;
  const at = async (hours: number) => {
    now = new Date(start.getTime() + hours * 3_600_000);
    return status();
  };
  expect([await at(0), await at(1), await at(2.99), await at(3)]).toEqual([403, 200, 200, 403]);
  now = start;
  const longer = await give('lea', 'newt', 'support', { until: later(9) });
  expect(longer.status).toBe(201);
  const open = (await test.call('lea', 'GET', `${ASSIGNMENTS}?person=${ids['newt']}`)).json.data;
  expect(open.map((each: Json) => each.id)).toEqual([longer.json.id]);
  expect((await audit()).at(-1)).toMatchObject({
    before: { replaced: [{ id: first.json.id }] },
    after: { id: longer.json.id },
  });
  expect([await at(8.9), await at(9)]).toEqual([200, 403]);
  now = start;
  await take('lea', longer.json.id);
  const dayOnly = await give('lea', 'newt', 'support', { until: '2031-07-01' });
  expect(dayOnly.json.expires_at).toBe('2031-06-30T23:00:00.000Z');
  await take('lea', dayOnly.json.id);
});

it('two givers at once give a role once', async () => {
  const answers = await Promise.all(
    Array.from({ length: 6 }, () => give('lea', 'newt', 'support', { reason: 'At once' })),
  );
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
    200, 200, 200, 200, 200, 201,
  ]);
  expect(new Set(answers.map(({ json }) => json.id)).size).toBe(1);
  await take('lea', answers[0]?.json.id);
});

it('attributes are set for others by whoever gives roles for the whole workspace, from the version that was read', async () => {
  const path = `${PEOPLE}/${ids['sam']}`;
  const read = await test.call('lea', 'GET', path);
  const etag = read.headers.get('etag') ?? '';
  const put = (by: string, body: unknown, version: string | null = etag) =>
    test.call(by, 'PUT', `${path}/attributes`, body, version === null ? {} : { 'if-match': version });
  expect((await put('lea', { attributes: { regions: ['north'] } }, null)).status).toBe(428);
  expect((await put('lea', { attributes: {} }, '"0000"')).status).toBe(412);
  expect((await put('nora', { attributes: {} })).json.detail).toMatch(/hold Lead for a part only/u);
  expect((await put('sam', { attributes: {} })).status).toBe(403);
  const wrong = await put('lea', { attributes: { regions: 'north', levl: 1, trained: 'yes' } });
  expect(wrong.json.errors.map((each: Json) => each.pointer)).toEqual([
    '/attributes/levl',
    '/attributes/regions',
    '/attributes/trained',
  ]);
  await test.server.database.pool.query(
    `update jig.actor set attributes = '{"retired": 7, "level": "three"}' where id = $1`,
    [ids['sam']],
  );
  const fresh = (await test.call('lea', 'GET', path)).headers.get('etag');
  expect((await test.call('lea', 'GET', path)).json.attributes).toEqual({});
  const values = { regions: ['north', 'south'], team: 'blue', level: 3, trained: true };
  const done = await put('lea', { attributes: values, reason: 'New area' }, fresh);
  expect(done.status).toBe(204);
  const after = await test.call('lea', 'GET', path);
  expect([after.json.attributes, after.headers.get('etag')]).toEqual([values, done.headers.get('etag')]);
  expect((await audit()).at(-1)).toMatchObject({
    operation: 'set-attributes',
    before: { person: { name: 'Test sam' }, attributes: { retired: 7, level: 'three' } },
    after: { attributes: { ...values, retired: 7 } },
    reason: 'New area',
  });
  const count = (await audit()).length;
  expect((await put('lea', { attributes: values }, done.headers.get('etag'))).status).toBe(204);
  expect(await audit()).toHaveLength(count);
});

it('who may not sign in any more is given nothing, and what people gave survives another look at the file', async () => {
  const { database } = test.server;
  const held = await give('lea', 'newt', 'support', { reason: 'Stays' });
  const person = (key: string) => ({
    key,
    name: `Test ${key}`,
    email: null,
    roles: Object.values(DESK_PEOPLE[key] ?? []).flatMap((role: unknown) =>
      typeof role === 'string' ? [{ role, scope: null, until: null }] : [],
    ),
    attributes: {},
  });
  await syncDevPeople(database, ['sam', 'lea', 'hedy', 'newt'].map(person), now);
  const newt = (await test.call('lea', 'GET', `${PEOPLE}/${ids['newt']}`)).json;
  expect(newt.assignments.map((each: Json) => each.id)).toEqual([held.json.id]);
  expect((await test.call('lea', 'GET', `${PEOPLE}/${ids['sam']}`)).json.attributes.level).toBe(3);
  expect((await give('lea', 'nora', 'support')).json.errors[0].message).toMatch(/who can sign in/u);
  expect((await test.call('lea', 'GET', `${PEOPLE}/${ids['nora']}`)).json).toMatchObject({
    active: false,
    assignments: [],
  });
  const { rows } = await database.pool.query(
    `select operation, reason from jig.audit_entry where before -> 'person' ->> 'id' = $1 order by id`,
    [ids['nora']],
  );
  expect(rows).toEqual([{ operation: 'revoke-role', reason: 'No longer in people.dev.yaml.' }]);
});

it('refuses malformed requests', async () => {
  expect((await test.call('lea', 'POST', ASSIGNMENTS, '[]')).status).toBe(422);
  expect((await test.call('lea', 'POST', ASSIGNMENTS, '{')).status).toBe(400);
  expect((await test.call('lea', 'GET', `${ASSIGNMENTS}?person=x`)).status).toBe(422);
  expect((await test.call('lea', 'GET', `${ASSIGNMENTS}?histroy=true`)).json.detail).toMatch(/`history`/u);
  expect((await test.call('lea', 'GET', `${ASSIGNMENTS}?history=maybe`)).status).toBe(422);
  expect((await test.call('lea', 'PATCH', ASSIGNMENTS, {})).headers.get('allow')).toBe('GET, POST');
  expect((await test.call('lea', 'GET', `${PEOPLE}/x`)).status).toBe(404);
  const roles = (await test.call('newt', 'GET', '/api/v1/access/roles')).json;
  expect(roles.data.map((each: Json) => [each.name, each.may_give.allowed])).toEqual([
    ['support', false],
    ['lead', false],
    ['head', false],
  ]);
  expect(roles.attributes.map((each: Json) => [each.path, each.label, each.widget])).toEqual([
    ['regions', 'Regions', 'tags'],
    ['team', 'Team', 'text'],
    ['level', 'Level', 'integer'],
    ['trained', 'Trained', 'boolean'],
  ]);
});
