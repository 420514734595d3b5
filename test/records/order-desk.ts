/** Definitions of a small order desk, with the people who work there; for tests of records. */
export const ORDER_DESK = `
workspace: test
language: 1
title: Test
time_zone: Europe/London
locale: en-GB
currency: GBP
owners: { team: { title: Team, contact: team@test.example } }
---
role: clerk
about: Takes orders.
---
role: viewer
about: Reads some of it.
---
role: packer
about: Corrects quantities.
---
role: outsider
about: May do nothing here.
---
entity: customer
owner: team
search: [name, country]
fields:
  name: { type: text, required: true, unique: true }
  country: { type: text }
  credit: { type: money }
access:
  clerk: { read: true, create: true, update: true, delete: true }
  viewer: { read: { fields: [name] } }
---
entity: product
owner: team
search: [name]
fields:
  name: { type: text, required: true }
  price: { type: money, min: "0" }
access:
  clerk: { read: true, create: true, update: true, delete: true }
---
entity: secret
owner: team
fields:
  code: { type: text, required: true }
access: { outsider: { read: true, create: true } }
---
entity: order
owner: team
search: [number, note]
fields:
  number: { type: sequence, prefix: SO-, start: 1001 }
  customer: { type: reference, to: customer, required: true }
  status: { type: choice, options: [open, shipped], default: open }
  total: { type: money }
  note: { type: text }
  ordered_on: { type: date, default: =today }
  due: { type: datetime }
  secret: { type: reference, to: secret }
  agent: { type: user, default: =user }
  related: { type: references, to: product }
  lines: { type: children, of: order_line }
access:
  clerk: { read: true, create: true, update: true, delete: true }
  packer: { read: { fields: [number, lines] }, update: { fields: [lines] } }
  viewer: { read: { fields: [number, customer, status] }, create: { fields: [customer, note] }, update: { fields: [note] } }
---
entity: order_line
owner: team
fields:
  order: { type: reference, to: order, part_of: true }
  product: { type: reference, to: product, required: true }
  quantity: { type: integer, required: true, min: 1 }
  note: { type: text }
indexes:
  - { fields: [order, product], unique: true }
access:
  clerk: { read: true, create: true, update: true, delete: true }
  packer: { read: { fields: [product, quantity] }, update: { fields: [quantity] } }
---
tool: desk
title: Desk
purpose: Test.
owner: team
for: [clerk]
screens:
  orders: { table: order, columns: [number], sort: -due }
`;

export const PEOPLE = {
  anna: ['clerk'],
  vera: ['viewer'],
  paul: ['packer'],
  otto: ['outsider'],
  nobody: [],
  both: ['viewer', 'outsider'],
} as const;
