import { describe, expect, it } from 'vitest';
import { compile } from '../../runtime/compile/compile.ts';
import type { Model } from '../../runtime/model/model.ts';
import { describeRules } from '../../runtime/rules/describe-rules.ts';
import { proveNever } from '../../runtime/rules/prove-never.ts';

const REFUNDS = `workspace: acme
language: 1
currency: GBP
owners: { payments: { contact: payments@acme.example } }
user_attributes: { regions: { type: tags } }
---
role: support
given_by: [lead]
---
role: lead
---
entity: customer
owner: payments
fields:
  name: { type: text, required: true }
  region: { type: text }
  tier: { type: choice, options: [bronze, gold], required: true, default: bronze }
  discount: { type: percent }
  refunds: { type: children, of: refund }
  refunded: { type: money, sum: refunds.amount, where: status != "rejected" }
  largest: { type: money, largest: refunds.amount }
access: { support: { read: true }, lead: { read: true } }
---
entity: refund
owner: payments
fields:
  number: { type: sequence, prefix: R- }
  customer: { type: reference, to: customer, required: true }
  amount: { type: money, required: true }
  reason: { type: choice, options: [damaged, other], required: true }
  note:
    type: long_text
    required_when: reason == "other"
    visible_when: reason != null
    editable_when: status == "requested"
  twice: { type: money, formula: amount + amount }
  four: { type: money, formula: twice + twice }
  fee: { type: money, formula: amount * params.rate }
  left: { type: money, formula: customer.refunded - amount }
  discount: { type: percent, default: =customer.discount }
  status: { type: choice, options: [requested, approved, rejected] }
  agent: { type: user, default: =user }
  approved_by: { type: user }
  email: { type: email }
checks:
  small: { that: amount <= 1000, say: "{amount} is more than {params.rate}.", at: amount, enforce: warn }
lifecycle: status
actions:
  approve: { from: requested, to: approved, not_by: agent, when: amount < 5, set: { approved_by: =user } }
  wave_through: { from: requested, to: approved, set: { approved_by: =user } }
  reject:
    from: [requested, approved]
    to: rejected
    input: { why: { type: text, required: true } }
    set: { note: =input.why, reason: other, amount: 0 }
access:
  support: { read: customer.region in user.regions, create: true, update: { fields: [note], when: status == "requested" } }
  lead:
    read: { mask: { email: domain } }
    update: [{ fields: [note] }, { fields: [amount, agent], when: status == "requested", after: amount <= old.amount }]
    delete: status == "requested"
    actions: { approve: amount < 100, wave_through: true, reject: true }
never:
  self_approval: status == "approved" && approved_by == agent
examples:
  fine:
    as: lead
    user: { regions: [north] }
    params: { rate: 0.1 }
    now: 2026-11-20T10:00:00Z
    given: { customer: { name: Ada, refunds: [{ amount: 3, reason: other }] }, amount: "2.00", agent: somebody, note: null }
    do: approve
    expect: { values: { status: approved, approved_by: me, twice: 4 } }
---
tool: desk
purpose: Pay back.
owner: payments
for: [support]
screens: { queue: { table: refund, where: status == "requested" && agent == user, columns: [number] } }
---
parameters: refunds
owner: payments
values: { rate: { type: percent, value: 0.05, min: 0, max: 1, changed_by: [lead], about: What a refund costs. } }
---
decision: route
owner: payments
inputs: { amount: refund.amount, tier: customer.tier, days: integer }
outputs: { approver: role, fee: percent }
otherwise: { approver: null, fee: 0 }
rows:
  - { id: small, amount: "< 100", days: "=value > 3 && amount > 5", approver: support, fee: 0.01 }
  - { id: large, amount: "[100..500)", tier: not gold, approver: lead, fee: 0, from: 2026-01-01 }
`;

function modelOf(text: string): Model {
  const { model, diagnostics } = compile([{ path: 'a.yaml', text }]);
  expect(diagnostics).toEqual([]);
  if (model === null) throw new Error('no model');
  return model;
}

