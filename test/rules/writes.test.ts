import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDesk, refusedBy } from './desk.ts';
import type { Desk } from './desk.ts';
import type { Json } from '../support/app.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

it('a default takes its value from what was given, through references, and steps back for a given one', async () => {
  const order = await desk.order('100.00');
  expect(await desk.refund(order)).toMatchObject({ discount: '0.1000', status: 'requested' });
  expect(await desk.refund(order, { discount: '0.5' })).toMatchObject({ discount: '0.5000' });
});

it('a check over a rollup through a reference refuses with its rule, its place and the values in its message', async () => {
  const order = await desk.order('100.00');
  await desk.refund(order, { amount: '60.00' });
  const answer = await desk.send('nora', order, { amount: '50.00' });
  expect(answer.status).toBe(422);
  expect(answer.json).toMatchObject({
    code: 'record/rule_broken',
    errors: [
      {
        pointer: '/amount',
        code: 'rule/broken',
        rule: 'refund.checks.within_order',
        message: 'Only £40.00 of this order can still be refunded (…).',
      },
    ],
  });
  expect((await desk.send('lea', order, { amount: '50.00' })).json.errors[0].message).toContain('(keep it)');
  expect((await desk.send('nora', order, { amount: '40.00' })).status).toBe(201);
});

it('what is required depends on other fields; what is not shown is not required', async () => {
  const order = await desk.order('100.00');
  const missing = await desk.send('nora', order, { reason: 'other' });
  expect(missing.status).toBe(422);
  expect(refusedBy(missing)).toEqual([['/note', 'refund.note.required_when']]);
  expect((await desk.send('nora', order, { reason: 'other', note: 'Cold' })).status).toBe(201);
  const record = await desk.refund(order);
  const late = await desk.change('nora', record, { note: '' });
  expect(late.status, late.text).toBe(200);
});

it('a field is written only while its own rule and some grant for this very row let it', async () => {
  const order = await desk.order('100.00');
  const record = await desk.refund(order, { reason: 'damaged' });
  const first = await desk.change('nora', record, { note: 'Broken', amount: '11.00' });
  expect(first.status, first.text).toBe(200);
  const approved = await desk.act('lea', first.json, 'approve');
  expect(approved.status, approved.text).toBe(200);
  const asSupport = await desk.change('nora', approved.json, { note: 'Again' });
  expect(asSupport.status).toBe(403);
  expect(asSupport.json).toMatchObject({
    code: 'access/denied',
    detail: expect.stringContaining('status is Requested'),
  });
  expect(refusedBy(asSupport)).toEqual([['', 'refund.access.support.update']]);
  const asLead = await desk.change('lea', approved.json, { note: 'Again', amount: '12.00' });
  expect(asLead.status).toBe(422);
  expect(asLead.json.code).toBe('record/invalid');
  expect(refusedBy(asLead)).toEqual([
    ['/note', 'refund.note.editable_when'],
    ['/amount', 'refund.access.lead.update.2'],
  ]);
});

it('a grant bounds what a record may become', async () => {
  const order = await desk.order('5000.00');
  const record = await desk.refund(order);
  const over = await desk.change('lea', record, { amount: '1000.01' });
  expect(refusedBy(over)).toEqual([['/amount', 'refund.access.lead.update.2']]);
  expect((await desk.change('lea', record, { amount: '1000.00' })).status).toBe(200);
});

it('rows outside of a grant are not made, and not there', async () => {
  const south = await desk.order('100.00', 'south');
  const denied = await desk.send('nora', south);
  expect(denied.status).toBe(403);
  expect(refusedBy(denied)).toEqual([['', 'refund.access.support.create']]);
  const record = await desk.refund(south, {}, 'sam');
  const hidden = await desk.change('nora', record, { note: 'x' });
  const missing = await desk.change(
    'nora',
    { id: '018f0000-0000-7000-8000-000000000000', version: 1 },
    { note: 'x' },
  );
  expect([hidden.status, hidden.json.title]).toEqual([404, missing.json.title]);
  const stale = await desk.change('nora', { ...record, version: 9 }, { note: 'x' });
  expect(stale.status).toBe(404);
  const removed = await desk.call('nora', 'DELETE', `/api/v1/records/refund/${record.id}`, undefined, {
    'if-match': '"1"',
  });
  expect(removed.status).toBe(404);
});

it('deletion is granted by rows', async () => {
  const order = await desk.order('100.00');
  const record = await desk.refund(order);
  const approved = (await desk.act('lea', record, 'approve')).json;
  const remove = (person: string, version: number): ReturnType<Desk['call']> =>
    desk.call(person, 'DELETE', `/api/v1/records/refund/${record.id}`, undefined, {
      'if-match': `"${version}"`,
    });
  const denied = await remove('nora', approved.version);
  expect([denied.status, refusedBy(denied)]).toEqual([403, [['', 'refund.access.support.delete']]]);
  expect((await remove('lea', approved.version)).status).toBe(204);
});

