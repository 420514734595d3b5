import type { SourceFile } from '../../runtime/definition/source-file.ts';

/** The workspace that the throughput benchmark serves: orders of twelve fields that refer to customers, three roles. */
export const ORDER_DEFINITIONS: readonly SourceFile[] = [
  {
    path: 'workspace.yaml',
    text: `workspace: bench
language: 1
title: Benchmark
time_zone: Europe/London
locale: en-GB
currency: GBP
owners:
  sales: { title: Sales, contact: sales@bench.example }
---
role: sales
about: Takes orders.
---
role: warehouse
about: Ships orders.
---
role: finance
about: Reads orders.
---
entity: customer
owner: sales
fields:
  name: { type: text, required: true, max_length: 100 }
  city: { type: text, max_length: 60 }
access:
  sales: { read: true, create: true, update: true }
  warehouse: { read: true }
  finance: { read: true }
---
entity: order
owner: sales
title_field: reference
fields:
  reference: { type: text, required: true, unique: true, max_length: 20 }
  customer: { type: reference, to: customer, required: true }
  status: { type: choice, options: [open, packed, shipped, cancelled], required: true, default: open }
  priority: { type: choice, options: [low, normal, high], required: true, default: normal }
  ordered_on: { type: date, required: true }
  due_on: { type: date }
  shipped_at: { type: datetime }
  total: { type: money, required: true, min: "0" }
  freight: { type: money }
  paid: { type: boolean, required: true, default: false }
  ship_city: { type: text, max_length: 60 }
  note: { type: long_text, max_length: 2000 }
access:
  sales: { read: true, create: true, update: true, delete: true }
  warehouse: { read: true, update: { fields: [status, shipped_at] } }
  finance: { read: true }
---
tool: orders
purpose: Benchmark.
owner: sales
for: [sales, warehouse, finance]
runbook: orders.md
screens:
  all: { table: order, columns: [reference, customer, status, ordered_on, total, ship_city], sort: -ordered_on }
`,
  },
  { path: 'orders.md', text: '# Orders\n' },
];

/** Columns of the list in every contender, in the form of the \`fields\` parameter. */
export const LIST_FIELDS = ['reference', 'customer', 'status', 'ordered_on', 'total', 'ship_city'] as const;