describe('the model of rules', () => {
  const model = modelOf(REFUNDS);
  const refund = model.entities['refund'];

  it('keeps formulas that depend on the own stored fields alone, and says why others are not kept', () => {
    const kept = Object.values(refund?.fields ?? {}).flatMap(({ name, computed }) =>
      computed?.is === 'formula' ? [[name, computed.kept, computed.why]] : [],
    );
    expect(kept).toEqual([
      ['twice', 'stored', "`twice` is stored, because it depends on the record's own fields alone."],
      ['four', 'stored', "`four` is stored, because it depends on the record's own fields alone."],
      ['fee', 'read', '`fee` is computed whenever it is read, because the parameter `rate` may be set anew.'],
      [
        'left',
        'read',
        '`left` is computed whenever it is read, because it reads `customer.refunded` of another record.',
      ],
    ]);
  });

  it('has rollups over children', () => {
    const { refunded, largest } = model.entities['customer']?.fields ?? {};
    expect(refunded?.computed).toMatchObject({
      is: 'rollup',
      children: 'refunds',
      measure: 'sum',
      field: 'amount',
      where: { text: 'status != "rejected"' },
    });
    expect(largest?.computed).toMatchObject({ measure: 'largest', where: null });
  });

  it('makes the state a field that is always set, and reads actions', () => {
    expect(refund?.lifecycle).toMatchObject({ field: 'status', initial: 'requested' });
    expect(refund?.fields['status']).toMatchObject({ required: true, default: 'requested' });
    expect(refund?.actions['reject']).toMatchObject({
      from: ['requested', 'approved'],
      to: 'rejected',
      set: {
        note: { text: 'input.why', tree: { is: 'path', root: 'input', steps: ['why'] } },
        reason: { tree: { is: 'literal', value: 'other' } },
        amount: { tree: { is: 'literal', value: '0.00' } },
      },
    });
  });

  it('reads conditions and defaults of fields', () => {
    expect(refund?.fields['note']?.requiredWhen?.text).toBe('reason == "other"');
    expect(refund?.fields['note']?.editableWhen?.span).toMatchObject({ line: 35 });
    expect(refund?.fields['discount']?.defaultExpression?.text).toBe('customer.discount');
    expect(refund?.fields['agent']).toMatchObject({ default: 'user', defaultExpression: null });
  });

  it('names every grant of a role, and numbers further ones', () => {
    const { support, lead } = refund?.access ?? {};
    expect(support?.read?.[0]).toMatchObject({
      id: 'refund.access.support.read',
      rows: { text: 'customer.region in user.regions' },
    });
    expect(lead?.read?.[0]).toMatchObject({ rows: null, masks: { email: 'domain' } });
    expect(lead?.update?.map(({ id, fields, after }) => [id, fields, after?.text])).toEqual([
      ['refund.access.lead.update', ['note'], undefined],
      ['refund.access.lead.update.2', ['amount', 'agent'], 'amount <= old.amount'],
    ]);
    expect(lead?.actions?.['approve']).toMatchObject({
      id: 'refund.access.lead.actions.approve',
      rows: { text: 'amount < 100' },
    });
  });

  it('reads parameters, attributes, decisions, screens and examples', () => {
    expect(model.parameters['rate']).toMatchObject({
      value: '0.0500',
      changedBy: ['lead'],
      owner: 'payments',
    });
    expect(model.workspace.userAttributes['regions']).toMatchObject({ type: 'tags' });
    expect(model.roles['support']?.givenBy).toEqual(['lead']);
    const { compiled } = model.decisions['route'] ?? {};
    expect(compiled?.inputs).toEqual(['amount', 'tier', 'days']);
    expect(compiled?.otherwise?.map((tree) => (tree.is === 'literal' ? tree.value : tree))).toEqual([
      null,
      '0',
    ]);
    expect(JSON.stringify(compiled?.rows[0]?.cells[2])).toContain('"root":"$days"');
    expect(JSON.stringify(compiled?.rows[1]?.cells[0])).toContain('"root":"today"');
    expect(model.tools['desk']?.screens['queue']).toMatchObject({
      where: { text: 'status == "requested" && agent == user' },
    });
    expect(refund?.examples['fine']).toMatchObject({
      does: 'approve',
      params: { rate: '0.1000' },
      given: { customer: { refunds: [{ amount: '3' }] }, note: null },
      expect: { refusedBy: null, values: { twice: '4' } },
    });
  });

  it('proves what cannot break a never, and says what might', () => {
    const outcomes = proveNever(model).map(({ by, outcome }) => `${by.name} ${outcome}`);
    expect(outcomes).toEqual([
      'approve safe',
      'wave_through possible',
      'reject safe',
      'refund.access.support.create safe',
      'refund.access.support.update safe',
      'refund.access.lead.update safe',
      'refund.access.lead.update.2 safe',
    ]);
  });

  it('says every rule in English', () => {
    const rules = describeRules(model);
    const said = (id: string): string | undefined => rules.find((rule) => rule.id === id)?.english;
    expect(said('refund.note.required_when')).toBe('reason is Other');
    expect(said('refund.actions.reject.from')).toBe(
      'it runs in requested or approved, and leads to rejected',
    );
    expect(said('route.large')).toBe(
      'amount [100..500), tier not gold, from 2026-01-01 gives approver lead, fee 0',
    );
    expect(said('desk.queue.where')).toBe('status is Requested and agent is the user');
    expect(rules.find(({ id }) => id === 'refund.never.self_approval')?.notes).toContain(
      'The action `wave_through` is refused where it would make it true.',
    );
  });
});
