import { expect } from 'vitest';
import { compile } from '../../runtime/compile/compile.ts';
import type { Model } from '../../runtime/model/model.ts';

/** A small company that uses every kind of definition and most keys of each. */
const WORKSPACE = `workspace: desk
language: 1
title: Order desk
time_zone: Europe/London
locale: en-GB
currency: GBP
owners:
  sales: { title: Sales, contact: sales@desk.example, approvers: [lead] }
  finance: { title: Finance, contact: finance@desk.example }
releases: { seen_by: [lead], published_by: [lead] }
user_attributes: { regions: { type: tags, about: Regions looked after. } }
---
role: clerk
about: Takes orders.
given_by: [lead]
---
role: lead
title: Team lead
about: Answers for the desk.
`;
const PARAMETERS = `parameters: limits
owner: sales
values:
  most: { type: money, value: 500.00, min: 0, max: 9000, changed_by: [lead], about: The most at once. }
---
decision: route
title: Who signs
owner: sales
inputs: { total: order.total }
outputs: { signer: role }
rows:
  - { id: none, total: "null", signer: clerk }
  - { id: small, total: <= 100, signer: clerk }
  - { id: large, total: "> 100", signer: lead }
`;
const CUSTOMER = `entity: customer
about: Who buys.
owner: sales
search: [name]
fields:
  name: { type: text, required: true, max_length: 80, pattern: "[A-Z].*" }
  region: { type: choice, options: [north, south], default: north }
  code: { type: text, unique: true, max_length: 8 }
  since: { type: date, min: 1990-01-01 }
  orders: { type: children, of: order }
  open_value: { type: money, sum: orders.total, where: status == "open" }
access:
  clerk: { read: region in user.regions, create: true }
  lead: { read: true, create: true, update: true, delete: true, export: true }
`;
const ORDER = `entity: order
about: What a customer asked for.
owner: sales
search: [number, note]
fields:
  number: { type: sequence, prefix: SO-, start: 100 }
  customer: { type: reference, to: customer, required: true }
  total: { type: money, min: 0, max: 100000 }
  rate: { type: decimal, scale: 4, default: "1.2000" }
  tax: { type: money, formula: "total * 0.2" }
  count: { type: integer, min: 1, max: 50, default: 1 }
  status: { type: choice, options: { open: { color: blue }, sent: { label: Sent out }, closed: {} }, default: open }
  note: { type: text, label: Remark, help: Seen by the customer., visible_when: count > 1 }
  reason: { type: text, required_when: status == "closed", editable_when: status != "closed" }
  taken_by: { type: user, default: =user }
  signed_by: { type: user }
  kinds: { type: choices, options: [gift, rush] }
  took: { type: duration, max: P3D }
  lines: { type: children, of: line }
indexes: [[status, count], { fields: [customer, note], unique: true }]
checks:
  within_limit:
    that: total == null || total <= params.most
    say: At most {params.most}.
    at: total
  many: { that: count == null || count < 40, say: So many?, enforce: warn }
never:
  own_signature: { that: signed_by != null && signed_by == taken_by, say: Somebody else signs. }
lifecycle: status
actions:
  send:
    title: Send out
    about: It leaves the house.
    from: open
    to: sent
    when: total > 0 && route(total).signer in user.roles
    say: It has no value.
    not_by: taken_by
    input: { boxes: { type: integer, required: true, min: 1 }, remark: { type: text } }
    set: { count: =input.boxes }
  close: { confirm: Really?, from: [open, sent], to: closed, set: { signed_by: =user } }
access:
  clerk:
    read: { fields: [number, customer, status, note, total], when: customer.region in user.regions, mask: { note: initial } }
    create: true
    update: { fields: [note, count], when: status == "open", after: count < 30 }
    actions: [send]
  lead: { read: true, create: true, update: true, delete: true, export: true, actions: [send, close] }
examples:
  too_much: { as: lead, params: { most: "10.00" }, do: create, with: { customer: { name: Ada }, total: "11.00" }, expect: { refused_by: checks.within_limit } }
  fine: { as: lead, now: 2026-11-20T10:00:00Z, given: { status: open }, do: update, with: { count: 2 }, expect: { values: { count: 2 } } }
---
entity: line
owner: sales
fields:
  order: { type: reference, to: order, part_of: true }
  what: { type: text, required: true }
access: { clerk: { read: true }, lead: { read: true, create: true, update: true, delete: true } }
`;
const TOOL = `tool: desk
title: Order desk
purpose: Take orders.
owner: sales
for: [clerk, lead]
runbook: ../runbooks/desk.md
screens:
  open:
    table: order
    title: Open orders
    columns: [number, customer.name, status, total]
    filter: { status: [open] }
    where: count > 0
    sort: [-total, number]
  order: { detail: order, sections: { Order: [number, customer, total], More: [note] }, related: [lines] }
  edit: { form: order, sections: { Order: [customer, total], More: [note, count] } }
`;
const RUNBOOK = '# The desk\n\nTake the order, send it, close it.\n';

const FILES: Readonly<Record<string, string>> = {
  'workspace.yaml': WORKSPACE,
  'parameters.yaml': PARAMETERS,
  'entities/customer.yaml': CUSTOMER,
  'entities/order.yaml': ORDER,
  'tools/desk.yaml': TOOL,
  'runbooks/desk.md': RUNBOOK,
};

/** Words to replace, each of which stands in the definitions. */
export type Edit = readonly [from: string | RegExp, to: string];

const made = new Map<string, Model>();

/** The model of the desk with some words replaced everywhere that they stand. Throws when it does not compile. */
export function desk(...edits: readonly Edit[]): Model {
  const key = JSON.stringify(edits.map(([from, to]) => [String(from), to]));
  const model = made.get(key) ?? compileDesk(edits, FILES);
  made.set(key, model);
  return model;
}

function compileDesk(edits: readonly Edit[], from: Readonly<Record<string, string>>): Model {
  const texts = { ...from };
  for (const [was, is] of edits) {
    let found = false;
    for (const [path, text] of Object.entries(texts)) {
      const changed = text.replaceAll(typeof was === 'string' ? was : new RegExp(was.source, 'gu'), is);
      found ||= changed !== text;
      texts[path] = changed;
    }
    if (!found) throw new Error(`the desk has no ${String(was)}`);
  }
  return compiled(Object.entries(texts).map(([path, text]) => ({ path, text })));
}

/** The model of some files. Fails with the diagnostics when they do not compile. */
function compiled(files: readonly { readonly path: string; readonly text: string }[]): Model {
  const { model, diagnostics } = compile(files);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  if (model === null) throw new Error('no model without an error');
  return model;
}
