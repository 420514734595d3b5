import type { TestPeople } from '../support/app.ts';

/**
 * Definitions whose grants meet in every way that a leak could come from: rows by attribute, by state, by another record;
 * fields on some rows, never, masked; values that derive from hidden ones; the same role twice with other scopes.
 */
export const LEAK_DESK = `
workspace: test
language: 1
title: Test
time_zone: Europe/London
locale: en-GB
currency: GBP
owners: { team: { title: Team, contact: team@test.example } }
user_attributes:
  regions: { type: tags, about: Regions looked after. }
  level: { type: integer, about: Seniority. }
---
role: lead
about: Reads everything.
---
role: support
about: Looks after customers of some regions.
---
role: clerk
about: Works on open orders.
---
role: finance
about: Sees what is charged.
---
role: guest
about: Sees next to nothing.
---
role: outsider
about: Sees nothing.
---
entity: customer
owner: team
search: [name, email]
fields:
  name: { type: text, required: true }
  region: { type: choice, options: [north, south, west], required: true }
  email: { type: email }
  iban: { type: text }
  credit: { type: money }
  vip: { type: boolean }
access:
  lead: { read: true, create: true, update: true, delete: true, export: true }
  support: { read: { when: region in user.regions, fields: [name, region, email] }, export: { fields: [name, region] } }
  clerk: { read: { fields: [region] } }
  finance:
    read:
      - { fields: [name, iban, email], mask: { iban: last_4, email: domain } }
      - { fields: [email, iban, credit], when: vip }
    export: true
  guest: { read: { when: vip, fields: [name] } }
---
entity: product
owner: team
search: [name]
fields:
  name: { type: text, required: true }
  price: { type: money }
access:
  lead: { read: true, create: true, update: true, delete: true, export: true }
  clerk: { read: price < 50 }
  finance: { read: true }
---
entity: order
owner: team
search: [number, note]
fields:
  number: { type: sequence, prefix: SO-, start: 1001 }
  customer: { type: reference, to: customer, required: true }
  status: { type: choice, options: [open, shipped, paid], default: open }
  total: { type: money }
  note: { type: text }
  due: { type: date }
  placed: { type: datetime }
  weight: { type: integer }
  labels: { type: tags }
  agent: { type: user }
  related: { type: references, to: product }
  lines: { type: children, of: order_line }
  with_fee: { type: money, formula: total + 5 }
  credit_left: { type: money, formula: customer.credit - total }
  charged: { type: money, sum: lines.amount }
  parts: { type: integer, count: lines }
access:
  lead: { read: true, create: true, update: true, delete: true, export: true }
  support: { read: customer.region in user.regions, export: status != "paid" }
  clerk:
    read:
      - { fields: [number, customer, status, due] }
      - { fields: [note, total, weight, labels, related, lines], when: status == "open" }
      - { fields: [agent, placed], when: agent == user }
    update: { fields: [note], when: status == "open" }
    export: { fields: [number, note] }
  finance: { read: { when: status != "open", fields: [number, customer, status, total, charged, note], mask: { note: initial } } }
  guest: { read: { when: user.level > 3, fields: [number, parts] } }
---
entity: order_line
owner: team
search: [comment]
fields:
  order: { type: reference, to: order, part_of: true }
  product: { type: reference, to: product, required: true }
  amount: { type: money }
  comment: { type: text }
access:
  lead: { read: true, create: true, update: true, delete: true, export: true }
  support: { read: { fields: [order, product, amount] } }
  clerk: { read: { when: amount < 100, fields: [product, amount, comment] } }
---
tool: desk
title: Desk
purpose: Test.
owner: team
for: [lead]
screens:
  orders: { table: order, columns: [number] }
`;

/** People by the roles, scopes and attributes that decide what they see. */
export const LEAK_PEOPLE = {
  lena: ['lead'],
  nora: { roles: ['support'], attributes: { regions: ['north'], level: 1 } },
  none: { roles: ['support'], attributes: { regions: [], level: null } },
  scot: {
    roles: [
      { role: 'support', scope: { regions: ['south'] } },
      { role: 'support', scope: { regions: ['west'] } },
    ],
    attributes: { regions: ['north'], level: 2 },
  },
  carl: ['clerk'],
  fina: ['finance'],
  gus: { roles: ['guest'], attributes: { level: 2 } },
  gwen: { roles: ['guest'], attributes: { level: 4 } },
  mix: {
    roles: ['clerk', { role: 'support', scope: { regions: ['north'] } }],
    attributes: { regions: ['south'] },
  },
  duo: ['finance', 'clerk'],
  otto: ['outsider'],
} as const satisfies TestPeople;
