import { afterAll, beforeAll, expect, it } from 'vitest';
import { createRecords } from '../../server/operations/create-records.ts';
import { runOperation } from '../../server/operations/run-operation.ts';
import { SYSTEM_ACTOR_ID } from '../../server/db/system-tables.ts';
import { openTestApp } from '../support/app.ts';
import type { Answer, Json, TestApp } from '../support/app.ts';
import { refusedBy } from './desk.ts';

const DEFINITIONS = `workspace: acme
language: 1
title: Acme
time_zone: Europe/London
locale: en-GB
currency: GBP
owners: { sales: { contact: sales@acme.example } }
user_attributes: { regions: { type: tags }, limit: { type: integer } }
---
role: sales
about: Makes offers in a region.
given_by: [sales]
---
role: writer
about: Writes offers that it does not read.
---
parameters: offers
owner: sales
values:
  most_days: { type: integer, value: 30, changed_by: [sales], about: Longest offer. }
---
decision: needs
owner: sales
inputs: { amount: offer.amount, region: offer.region }
outputs: { level: integer }
rows:
  - { id: small, amount: "< 100", level: 1 }
  - { id: north, amount: ">= 100", region: north, level: 2 }
  - { id: rest, amount: ">= 100", region: not north, level: 3 }
---
entity: partner
owner: sales
fields:
  name: { type: text, required: true }
  share: { type: percent }
access: { sales: { read: true, create: true, update: true } }
---
entity: offer
owner: sales
title_field: name
fields:
  name: { type: text, required: true }
  region: { type: choice, options: [north, south], required: true }
  amount: { type: money, required: true, min: 0 }
  cost: { type: money }
  margin: { type: money, formula: amount - cost }
  partner: { type: reference, to: partner }
  partners: { type: references, to: partner }
  until: { type: date }
  lasts: { type: duration }
  level: { type: integer }
  kind: { type: choice, options: [open, closed] }
  details: { type: json, required_when: kind == "closed" }
  code: { type: text, required: true, visible_when: kind == "closed" }
  status: { type: choice, options: [draft, sent, won], required: true, default: draft }
checks:
  covers_cost:
    that: cost == null || margin == null || margin >= 0
    say: "It costs {cost} and brings {amount}."
    at: amount
  only_up:
    that: amount >= old.amount
    say: "It was {old.amount} before."
    at: amount
  ends:
    that: until == null || daysBetween(today, until) <= params.most_days
    say: "At most {params.most_days} days."
    at: until
  level_needed:
    that: level == null || level >= needs(amount, region).level
    say: "Level {needs(amount, region).level} is needed."
    at: level
  few_partners:
    that: size(partners) <= 2 && partners.all(p, p.share == null || p.share < 0.5)
    say: At most two partners with less than half each.
  short:
    that: lasts == null || lasts <= duration("48h")
    say: Two days at most.
    at: lasts
lifecycle: { field: status, ends: [won] }
actions:
  send: { title: Send, from: draft, to: sent, input: { partner: { type: reference, to: partner }, days: { type: integer, required: true, min: 1, default: 7 } }, when: input.partner == null || input.partner.share != null, say: That partner has no share., set: { partner: =input.partner, until: "=addDays(today, input.days)" } }
  win: { title: Win, from: sent, to: won }
  rename: { title: Rename, from: draft, input: { name: { type: text, required: true }, cost: { type: money } }, set: { name: =input.name, amount: =input.cost } }
access:
  sales: { read: region in user.regions, create: region in user.regions, update: region in user.regions, actions: { send: region in user.regions, win: region in user.regions, rename: region in user.regions } }
never:
  too_dear: amount * 2 > 2000
---
entity: slip
owner: sales
fields:
  name: { type: text, required: true }
  size: { type: integer, required: true }
access:
  writer: { create: true, update: size < user.limit }
`;

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp(DEFINITIONS, {
    nia: { roles: [{ role: 'sales', scope: { regions: ['north'] } }], attributes: { regions: ['south'] } },
    ben: { roles: ['sales'], attributes: { regions: ['north', 'south'] } },
    wim: { roles: ['writer'], attributes: { limit: 50 } },
    zoe: { roles: ['writer'] },
  });
});
afterAll(() => app.close());

