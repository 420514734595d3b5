import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIELD_TYPES } from '../../runtime/model/field-types/registry.ts';
import type { FieldTypeName } from '../../runtime/model/field.ts';
import { openTestApp } from '../support/app.ts';
import type { Answer, Json, TestApp } from '../support/app.ts';
import { TYPE_CASES } from './every-type.ts';
import type { TypeCase } from './every-type.ts';

const CASES = Object.entries(TYPE_CASES).filter(
  (entry): entry is [FieldTypeName, TypeCase] => entry[1] !== null,
);

/** One entity per type: a plain field, a required one, and a unique one where the type can have it. */
const DEFINITIONS = `
workspace: test
language: 1
title: Test
time_zone: Europe/London
locale: en-GB
currency: GBP
owners: { team: { title: Team, contact: team@test.example } }
---
role: clerk
about: All.
---
entity: customer
owner: team
fields: { name: { type: text, required: true } }
access: { clerk: { read: true, create: true, delete: true } }
${CASES.map(
  ([type, { declaration }]) => `---
entity: with_${type}
owner: team
title_field: name
fields:
  name: { type: text, required: true }
  value: ${declaration}
access: { clerk: { read: true, create: true, update: true, delete: true } }`,
).join('\n')}
`;

let test: TestApp;
const names = new Map<string, string>();
const fill = <T>(value: T): T => {
  let text = JSON.stringify(value);
  for (const [name, id] of names) text = text.replaceAll(`"${name}"`, `"${id}"`);
  return JSON.parse(text) as T;
};
const path = (type: string): string => `/api/v1/records/with_${type}`;
const list = (type: string, query: string): Promise<Answer> =>
  test.call('anna', 'GET', `${path(type)}?${query}`);
const namesOf = (answer: Answer): string[] => answer.json.data.map((record: Json) => record.name);

beforeAll(async () => {
  test = await openTestApp(DEFINITIONS, { anna: ['clerk'], bert: ['clerk'] });
  for (const [place, name] of [
    ['$customer', 'A customer'],
    ['$customer2', 'B customer'],
  ] as const) {
    const { json } = await test.call('anna', 'POST', '/api/v1/records/customer', { name });
    names.set(place, json.id);
  }
  const { rows } = await test.server.database.pool.query<{ id: string; key: string }>(
    "select id, key from jig.actor where key like 'dev:%'",
  );
  for (const { id, key } of rows) names.set(key.replace('dev:', '$'), id);
});
afterAll(() => test.close());

it('every field type of the language has its cases here', () => {
  expect(Object.keys(TYPE_CASES).toSorted()).toEqual(Object.keys(FIELD_TYPES).toSorted());
});

