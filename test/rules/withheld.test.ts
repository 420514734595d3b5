import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestApp } from '../support/app.ts';
import type { Json, TestApp } from '../support/app.ts';

const DEFINITIONS = `workspace: acme
language: 1
title: Acme
time_zone: Europe/London
locale: en-GB
currency: GBP
owners: { desk: { contact: desk@acme.example } }
---
role: clerk
about: Corrects names.
---
role: lead
about: Knows everything.
given_by: [lead]
---
entity: person
owner: desk
fields:
  name: { type: text, required: true }
  rating: { type: choice, options: [trusted, watched], required: true }
  status: { type: choice, options: [new, seen], required: true, default: new }
  mood: { type: text, editable_when: rating == "trusted" }
lifecycle: { field: status, ends: [seen] }
actions:
  see: { title: See, from: new, to: seen, when: rating == "trusted" }
access:
  clerk: { read: { fields: [name, mood] }, update: [ { fields: [name], when: rating == "trusted" }, { fields: [mood] } ], delete: rating == "trusted", actions: [see] }
  lead: { read: true, create: true, update: true, delete: true, actions: [see] }
`;

let app: TestApp;
let watched: Json;
beforeAll(async () => {
  app = await openTestApp(DEFINITIONS, { cleo: ['clerk'], lea: ['lead'] });
  watched = (await app.call('lea', 'POST', '/api/v1/records/person', { name: 'A', rating: 'watched' })).json;
});
afterAll(() => app.close());

const HIDDEN = /rating|trusted|watched/iu;

it('a verdict tells nothing of what its reader may not read, and says that it does not', async () => {
  const answer = await app.call('cleo', 'GET', `/api/v1/records/person/${watched.id}/can`);
  expect(answer.text).not.toMatch(HIDDEN);
  const withheld = { text: null, outcome: 'false', leaves: [{ text: '', values: [], withheld: true }] };
  expect(answer.json.delete).toMatchObject({
    allowed: false,
    reason: 'You may delete a person only on some records, and this is not one of them.',
    parts: [withheld],
  });
  expect(answer.json.fields.name).toMatchObject({ allowed: false, parts: [withheld] });
  expect(answer.json.fields.mood).toMatchObject({ allowed: false, parts: [withheld, { kind: 'grant' }] });
  expect(answer.json.actions[0].verdict).toMatchObject({ allowed: false });
  const lead = await app.call(
    'lea',
    'GET',
    `/api/v1/can?entity=person&person=cleo&operation=delete&id=${watched.id}`,
  );
  expect(lead.json.verdict).toMatchObject({
    allowed: false,
    parts: [{ text: 'rating is Trusted', leaves: [{ values: [{ label: 'rating', value: 'Watched' }] }] }],
  });
});

it('neither do refusals', async () => {
  const headers = { 'if-match': `"${watched.version}"` };
  const path = `/api/v1/records/person/${watched.id}`;
  for (const [method, at, body] of [
    ['PATCH', path, { name: 'B' }],
    ['PATCH', path, { mood: 'B' }],
    ['DELETE', path, undefined],
    ['POST', `${path}/actions/see`, {}],
  ] as const) {
    const answer = await app.call('cleo', method, at, body, headers);
    expect([method, answer.status >= 400 && answer.status < 500]).toEqual([method, true]);
    expect(answer.text).not.toMatch(HIDDEN);
  }
});
