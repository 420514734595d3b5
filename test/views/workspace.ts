import type { TestPeople } from '../support/app.ts';

/** Every field type; a clerk who may see little, a lead who may do all, a visitor without any grant. */
export const WORKSPACE = `
workspace: viewing
language: 1
title: Viewing
time_zone: Pacific/Auckland
locale: en-NZ
currency: NZD
owners: { desk: { title: The desk, contact: desk@viewing.example } }
---
role: clerk
about: Sees little.
---
role: lead
about: Does everything.
---
role: visitor
about: Has no grant at all.
---
entity: company
owner: desk
fields:
  name: { type: text, required: true }
  country: { type: text }
  rating: { type: integer }
  jobs: { type: children, of: job }
access:
  clerk: { read: { fields: [name, country] } }
  lead: { read: true, create: true, update: true, delete: true, export: true }
---
entity: label
owner: desk
fields:
  word: { type: text, required: true }
access:
  clerk: { create: true }
  lead: { read: true, create: true }
---
entity: job
about: One of everything.
owner: desk
title_field: number
search: [number, subject, secret_note]
fields:
  number: { type: sequence, prefix: J- }
  subject: { type: text, required: true, max_length: 40, help: What it is about. }
  story: { type: long_text }
  page: { type: markdown }
  mail: { type: email }
  link: { type: url }
  call: { type: phone }
  pieces: { type: integer, min: 1, max: 9 }
  weight: { type: decimal, scale: 3 }
  price: { type: money, min: 0 }
  share: { type: percent }
  urgent: { type: boolean, default: false }
  due: { type: date, default: =today }
  seen: { type: datetime, default: =now }
  opens: { type: time }
  takes: { type: duration }
  state: { type: choice, required: true, default: open, options: { open: { label: Open, color: blue }, shut: { color: gray } } }
  flags: { type: choices, options: [red, green] }
  words: { type: tags }
  company: { type: reference, to: company, required: true }
  label: { type: reference, to: label }
  labels: { type: references, to: label }
  agent: { type: user, default: =user }
  extra: { type: json }
  secret_note: { type: text }
  parts: { type: children, of: part }
access:
  clerk:
    read: { fields: [number, subject, state, company, label, parts, price] }
    update: { fields: [subject, secret_note] }
  lead: { read: true, create: true, update: true, delete: true, export: true }
---
entity: part
owner: desk
fields:
  job: { type: reference, to: job, part_of: true }
  what: { type: text, required: true }
  cost: { type: money }
access:
  clerk: { read: { fields: [job, what] } }
  lead: { read: true, create: true, update: true, delete: true }
---
tool: desk
title: Desk
purpose: Look at jobs.
owner: desk
for: [clerk, lead]
screens:
  open: { table: job, title: Open jobs, columns: [number, company.name, subject], filter: { state: open }, sort: [company.name, -number] }
  jobs: { table: job, title: Jobs, columns: [number, subject, state, company.country], sort: -number }
  job: { detail: job, title: A job, sections: { First: [number, subject], Rest: [state, company] } }
  edit: { form: job, title: Edit, sections: { First: [number, subject, company] } }
---
tool: back_office
title: Back office
purpose: For the lead alone.
owner: desk
for: [lead]
screens:
  money: { table: job, title: Money, columns: [number, price], sort: -price }
`;

export const PEOPLE: TestPeople = {
  cleo: ['clerk'],
  lea: ['lead'],
  both: ['clerk', 'lead'],
  vic: ['visitor'],
  nobody: [],
};

/** What the clerk may not read, of the job and of what it refers to. */
export const HIDDEN_FROM_CLERK = [
  'story',
  'page',
  'mail',
  'link',
  'call',
  'pieces',
  'weight',
  'share',
  'urgent',
  'due',
  'seen',
  'opens',
  'takes',
  'flags',
  'words',
  'labels',
  'agent',
  'extra',
  'secret_note',
  'company.rating',
  'label.word',
  'cost',
];