it('restoring is like making: what would break a rule now stays deleted', async () => {
  const order = await desk.order('100.00');
  const record = await desk.refund(order, { amount: '80.00' });
  await desk.call('lea', 'DELETE', `/api/v1/records/refund/${record.id}`, undefined, { 'if-match': '"1"' });
  const other = await desk.refund(order, { amount: '80.00' });
  const restore = (): ReturnType<Desk['call']> =>
    desk.call('lea', 'POST', `/api/v1/records/refund/${record.id}/restore`);
  expect(refusedBy(await restore())).toEqual([['/amount', 'refund.checks.within_order']]);
  await desk.call('lea', 'DELETE', `/api/v1/records/refund/${other.id}`, undefined, { 'if-match': '"1"' });
  const restored = await restore();
  expect(restored.status, restored.text).toBe(200);
});

it('an old failure blocks only who touches what it looks at', async () => {
  const order = await desk.order('100.00');
  const record = await desk.refund(order, { amount: '90.00', reason: 'damaged' });
  const { rows } = await desk.server.database.pool
    .query(`select version from app."order" where id = $1`, [order])
    .catch(() => ({ rows: [] }));
  const version = rows[0]?.version ?? 1;
  const lowered = await desk.call(
    'lea',
    'PATCH',
    `/api/v1/records/order/${order}`,
    { total: '50.00' },
    { 'if-match': `"${version}"` },
  );
  expect(lowered.status, lowered.text).toBe(200);
  const note = await desk.change('nora', record, { note: 'Still true' });
  expect(note.status, note.text).toBe(200);
  expect(refusedBy(await desk.change('nora', note.json, { amount: '89.00' }))).toEqual([
    ['/amount', 'refund.checks.within_order'],
  ]);
  expect((await desk.change('nora', note.json, { amount: '50.00' })).status).toBe(200);
});

it('warnings pass and are said; observed failures are only counted', async () => {
  const order = await desk.order('1000.00');
  const observedSoFar = async (): Promise<Json> => {
    const { json } = await desk.call('lea', 'GET', '/api/v1/inspect/rules');
    return json.data.find(({ rule }: Json) => rule === 'refund.checks.small_amounts');
  };
  const before = await observedSoFar();
  const warned = await desk.send('nora', order, { amount: '13.00' });
  expect(warned.status).toBe(201);
  expect(JSON.parse(decodeURIComponent(warned.headers.get('jig-warnings') ?? ''))).toEqual([
    { rule: 'refund.checks.round_amounts', pointer: '/amount', message: 'Thirteen is no amount.' },
  ]);
  const observed = await desk.send('nora', order, { amount: '401.00' });
  expect([observed.status, observed.headers.get('jig-warnings')]).toEqual([201, null]);
  expect(await observedSoFar()).toMatchObject({
    enforce: 'observe',
    observed: before.observed + 1,
    warned: 0,
  });
  expect((await desk.call('nora', 'GET', '/api/v1/inspect/rules')).json.data).toEqual([]);
  expect(desk.observations).toContainEqual(
    expect.objectContaining({
      kind: 'rule_observed',
      rule: 'refund.checks.small_amounts',
      outcome: 'observe',
    }),
  );
});

it('the state is changed by actions alone', async () => {
  const order = await desk.order('100.00');
  const made = await desk.send('lea', order, { status: 'paid' });
  expect([made.status, made.json.errors[0].code]).toEqual([422, 'field/state']);
  const record = await desk.refund(order);
  const changed = await desk.change('lea', record, { status: 'paid' });
  expect([changed.status, changed.json.errors[0].code]).toEqual([422, 'field/state']);
});

it('what must never be is refused by whatever way it would come about', async () => {
  const order = await desk.order('100.00');
  const approved = (await desk.act('lea', await desk.refund(order), 'approve')).json;
  const nora = (await desk.read('lea', approved.id)).json.agent.id;
  const answer = await desk.change('lea', approved, { approved_by: nora });
  expect([answer.status, answer.json.code]).toEqual([409, 'record/never']);
  expect(refusedBy(answer)).toEqual([['', 'refund.never.self_approval']]);
});

it('the audit entry names the grants that were true of the record', async () => {
  const order = await desk.order('100.00');
  const record = await desk.refund(order);
  await desk.change('nora', record, { amount: '9.00' });
  const { rows } = await desk.server.database.pool.query<{ operation: string; decided_by: string }>(
    'select operation, decided_by from jig.audit_entry where record_id = $1 order by id',
    [record.id],
  );
  expect(rows).toEqual([
    { operation: 'create-record', decided_by: expect.stringMatching(/^support test\.yaml:\d+$/u) },
    { operation: 'update-record', decided_by: expect.stringMatching(/^support test\.yaml:\d+$/u) },
  ]);
});
