import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDesk, refusedBy } from '../rules/desk.ts';
import type { Desk } from '../rules/desk.ts';

let desk: Desk;
let order: string;
beforeAll(async () => {
  desk = await openDesk();
  order = await desk.order('100000.00');
});
afterAll(() => desk.close());

it('an action sets its values and its state, raises the version and is in the history under its name', async () => {
  const record = await desk.refund(order);
  const answer = await desk.act('lea', record, 'approve');
  expect(answer.status, answer.text).toBe(200);
  expect(answer.json).toMatchObject({ status: 'approved', version: 2, approved_by: { title: 'Test lea' } });
  expect(answer.headers.get('etag')).toBe('"2"');
  const rejected = await desk.act('luis', answer.json, 'reject', { why: 'Changed my mind' });
  expect(rejected.json).toMatchObject({ status: 'rejected', note: 'Changed my mind', version: 3 });
  const { rows } = await desk.server.database.pool.query(
    'select operation, reason, decided_by from jig.audit_entry where record_id = $1 order by id',
    [record.id],
  );
  expect(rows.slice(1)).toEqual([
    {
      operation: 'action approve',
      reason: null,
      decided_by: expect.stringMatching(/^lead test\.yaml:\d+$/u),
    },
    { operation: 'action reject', reason: 'Changed my mind', decided_by: expect.stringContaining('lead') },
  ]);
});

it('asks in order: grant, state, condition, people, input', async () => {
  const record = await desk.refund(order, { amount: '600.00' }, 'lea');
  const denied = await desk.act('nora', record, 'approve');
  expect([denied.status, denied.json.code]).toEqual([403, 'access/denied']);
  const dear = await desk.act('lea', record, 'approve');
  expect([dear.status, dear.json.code, dear.json.detail]).toEqual([
    409,
    'action/condition',
    'More than £500.00 takes a lead.',
  ]);
  expect(refusedBy(dear)).toEqual([['', 'refund.actions.approve.when']]);
  const own = await desk.refund(order, { amount: '5.00' }, 'lea');
  const same = await desk.act('lea', own, 'approve');
  expect([same.status, same.json.code]).toEqual([403, 'action/same_person']);
  expect(refusedBy(same)).toEqual([['', 'refund.actions.approve.not_by']]);
  const early = await desk.act('luis', own, 'pay');
  expect([early.status, early.json.code]).toEqual([409, 'action/wrong_state']);
  expect(early.json.detail).toBe('“Pay” is possible only while the refund is Approved; it is Requested.');
  expect(refusedBy(early)).toEqual([['', 'refund.actions.pay.from']]);
  const bare = await desk.act('luis', own, 'reject');
  expect([bare.status, bare.json.code, refusedBy(bare)]).toEqual([
    422,
    'record/invalid',
    [['/why', undefined]],
  ]);
  const unknown = await desk.act('luis', own, 'reject', { why: 'x', amount: '1.00' });
  expect([unknown.status, unknown.json.errors[0].pointer, unknown.json.errors[0].code]).toEqual([
    422,
    '/amount',
    'field/unknown',
  ]);
});

it('wants the version that the actor saw', async () => {
  const record = await desk.refund(order);
  const path = `/api/v1/records/refund/${record.id}/actions/approve`;
  expect((await desk.call('lea', 'POST', path, {})).status).toBe(428);
  const stale = await desk.call('lea', 'POST', path, {}, { 'if-match': '"7"' });
  expect([stale.status, stale.json.current.status]).toEqual([412, 'requested']);
  expect((await desk.call('lea', 'POST', path, undefined, { 'if-match': '"1"' })).status).toBe(200);
});

it('answers a repeat with the same key by what the first one did', async () => {
  const record = await desk.refund(order);
  const path = `/api/v1/records/refund/${record.id}/actions/approve`;
  const headers = { 'if-match': '"1"', 'idempotency-key': `approve-${record.id}` };
  const first = await desk.call('lea', 'POST', path, {}, headers);
  const second = await desk.call('lea', 'POST', path, {}, headers);
  expect([first.status, second.status]).toEqual([200, 200]);
  expect(second.text).toBe(first.text);
  expect(second.headers.get('idempotent-replayed')).toBe('true');
  const other = await desk.call('lea', 'POST', path.replace('approve', 'pay'), {}, headers);
  expect([other.status, other.json.code]).toEqual([422, 'request/key_reused']);
});

it('a dry run says what would change and leaves everything as it was', async () => {
  const record = await desk.refund(order, { amount: '13.00' });
  const answer = await desk.act('lea', record, 'approve', {}, '?dry_run=true');
  expect(answer.status, answer.text).toBe(200);
  expect(answer.json).toEqual({
    changes: expect.arrayContaining([
      { field: 'status', before: 'requested', after: 'approved' },
      { field: 'approved_by', before: null, after: expect.objectContaining({ title: 'Test lea' }) },
    ]),
    warnings: [],
  });
  expect((await desk.read('lea', record.id)).json).toMatchObject({ status: 'requested', version: 1 });
  const { rows } = await desk.server.database.pool.query(
    `select 1 from jig.audit_entry where record_id = $1 and operation = 'action approve'`,
    [record.id],
  );
  expect(rows).toEqual([]);
  expect((await desk.act('lea', record, 'pay', {}, '?dry_run=true')).json.code).toBe('action/wrong_state');
});

it('a record that the actor may not read is not there, whatever the action', async () => {
  const south = await desk.refund(await desk.order('10.00', 'south'), {}, 'sam');
  const hidden = await desk.act('nora', south, 'reject', { why: 'x' });
  expect([hidden.status, hidden.json.code]).toEqual([404, 'record/not_found']);
  expect((await desk.act('nora', { ...south, version: 9 }, 'reject', { why: 'x' })).status).toBe(404);
  // No role of hers knows this action, of whatever record.
  expect((await desk.act('nora', south, 'approve')).status).toBe(403);
  const missing = await desk.act(
    'lea',
    { id: '018f0000-0000-7000-8000-000000000000', version: 1 },
    'approve',
  );
  expect([missing.status, missing.json.code]).toEqual([404, 'record/not_found']);
  const unknown = await desk.act('lea', south, 'apprve');
  expect(unknown.status).toBe(404);
  expect([unknown.json.code, unknown.json.hint]).toEqual([
    'action/unknown',
    expect.stringContaining('approve'),
  ]);
});

it('one of two who run an action at once is told that it was changed', async () => {
  for (let round = 0; round < 10; round += 1) {
    const record = await desk.refund(order);
    const answers = await Promise.all([
      desk.act('lea', record, 'approve'),
      desk.act('luis', record, 'approve'),
    ]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 412]);
  }
});
