import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Json } from '../support/app.ts';
import { openDesk } from './desk.ts';
import type { Desk } from './desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

const can = async (person: string, id: string): Promise<Json> => {
  const answer = await desk.call(person, 'GET', `/api/v1/records/refund/${id}/can`);
  expect(answer.status, answer.text).toBe(200);
  return answer.json;
};
const ask = (person: string, query: Record<string, string>): Promise<Answer> =>
  desk.call(person, 'GET', `/api/v1/can?${new URLSearchParams({ entity: 'refund', ...query }).toString()}`);

it('tells everything that may be done with a record, with the place and the parts that decided', async () => {
  const record = await desk.refund(await desk.order('100.00'), { amount: '20.00', reason: 'damaged' });
  const own = await can('nora', record.id);
  expect(own.update).toMatchObject({ allowed: true, reason: expect.stringMatching(/^Granted by support/u) });
  expect(own.update.parts).toMatchObject([
    {
      rule: 'refund.access.support.update',
      kind: 'grant',
      role: 'support',
      place: expect.stringMatching(/^test\.yaml:\d+$/u),
      text: 'status is Requested',
      outcome: 'true',
      leaves: [
        {
          text: 'status is Requested',
          outcome: 'true',
          decided: true,
          values: [{ label: 'status', value: 'Requested' }],
        },
      ],
    },
  ]);
  expect(Object.keys(own.fields)).toEqual(['amount', 'note']);
  expect(own.actions.map(({ name, verdict }: Json) => [name, verdict.allowed])).toEqual([['reject', true]]);
  await desk.act('lea', record, 'approve');
  const later = await can('nora', record.id);
  expect(later.update).toMatchObject({
    allowed: false,
    reason: 'You may update a refund only where status is Requested.',
    parts: [
      { outcome: 'false', leaves: [{ decided: true, values: [{ label: 'status', value: 'Approved' }] }] },
    ],
  });
  const lead = await can('lea', record.id);
  expect(lead.fields.note).toMatchObject({
    allowed: false,
    parts: [{ rule: 'refund.note.editable_when', kind: 'editable', outcome: 'false' }, { kind: 'grant' }],
  });
  const approve = lead.actions.find(({ name }: Json) => name === 'approve');
  expect(approve).toMatchObject({
    title: 'Approve',
    to: 'approved',
    verdict: {
      allowed: false,
      parts: expect.arrayContaining([expect.objectContaining({ kind: 'from', outcome: 'false' })]),
    },
  });
});

it('says why an action waits, in the words of its author', async () => {
  const record = await desk.refund(await desk.order('900.00'), { amount: '600.00' });
  const { actions } = await can('lea', record.id);
  expect(actions[0].verdict).toMatchObject({
    allowed: false,
    reason: 'More than £500.00 takes a lead.',
    parts: [
      {
        rule: 'refund.actions.approve.when',
        kind: 'when',
        outcome: 'false',
        text: expect.stringContaining('amount is at most'),
        leaves: [{ values: expect.arrayContaining([{ label: 'amount', value: '£600.00' }]) }],
      },
      { kind: 'from', outcome: 'true' },
      { kind: 'not_by', outcome: 'true' },
      { kind: 'grant', outcome: 'true' },
    ],
  });
});

