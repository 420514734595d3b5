/** A workspace that uses every kind of rule: refunds of orders, with lines, states and people. */
export const REFUND_DESK = `workspace: acme
language: 1
title: Acme
time_zone: Europe/London
locale: en-GB
currency: GBP
owners: { payments: { contact: payments@acme.example } }
user_attributes:
  regions: { type: tags }
---
role: support
about: Asks for refunds.
---
role: lead
about: Decides on refunds.
given_by: [lead]
---
role: clerk
about: Writes notes.
---
parameters: refunds
owner: payments
values:
  approval_limit: { type: money, value: "500.00", min: 0, changed_by: [lead], about: The most one person may approve. }
---
entity: customer
owner: payments
fields:
  name: { type: text, required: true }
  region: { type: choice, options: [north, south], required: true }
  discount: { type: percent }
access:
  support: { read: true, create: true, update: true }
  lead: { read: true, create: true, update: true }
  clerk: { read: { fields: [name] } }
---
entity: order
owner: payments
title_field: number
fields:
  number: { type: sequence, prefix: O- }
  customer: { type: reference, to: customer, required: true }
  total: { type: money, required: true }
  hint: { type: text, default: keep it }
  refunds: { type: children, of: refund, by: order }
  refunded: { type: money, sum: refunds.amount }
access:
  support: { read: [ { fields: [number, customer, total, refunds, refunded] }, { fields: [hint], when: total > 900 } ], create: true, update: true }
  lead: { read: true, create: true, update: true }
---
entity: refund
owner: payments
title_field: number
fields:
  number: { type: sequence, prefix: R- }
  order: { type: reference, to: order, required: true }
  amount: { type: money, required: true, min: 0 }
  reason: { type: choice, options: [damaged, late, other], required: true }
  note: { type: long_text, required_when: reason == "other", visible_when: reason != "late", editable_when: status == "requested" }
  discount: { type: percent, default: =order.customer.discount }
  status: { type: choice, options: [requested, approved, paid, rejected], required: true, default: requested }
  agent: { type: user, default: =user }
  approved_by: { type: user }
checks:
  within_order:
    that: order.refunded <= order.total
    say: "Only {order.total - order.refunded + amount} of this order can still be refunded ({order.hint})."
    at: amount
  round_amounts:
    that: amount != 13
    say: Thirteen is no amount.
    at: amount
    enforce: warn
  small_amounts:
    that: amount <= 400
    say: That is much.
    enforce: observe
lifecycle: { field: status, ends: [paid, rejected] }
actions:
  approve: { title: Approve, from: requested, to: approved, when: amount <= params.approval_limit, say: "More than {params.approval_limit} takes a lead.", not_by: agent, set: { approved_by: =user } }
  reject: { from: [requested, approved], to: rejected, input: { why: { type: text, required: true } }, set: { note: =input.why } }
  pay: { from: approved, to: paid }
access:
  support:
    read: order.customer.region in user.regions
    create: order.customer.region in user.regions
    update: { fields: [note, amount], when: status == "requested" }
    delete: status == "requested"
    actions: { reject: status == "requested" }
  lead:
    read: true
    create: true
    update: [ { fields: [note] }, { fields: [amount], when: status == "requested", after: amount <= 1000 }, { fields: [approved_by] } ]
    delete: true
    actions: [approve, reject, pay]
never:
  self_approval: status == "approved" && approved_by == agent
`;

/** People of the desk by key. */
export const REFUND_PEOPLE = {
  nora: { roles: ['support'], attributes: { regions: ['north'] } },
  sam: { roles: ['support'], attributes: { regions: ['south'] } },
  lea: { roles: ['lead'] },
  luis: { roles: ['lead'] },
  carl: { roles: ['clerk'] },
} as const;