const create = (values: Json, person = 'ben'): Promise<Answer> =>
  app.call(person, 'POST', '/api/v1/records/offer', {
    name: 'A',
    region: 'north',
    amount: '10.00',
    ...values,
  });
const update = (record: Json, values: Json, person = 'ben'): Promise<Answer> =>
  app.call(person, 'PATCH', `/api/v1/records/offer/${record.id}`, values, {
    'if-match': `"${record.version}"`,
  });
const act = (record: Json, action: string, input: Json = {}): Promise<Answer> =>
  app.call('ben', 'POST', `/api/v1/records/offer/${record.id}/actions/${action}`, input, {
    'if-match': `"${record.version}"`,
  });
const partner = async (share: string | null): Promise<string> =>
  (await app.call('ben', 'POST', '/api/v1/records/partner', { name: 'P', share })).json.id;

it('formulas, decision tables, parameters, days, durations and many-to-many links are judged as they are stored', async () => {
  const far = new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10);
  const [big, one, two] = [await partner('0.6'), await partner(null), await partner('0.1')];
  const answer = await create({
    amount: '150.00',
    cost: '150.01',
    region: 'south',
    level: 2,
    until: far,
    lasts: 172_801,
    partners: [big, one, two],
  });
  expect(answer.status).toBe(422);
  expect(refusedBy(answer)).toEqual([
    ['/amount', 'offer.checks.covers_cost'],
    ['/until', 'offer.checks.ends'],
    ['/level', 'offer.checks.level_needed'],
    ['', 'offer.checks.few_partners'],
    ['/lasts', 'offer.checks.short'],
  ]);
  expect(answer.json.errors.map(({ message }: Json) => message)).toEqual([
    'It costs £150.01 and brings £150.00.',
    'At most 30 days.',
    'Level 3 is needed.',
    'At most two partners with less than half each.',
    'Two days at most.',
  ]);
  const fine = await create({
    amount: '150.00',
    cost: '150.00',
    region: 'north',
    level: 2,
    lasts: 172_800,
    partners: [one, two],
  });
  expect(fine.status, fine.text).toBe(201);
});

it('a rule over the record before the change has no say in a new one', async () => {
  const { json } = await create({ amount: '20.00' });
  const less = await update(json, { amount: '19.99' });
  expect([refusedBy(less), less.json.errors[0].message]).toEqual([
    [['/amount', 'offer.checks.only_up']],
    'It was £20.00 before.',
  ]);
  expect((await update(json, { amount: '20.01' })).status).toBe(200);
});

it('what must never be true is refused, and what overflows is unknown, which refuses as well', async () => {
  const answer = await create({ amount: '1000.01' });
  expect([answer.status, answer.json.code, refusedBy(answer)]).toEqual([
    409,
    'record/never',
    [['', 'offer.never.too_dear']],
  ]);
});

it('a required field that a rule shows is only required where it is shown; so is one that holds JSON', async () => {
  expect((await create({ kind: 'open' })).status).toBe(201);
  const closed = await create({ kind: 'closed' });
  expect([closed.json.code, refusedBy(closed)]).toEqual([
    'record/invalid',
    [
      ['/details', 'offer.details.required_when'],
      ['/code', 'offer.code.required'],
    ],
  ]);
  expect((await create({ kind: 'closed', details: { a: 1 }, code: 'x' })).status).toBe(201);
});

it('a scope replaces attributes for the grants of its role alone', async () => {
  expect((await create({ region: 'north' }, 'nia')).status).toBe(201);
  const south = await create({ region: 'south' }, 'nia');
  expect([south.status, refusedBy(south)]).toEqual([403, [['', 'offer.access.sales.create']]]);
});

