import { Hono } from 'hono';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ParameterValues } from '../../runtime/model/parameter-value.ts';
import type { HttpEnvironment, HttpParts } from '../../server/http/environment.ts';
import { operationContext } from '../../server/http/routes/caller.ts';
import { parametersInForce } from '../../server/parameters/parameter-store.ts';
import type { Json, TestApp } from '../support/app.ts';
import { openPeopleApp } from '../identity/people-desk.ts';

const PARAMETERS = '/api/v1/parameters';

let test: TestApp;
let now = new Date();
const seen: ParameterValues[] = [];
beforeAll(async () => {
  const spy = (parts: HttpParts): Hono<HttpEnvironment> =>
    new Hono<HttpEnvironment>().get('/api/v1/seen', (context) => {
      seen.push(operationContext(parts, context).params);
      return context.body(null, 204);
    });
  test = await openPeopleApp(() => now, undefined, [spy]);
});
afterAll(() => test.close());

const later = (hours: number): string => new Date(now.getTime() + hours * 3_600_000).toISOString();
const find = async (name: string, who = 'sam'): Promise<Json> =>
  (await test.call(who, 'GET', PARAMETERS)).json.data.find((each: Json) => each.name === name);
const set = async (by: string, name: string, body: object, version?: string) =>
  test.call(
    by,
    'PUT',
    `${PARAMETERS}/${name}`,
    { reason: 'Agreed', ...body },
    { 'if-match': `"${version ?? (await find(name)).version}"` },
  );
const inForce = () => parametersInForce(test.server.database.pool, test.releases.current().model, now);
const history = async (name: string): Promise<Json[]> =>
  (await test.call('sam', 'GET', `${PARAMETERS}/${name}/history`)).json.data;

it("the definition's value holds until somebody sets another, which holds from that moment on", async () => {
  expect(await inForce()).toEqual({ approval_limit: '500.00', refund_days: 30, strict: false });
  expect(await find('approval_limit')).toMatchObject({
    title: 'Approval limit',
    about: 'The most that one person may approve.',
    owner: { title: 'Payments', contact: 'payments@desk.example' },
    field: { widget: 'money', currency: 'GBP', scale: 2, label: 'Approval limit' },
    value: '500.00',
    written: '500.00',
    since: null,
    planned: [],
    changed_by: [{ name: 'head', title: 'Head' }],
    may_set: { allowed: false, reason: 'Only Head may set Approval limit.' },
    version: '0',
  });
  const done = await set('hedy', 'approval_limit', { value: '750.5' });
  expect(done.status).toBe(200);
  expect(done.json).toMatchObject({
    value: '750.50',
    written: '500.00',
    since: {
      value: '750.50',
      state: 'in_force',
      set_by: { name: 'Test hedy' },
      set_at: now.toISOString(),
      reason: 'Agreed',
    },
    may_set: { allowed: true },
  });
  expect(done.headers.get('etag')).toBe(`"${done.json.version}"`);
  expect((await inForce())['approval_limit']).toBe('750.50');
  expect((await set('lea', 'refund_days', { value: 14 })).json.value).toBe(14);
  const { rows } = await test.server.database.pool.query(
    `select operation, entity, before, after, reason, decided_by, release from jig.audit_entry
     where operation like '%parameter' order by id`,
  );
  expect(rows[0]).toEqual({
    operation: 'set-parameter',
    entity: null,
    before: { parameter: 'approval_limit', value: '500.00' },
    after: { parameter: 'approval_limit', value: '750.50', effective_from: now.toISOString() },
    reason: 'Agreed',
    decided_by: 'head',
    release: 1,
  });
});

it('a request is answered with the values that hold at its moment', async () => {
  await test.call('sam', 'GET', '/api/v1/seen');
  await set('lea', 'refund_days', { value: 21 });
  await test.call('sam', 'GET', '/api/v1/seen');
  expect(seen.map((params) => params['refund_days'])).toEqual([14, 21]);
});