describe.each(CASES)('%s', (type, cases) => {
  it('keeps what it takes, through create, read, list, change and clearing', async () => {
    for (const [index, [sent, received]] of cases.good.entries()) {
      const expected = fill(received ?? sent);
      const created = await test.call('anna', 'POST', path(type), {
        name: `good ${index}`,
        value: fill(sent),
      });
      expect([created.status, created.json.value ?? created.text]).toEqual([201, expected]);
      const read = await test.call('anna', 'GET', `${path(type)}/${created.json.id}`);
      expect(read.json).toEqual(created.json);
      const listed = await list(type, `filter.name=good ${index}&fields=name,value`);
      expect(listed.json.data).toEqual([
        { id: created.json.id, version: 1, name: `good ${index}`, value: expected },
      ]);
    }
    const cleared = await test.call('anna', 'POST', path(type), {
      name: 'cleared',
      value: fill(cases.good[0]?.[0]),
    });
    const url = `${path(type)}/${cleared.json.id}`;
    const empty = type === 'references' ? [] : null;
    const now = await test.call('anna', 'PATCH', url, { value: empty }, { 'if-match': '"1"' });
    expect(now.json.value).toEqual(empty);
    const again = await test.call(
      'anna',
      'PATCH',
      url,
      { value: fill(cases.good[1]?.[0]) },
      { 'if-match': '"2"' },
    );
    expect(again.json.value).toEqual(fill(cases.good[1]?.[1] ?? cases.good[1]?.[0]));
    await test.call('anna', 'PATCH', url, { value: empty }, { 'if-match': '"3"' });
  });

  it('refuses what it does not take, with a pointer and a reason', async () => {
    for (const [sent, code] of cases.bad) {
      const answer = await test.call('anna', 'POST', path(type), { name: 'bad', value: fill(sent) });
      const errors = answer.json?.errors ?? [answer.text];
      expect([sent, answer.status, errors[0].code]).toEqual([sent, 422, code]);
      expect(errors[0].pointer).toMatch(/^\/value/u);
      expect(errors[0].message.length).toBeGreaterThan(10);
    }
    expect((await list(type, 'filter.name=bad')).json.data).toEqual([]);
  });

  it('finds records by its operators, and refuses values that are none', async () => {
    for (const [operator, text] of cases.filters) {
      const found = await list(type, `filter.value.${operator}=${encodeURIComponent(fill(text))}`);
      expect([operator, text, found.status]).toEqual([operator, text, 200]);
      expect([operator, text, namesOf(found).includes('good 0'), namesOf(found).includes('good 1')]).toEqual([
        operator,
        text,
        true,
        false,
      ]);
    }
    if (cases.badFilter !== undefined) {
      const operator = FIELD_TYPES[type].operators[0] ?? 'eq';
      const refused = await list(type, `filter.value.${operator}=${encodeURIComponent(cases.badFilter)}`);
      expect([refused.status, refused.json.errors[0].pointer]).toEqual([422, `?filter.value.${operator}`]);
    }
    expect(namesOf(await list(type, 'filter.value.empty=true'))).toEqual(['cleared']);
    expect(namesOf(await list(type, 'filter.value.empty=false')).toSorted()).toEqual(['good 0', 'good 1']);
    for (const operator of ['eq', 'not', 'gt', 'contains', 'has'] as const) {
      if (FIELD_TYPES[type].operators.includes(operator)) continue;
      expect((await list(type, `filter.value.${operator}=x`)).json.errors[0].code).toBe('query/operator');
    }
  });

  it('sorts in both directions with records without a value last, or says that it cannot', async () => {
    const up = await list(type, 'sort=value');
    if (!FIELD_TYPES[type].sortable) {
      expect(up.json.errors[0].code).toBe('query/not_sortable');
      return;
    }
    expect(namesOf(up)).toEqual(['good 0', 'good 1', 'cleared']);
    expect(namesOf(await list(type, 'sort=-value'))).toEqual(['good 1', 'good 0', 'cleared']);
  });

  it('pages without loss or repetition over equal and missing values, in both directions', async () => {
    if (!FIELD_TYPES[type].sortable) return;
    const values = [
      cases.good[0]?.[0],
      cases.good[0]?.[0],
      cases.good[0]?.[0],
      cases.good[1]?.[0],
      cases.good[1]?.[0],
      null,
      null,
      null,
    ];
    for (const [index, value] of values.entries())
      await test.call('anna', 'POST', path(type), { name: `page ${index}`, value: fill(value) });
    for (const sort of ['value', '-value', 'value,-name', '-value,name', 'name,value', '-name,-value']) {
      const whole = namesOf(await list(type, `sort=${sort}&limit=200`));
      expect(whole.length).toBe(11);
      for (const limit of [1, 2, 3]) {
        const seen: string[] = [];
        let after = '';
        do {
          const page = await list(type, `sort=${sort}&limit=${limit}${after}`);
          expect(page.status).toBe(200);
          seen.push(...namesOf(page));
          after = page.json.next === null ? '' : `&after=${page.json.next}`;
        } while (after !== '' && seen.length < 50);
        expect([sort, limit, seen]).toEqual([sort, limit, whole]);
      }
    }
  });
});