it('an attribute that nobody set is unknown, which grants nothing and does not tell that the record is there', async () => {
  const { json } = await app.call('wim', 'POST', '/api/v1/records/slip', { name: 'S', size: 20 });
  expect(Object.keys(json).toSorted()).toEqual(['id', 'version']);
  const change = (person: string, record: Json, size: number): Promise<Answer> =>
    app.call(
      person,
      'PATCH',
      `/api/v1/records/slip/${record.id}`,
      { size },
      { 'if-match': `"${record.version}"` },
    );
  expect((await change('zoe', json, 21)).status).toBe(404);
  const raised = await change('wim', json, 60);
  expect(raised.status, raised.text).toBe(200);
  const hidden = await change('wim', raised.json, 70);
  expect([hidden.status, hidden.json.code]).toEqual([404, 'record/not_found']);
});

it('an action takes what its input names, and looks into it', async () => {
  const { json } = await create({});
  const bare = await partner(null);
  const refused = await act(json, 'send', { partner: bare });
  expect([refused.json.code, refused.json.detail]).toEqual([
    'action/condition',
    'That partner has no share.',
  ]);
  const missing = await act(json, 'send', { partner: '018f0000-0000-7000-8000-000000000000' });
  expect(missing.json.errors.map(({ pointer, code }: Json) => [pointer, code])).toEqual([
    ['/partner', 'reference/unknown'],
  ]);
  const long = await act(json, 'send', { partner: await partner('0.1'), days: 31 });
  expect([long.json.code, refusedBy(long)]).toEqual(['record/rule_broken', [['', 'offer.checks.ends']]]);
  const sent = await act(json, 'send', { partner: await partner('0.1') });
  expect(sent.status, sent.text).toBe(200);
  expect(sent.json).toMatchObject({ status: 'sent', partner: { title: 'P' } });
  expect(sent.json.until).toBe(new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10));
});

it('an action that would empty a required field, or fill one with what it does not take, is refused', async () => {
  const { json } = await create({});
  const empty = await act(json, 'rename', { name: 'B' });
  expect([empty.status, empty.json.code, empty.json.errors]).toEqual([
    422,
    'record/invalid',
    [
      {
        pointer: '',
        code: 'value/required',
        message: 'Amount: This value is required.',
        rule: 'offer.amount.required',
      },
    ],
  ]);
  const below = await act(json, 'rename', { name: 'B', cost: '-1.00' });
  expect([below.status, below.json.errors[0].message]).toEqual([422, 'Amount: Must be 0.00 or more.']);
  const fine = await act(json, 'rename', { name: 'B', cost: '11.00' });
  expect(fine.json).toMatchObject({ name: 'B', amount: '11.00', status: 'draft' });
});

it('the system loads records in any state, under all rules', async () => {
  const context = {
    database: app.server.database,
    release: app.releases.current(),
    actor: {
      kind: 'system',
      id: SYSTEM_ACTOR_ID,
      name: 'Jig',
      roles: [],
      holdings: [],
      attributes: {},
    } as const,
    params: {},
    requestId: 'x',
    now: () => new Date(),
    observe: () => undefined,
  };
  const offer = { name: 'L', region: 'north', amount: '10.00' };
  const load = (bodies: Json[]): Promise<readonly string[]> =>
    runOperation(context, createRecords, { entity: 'offer', bodies });
  const [won] = await load([
    { ...offer, status: 'won' },
    { ...offer, status: 'sent' },
  ]);
  expect((await app.call('ben', 'GET', `/api/v1/records/offer/${won}`)).json.status).toBe('won');
  await expect(load([offer, { ...offer, cost: '11.00' }])).rejects.toMatchObject({
    code: 'record/rule_broken',
    errors: [{ pointer: '/1/amount', rule: 'offer.checks.covers_cost' }],
  });
});
