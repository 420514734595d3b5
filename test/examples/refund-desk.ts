/**
 * A small workspace with every kind of rule, in which what its examples show and miss is known. Examples are put where
 * `EXAMPLES` stands.
 */
const DEFINITIONS = `workspace: acme
language: 1
title: Acme operations
time_zone: Europe/London
locale: en-GB
currency: GBP
user_attributes:
  regions: { type: tags, about: Regions that the person looks after. }
owners:
  payments: { title: Payments, contact: payments@acme.example }
---
role: support
about: Answers customers and asks for refunds.
---
role: finance
about: Approves refunds.
---
parameters: refunds
owner: payments
values:
  approval_limit: { type: money, value: "500.00", min: 0, changed_by: [finance], about: The most one person may approve. }
---
decision: refund_route
owner: payments
inputs: { amount: refund.amount, tier: customer.tier }
outputs: { fee: percent }
rows:
  - { id: small, amount: "< 100", fee: 0 }
  - { id: gold, amount: ">= 100", tier: gold, fee: 0.01 }
  - { id: rest, amount: ">= 100", tier: not gold, fee: 0.02 }
---
entity: customer
owner: payments
fields:
  name: { type: text, required: true }
  code: { type: text, required: true, unique: true, pattern: "[A-Z]{3}-[0-9]{3}" }
  region: { type: text, required: true }
  tier: { type: choice, options: [basic, gold], required: true, default: basic }
access:
  support: { read: true }
  finance: { read: true }
---
entity: order
owner: payments
fields:
  number: { type: sequence, prefix: O- }
  customer: { type: reference, to: customer, required: true }
  total: { type: money, required: true }
  lines: { type: children, of: order_line, by: order }
access:
  support: { read: true }
  finance: { read: true }
---
entity: order_line
owner: payments
fields:
  order: { type: reference, to: order, required: true, part_of: true }
  text: { type: text, required: true }
  quantity: { type: integer, required: true, min: 1 }
access:
  support: { read: true }
  finance: { read: true }
---
entity: refund
owner: payments
fields:
  number: { type: sequence, prefix: R- }
  order: { type: reference, to: order, required: true }
  amount: { type: money, required: true }
  reason: { type: choice, options: { damaged: { label: Damaged }, late: { label: Came too late }, other: { label: Other } }, required: true }
  note: { type: long_text, required_when: reason == "other", editable_when: status == "requested" }
  wait: { type: duration }
  due: { type: date }
  region: { type: text, default: =order.customer.region }
  limit: { type: money, default: =params.approval_limit }
  status: { type: choice, options: [requested, approved, rejected], default: requested, required: true }
  agent: { type: user, default: =user }
  approved_by: { type: user }
  fee: { type: money, formula: "round(amount * refund_route(amount, order.customer.tier).fee, 2)" }
checks:
  within_order:
    that: amount <= order.total
    say: Only {order.total} of this order can be refunded.
    at: amount
  modest:
    that: amount < 400
    say: That is a lot.
    enforce: warn
lifecycle: { field: status, ends: [approved, rejected] }
actions:
  approve: { from: requested, to: approved, when: amount <= params.approval_limit, not_by: [agent], set: { approved_by: =user } }
  reject: { from: requested, to: rejected, input: { why: { type: text, required: true } }, set: { note: =input.why } }
access:
  support: { read: order.customer.region in user.regions, create: true, update: { fields: [note, reason], when: status == "requested" } }
  finance: { read: true, actions: [approve, reject] }
never:
  self_approval: status == "approved" && approved_by == agent
`;

/** The workspace with these examples of refunds, one a line. */
export function refundDesk(examples: readonly string[]): string {
  return examples.length === 0
    ? DEFINITIONS
    : `${DEFINITIONS}examples:\n${examples.map((line) => `  ${line}\n`).join('')}`;
}

/** Examples that hold and show every rule of refunds, each outcome of it, but for those of the database alone. */
export const GOOD = [
  'over_the_limit: { as: finance, given: { order: { total: "1000.00" }, amount: "500.01" }, do: approve, expect: { refused_by: actions.approve.when } }',
  'at_the_limit: { as: finance, given: { order: { total: "500.00" }, amount: "500.00", agent: somebody }, do: approve, expect: { values: { status: approved, approved_by: me, agent: somebody, fee: "10.00" } } }',
  'own: { as: finance, given: { amount: "20.00", order: { total: "20.00" }, agent: me }, do: approve, expect: { refused_by: actions.approve.not_by } }',
  'twice: { as: finance, given: { status: approved, amount: "20.00", order: { total: "20.00" } }, do: approve, expect: { refused_by: actions.approve.from } }',
  'raised: { as: finance, params: { approval_limit: "900.00" }, given: { amount: "800.00", order: { total: "900.00", customer: { tier: gold } } }, do: approve, expect: { values: { fee: "8.00" } } }',
  'rejected: { as: finance, given: { amount: "99.99" }, do: reject, with: { why: no proof }, expect: { values: { status: rejected, note: no proof, fee: "0.00" } } }',
  'rejected_twice: { as: finance, given: { status: rejected }, do: reject, with: { why: no proof }, expect: { refused_by: actions.reject.from } }',
  'unexplained: { as: support, user: { regions: [north] }, given: { order: { customer: { region: north } } }, do: update, with: { reason: other }, expect: { refused_by: note.required_when } }',
  'explained: { as: support, user: { regions: [north] }, given: { order: { customer: { region: north } } }, do: update, with: { reason: other, note: broken }, expect: { values: { note: broken } } }',
  'too_late: { as: support, user: { regions: [north] }, given: { status: approved, order: { customer: { region: north } } }, do: update, with: { note: more }, expect: { refused_by: access } }',
  'here: { as: support, user: { regions: [north] }, given: { order: { customer: { region: north } } }, do: read, expect: allowed }',
  'far_away: { as: support, user: { regions: [north] }, given: { order: { customer: { region: south } } }, do: read, expect: { refused_by: access } }',
  'too_much: { as: support, user: { regions: [north] }, do: create, with: { order: { total: "10.00", customer: { region: north } }, amount: "10.01" }, expect: { refused_by: checks.within_order } }',
  'exactly: { as: support, user: { regions: [north] }, do: create, with: { order: { total: "10.00", customer: { region: north } }, amount: "10.00" }, expect: { values: { agent: me, status: requested } } }',
  'a_lot: { as: support, user: { regions: [north] }, do: create, with: { order: { total: "400.00", customer: { region: north } }, amount: "400.00" }, expect: { warns: [checks.modest] } }',
];