describe('about one person', () => {
  it('answers about oneself whoever asks, and about others those who see what people hold', async () => {
    const record = await desk.refund(await desk.order('100.00'));
    const own = await ask('nora', { operation: 'delete', id: record.id });
    expect(own.json).toMatchObject({ person: { name: 'Test nora' }, verdict: { allowed: true } });
    const other = await ask('lea', { operation: 'delete', id: record.id, person: 'sam' });
    expect(other.json).toMatchObject({
      person: { name: 'Test sam' },
      verdict: { allowed: false, parts: [{ rule: 'refund.access.support.read', outcome: 'false' }] },
    });
    const curious = await ask('nora', { operation: 'delete', id: record.id, person: 'lea' });
    expect([curious.status, curious.json.code]).toEqual([403, 'access/denied']);
    const nobody = await ask('nora', { operation: 'delete', id: record.id, person: 'nobody' });
    expect(nobody.json.detail).toBe(curious.json.detail);
    expect((await ask('lea', { operation: 'delete', id: record.id, person: 'nobody' })).status).toBe(404);
  });

  it('leaves a question without a record open where it depends on the record', async () => {
    const general = await ask('nora', { operation: 'create' });
    expect(general.json.verdict).toMatchObject({
      allowed: true,
      reason: expect.stringContaining('It depends on the record.'),
      parts: [{ outcome: 'unknown', leaves: [] }],
    });
    expect((await ask('carl', { operation: 'create' })).json.verdict).toMatchObject({
      allowed: false,
      parts: [],
    });
  });

  it('tells nothing of a record or a field that the asker may not read', async () => {
    const south = await desk.refund(await desk.order('100.00', 'south'), {}, 'sam');
    const hidden = await ask('nora', { operation: 'update', id: south.id });
    const missing = await ask('nora', { operation: 'update', id: '018f0000-0000-7000-8000-000000000000' });
    expect([hidden.status, missing.status]).toEqual([404, 404]);
    expect((await desk.call('nora', 'GET', `/api/v1/records/refund/${south.id}/can`)).status).toBe(404);
    expect(
      (await ask('carl', { entity: 'customer', operation: 'read', field: 'region' })).json,
    ).toMatchObject({
      code: 'request/invalid',
      errors: [{ pointer: '?field' }],
    });
  });

  it('refuses what it cannot understand, each with its parameter', async () => {
    expect((await ask('nora', { operation: 'updat' })).json.errors[0].message).toContain('`update`');
    expect((await ask('nora', {})).status).toBe(422);
    expect((await ask('nora', { action: 'aprove' })).json.code).toBe('action/unknown');
    expect((await ask('nora', { operation: 'read', what: 'x' })).json.errors[0].pointer).toBe('?what');
  });

  it('asks about one field, to read or to write it', async () => {
    const record = await desk.refund(await desk.order('100.00'));
    const field = (person: string, operation: string, name: string): Promise<Answer> =>
      ask(person, { operation, id: record.id, field: name });
    expect((await field('nora', 'update', 'amount')).json.verdict.allowed).toBe(true);
    expect((await field('nora', 'update', 'reason')).json.verdict).toMatchObject({
      allowed: false,
      reason: 'No role that you hold may change Reason.',
    });
    expect((await field('nora', 'read', 'amount')).json.verdict.allowed).toBe(true);
  });
});

describe('what can says is what happens', () => {
  const REFUSED = new Set(['field/not_allowed', 'field/not_editable']);
  const passes = ({ status, json }: Answer): boolean =>
    status !== 403 &&
    !String(json?.code).startsWith('action/') &&
    !(json?.errors ?? []).some(({ code }: Json) => REFUSED.has(code));

  it('for random records, people, fields and actions', async () => {
    let seed = 20_261_121;
    const random = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * below);
    };
    const pick = <T>(list: readonly T[]): T => list[random(list.length)] as T;
    const order = await desk.order('1000000.00');
    const differences: string[] = [];
    const seen = new Map<string, number>();
    let cases = 0;
    const compare = (what: string, said: boolean, answer: Answer): void => {
      cases += 1;
      const key = `${what} ${said}`;
      seen.set(key, (seen.get(key) ?? 0) + 1);
      if (said !== passes(answer)) differences.push(`${key}: ${answer.status} ${answer.text}`);
    };
    for (let round = 0; round < 24; round += 1) {
      const maker = pick(['nora', 'lea', 'luis']);
      const made = await desk.refund(
        order,
        { amount: pick(['5.00', '499.99', '500.00', '500.01']), reason: pick(['damaged', 'late']) },
        maker,
      );
      for (const step of [['approve'], ['approve', 'pay'], ['reject'], []][random(4)] ?? []) {
        const now = (await desk.read('lea', made.id)).json;
        await desk.act(pick(['lea', 'luis']), now, step, step === 'reject' ? { why: 'x' } : {});
      }
      for (const person of ['nora', 'lea', 'luis']) {
        const verdicts = await can(person, made.id);
        for (const { name, verdict } of verdicts.actions) {
          const now = (await desk.read('lea', made.id)).json;
          const input = name === 'reject' ? { why: 'x' } : {};
          compare(`${name}`, verdict.allowed, await desk.act(person, now, name, input, '?dry_run=true'));
        }
        for (const [field, verdict] of Object.entries<Json>(verdicts.fields)) {
          const now = (await desk.read('lea', made.id)).json;
          const value = { note: 'x', amount: now.amount, approved_by: null }[field];
          compare(field, verdict.allowed, await desk.change(person, now, { [field]: value }));
        }
      }
      const person = pick(['nora', 'lea']);
      const said = (await can(person, made.id)).delete.allowed;
      const { version } = (await desk.read('lea', made.id)).json;
      const path = `/api/v1/records/refund/${made.id}`;
      compare(
        'delete',
        said,
        await desk.call(person, 'DELETE', path, undefined, { 'if-match': `"${version}"` }),
      );
    }
    expect(differences).toEqual([]);
    expect(cases).toBeGreaterThan(300);
    // Both answers came up for everything that depends on the record.
    for (const what of ['approve', 'reject', 'pay', 'note', 'amount', 'delete'])
      expect([what, seen.has(`${what} true`), seen.has(`${what} false`)]).toEqual([what, true, true]);
  }, 240_000);
});