it('a planned value comes into force at its instant, and can be withdrawn until then', async () => {
  const start = now;
  const planned = await set('lea', 'refund_days', { value: 60, effective_from: later(4) });
  expect(planned.json).toMatchObject({ value: 21, planned: [{ value: 60, state: 'planned' }] });
  const second = await set('lea', 'refund_days', { value: 90, effective_from: later(8) });
  expect(second.json.planned.map((each: Json) => each.value)).toEqual([60, 90]);
  const at = async (hours: number): Promise<unknown> => {
    now = new Date(start.getTime() + hours * 3_600_000);
    const value = (await inForce())['refund_days'];
    expect((await find('refund_days')).value).toBe(value);
    return value;
  };
  expect([await at(0), await at(3.99), await at(4), await at(7.99), await at(8)]).toEqual([
    21, 21, 60, 60, 90,
  ]);
  now = start;
  const path = `${PARAMETERS}/refund_days/changes/${planned.json.planned[0].id}`;
  const withdraw = (by: string, version: string, to = path) =>
    test.call(by, 'DELETE', to, { reason: 'Too long' }, { 'if-match': `"${version}"` });
  expect((await withdraw('sam', second.json.version)).status).toBe(403);
  expect((await withdraw('lea', planned.json.version)).status).toBe(412);
  expect((await withdraw('lea', second.json.version)).json.planned).toMatchObject([{ value: 90 }]);
  const { version } = await find('refund_days');
  expect((await withdraw('lea', version)).status).toBe(404);
  expect([await at(4), await at(8)]).toEqual([21, 90]);
  const held = (await find('refund_days')).since;
  expect((await withdraw('lea', version, `${PARAMETERS}/refund_days/changes/${held.id}`)).json.code).toBe(
    'parameter/in_force',
  );
  expect((await history('refund_days')).map((each) => [each.value, each.state])).toEqual([
    [null, 'withdrawal'],
    [90, 'in_force'],
    [60, 'withdrawn'],
    [21, 'past'],
    [14, 'past'],
  ]);
  now = start;
});

it('values are checked by their field; nothing is changed in the past, unread or by whom it is not for', async () => {
  const wrong: readonly (readonly [object, string, RegExp])[] = [
    [{ value: '-1.00' }, '/value', /0\.00 or more/u],
    [{ value: '10000.01' }, '/value', /or less/u],
    [{ value: '1.234' }, '/value', /2 digits/u],
    [{ value: 5 }, '/value', /as text/u],
    [{ value: 'much' }, '/value', /decimal/u],
    [{ value: null }, '/value', /required/u],
    [{}, '/value', /required/u],
    [{ value: '5.00', reason: ' ' }, '/reason', /required/u],
    [{ value: '5.00', effective_from: later(-1) }, '/effective_from', /past/u],
    [{ value: '5.00', effective_from: '2026-02-30' }, '/effective_from', /Expected/u],
    [{ value: '5.00', effectiveFrom: later(1) }, '/effectiveFrom', /did you mean `effective_from`/u],
  ];
  for (const [body, pointer, message] of wrong) {
    const answer = await set('hedy', 'approval_limit', body);
    expect([answer.status, answer.json.errors?.[0]], JSON.stringify(body)).toEqual([
      422,
      expect.objectContaining({ pointer, message: expect.stringMatching(message) }),
    ]);
  }
  expect((await set('lea', 'approval_limit', { value: '5.00' })).json.code).toBe('access/denied');
  expect((await set('hedy', 'strict', { value: true })).json.detail).toMatch(/no `changed_by`/u);
  expect((await set('nora', 'refund_days', { value: 5 })).json.detail).toMatch(/for a part only/u);
  expect((await test.call('newt', 'GET', PARAMETERS)).status).toBe(403);
  const { call } = test;
  expect((await call(null, 'GET', PARAMETERS)).status).toBe(401);
  const path = `${PARAMETERS}/approval_limit`;
  expect((await test.call('hedy', 'PUT', path, { value: '5.00', reason: 'x' })).status).toBe(428);
  expect((await set('hedy', 'approval_limit', { value: '5.00' }, '0')).status).toBe(412);
  for (const name of ['nothing', '__proto__', 'constructor']) {
    expect((await set('hedy', name, { value: '5.00' }, '0')).status).toBe(404);
    expect((await test.call('sam', 'GET', `${PARAMETERS}/${name}/history`)).status).toBe(404);
  }
  expect((await find('approval_limit')).value).toBe('750.50');
});

it('of two people who set it at once one is told, and rows are only ever added', async () => {
  const { version } = await find('approval_limit');
  const answers = await Promise.all(
    ['1.00', '2.00', '3.00', '4.00'].map((value) => set('hedy', 'approval_limit', { value }, version)),
  );
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 412, 412, 412]);
  for (const statement of [
    `update jig.parameter_value set value = '0'`,
    'delete from jig.parameter_value',
    'truncate jig.parameter_value cascade',
    'truncate jig.rule_finding',
  ])
    await expect(test.server.database.pool.query(statement)).rejects.toThrow(/only ever added/u);
});

it("a stored value that a later release's field does not take is not in force", async () => {
  const release = test.releases.current();
  const limit = release.model.parameters['approval_limit'];
  if (limit?.field.type !== 'money') throw new Error('The parameter is gone.');
  const narrower = { ...limit, field: { ...limit.field, min: '100.00' } };
  const model = {
    ...release.model,
    parameters: { ...release.model.parameters, approval_limit: narrower },
  };
  test.releases.swap({ ...release, model });
  expect((await inForce())['approval_limit']).toBe('500.00');
  expect(await find('approval_limit')).toMatchObject({ value: '500.00', since: { state: 'misfit' } });
  test.releases.swap(release);
  expect((await inForce())['approval_limit']).not.toBe('500.00');
});
