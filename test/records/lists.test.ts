import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestApp } from '../support/app.ts';
import type { Answer, Json, TestApp } from '../support/app.ts';
import { ORDER_DESK, PEOPLE } from './order-desk.ts';

let test: TestApp;
const ids: Record<string, string> = {};
const list = (query: string, person = 'anna'): Promise<Answer> =>
  test.call(person, 'GET', `/api/v1/records/order?${query}`);
const notes = (answer: Answer): string[] => answer.json.data.map((record: Json) => record.note);
const errors = (answer: Answer): [number, string, string][] =>
  (answer.json.errors ?? []).map((error: Json) => [answer.status, error.pointer, error.code]);

beforeAll(async () => {
  test = await openTestApp(ORDER_DESK, PEOPLE);
  const make = async (entity: string, body: unknown): Promise<string> => {
    const answer = await test.call('anna', 'POST', `/api/v1/records/${entity}`, body);
    if (answer.status !== 201) throw new Error(answer.text);
    return answer.json.id;
  };
  ids['acme'] = await make('customer', { name: 'Acmé Ltd', country: 'France' });
  ids['beta'] = await make('customer', { name: '100% Beta_x', country: 'Spain' });
  const orders = [
    { customer: ids['acme'], note: 'first red chair', total: '10', due: '2026-03-28T23:30:00Z' },
    { customer: ids['acme'], note: 'second', status: 'shipped', total: '20.50', due: '2026-03-29T22:30:00Z' },
    { customer: ids['beta'], note: '50% off_now \\ "q"', total: '30', due: '2026-03-29T23:30:00Z' },
    { customer: ids['beta'], note: 'Straße Ångström', status: 'shipped', due: '2026-10-25T12:00:00Z' },
  ];
  for (const order of orders) await make('order', order);
});
afterAll(() => test.close());

it('gives the newest first, with all stored fields, when nothing is asked for', async () => {
  const answer = await list('');
  expect(notes(answer)).toEqual(['Straße Ångström', '50% off_now \\ "q"', 'second', 'first red chair']);
  expect(Object.keys(answer.json.data[0])).toEqual(
    'id version created_at created_by updated_at updated_by number customer status total note ordered_on due secret agent'.split(
      ' ',
    ),
  );
  expect(answer.json.next).toBeNull();
});

it('follows references in fields, filters and sort', async () => {
  const answer = await list(
    'fields=note,customer.name,customer.country,customer&filter.customer.country=Spain&sort=customer.name,note',
  );
  expect(answer.json.data).toMatchObject([
    {
      note: '50% off_now \\ "q"',
      'customer.name': '100% Beta_x',
      'customer.country': 'Spain',
      customer: { title: '100% Beta_x' },
    },
    { note: 'Straße Ångström' },
  ]);
  expect(Object.keys(answer.json.data[0])).toEqual([
    'id',
    'version',
    'note',
    'customer.name',
    'customer.country',
    'customer',
  ]);
});

it('joins filters of different fields by and, values of one filter by or', async () => {
  expect(notes(await list('filter.status=shipped&filter.total.gte=20'))).toEqual(['second']);
  expect(notes(await list('filter.total=10&filter.total=30.00&sort=total'))).toEqual([
    'first red chair',
    '50% off_now \\ "q"',
  ]);
  expect(notes(await list('filter.total.not=10&filter.total.not=30&sort=note'))).toEqual([
    'second',
    'Straße Ångström',
  ]);
});

it('takes a day of a date and time as that day in the time zone of the workspace, summer time included', async () => {
  // The clocks of London go forward on 29 March: that day ends at 23:00Z.
  expect(notes(await list('filter.due=2026-03-28'))).toEqual(['first red chair']);
  expect(notes(await list('filter.due=2026-03-29'))).toEqual(['second']);
  expect(notes(await list('filter.due=2026-03-30'))).toEqual(['50% off_now \\ "q"']);
  expect(notes(await list('filter.due=2026-03-28&filter.due=2026-03-30&sort=note'))).toEqual([
    '50% off_now \\ "q"',
    'first red chair',
  ]);
  expect(notes(await list('filter.due.gt=2026-03-29&sort=due'))).toEqual([
    '50% off_now \\ "q"',
    'Straße Ångström',
  ]);
  expect(notes(await list('filter.due.lte=2026-03-29&sort=due'))).toEqual(['first red chair', 'second']);
});

it('searches every word in any readable search field, without regard to case and accents, and takes wildcards as text', async () => {
  const search = async (q: string): Promise<string[]> => notes(await list(`q=${encodeURIComponent(q)}`));
  expect(await search('RED fir')).toEqual(['first red chair']);
  expect(await search('red second')).toEqual([]);
  expect(await search('angstrom strasse')).toEqual(['Straße Ångström']);
  for (const text of ['50%', 'off_now', '\\', '"q"', '% off_'])
    expect([text, await search(text)]).toEqual([text, ['50% off_now \\ "q"']]);
  expect(await search('%%')).toEqual([]);
  const number = (await list('filter.note=second')).json.data[0].number as string;
  expect(await search(number)).toEqual(['second']);
  expect(await search(number.toLowerCase().slice(3))).toEqual(['second']);
  const customers = await test.call('anna', 'GET', '/api/v1/records/customer?q=acme%20france');
  expect(customers.json.data.map((record: Json) => record.name)).toEqual(['Acmé Ltd']);
});

it('does not search fields that the actor may not read', async () => {
  const find = (person: string) => test.call(person, 'GET', '/api/v1/records/customer?q=france');
  expect((await find('anna')).json.data).toHaveLength(1);
  expect((await find('vera')).json.data).toEqual([]);
});

it('counts up to the cap when asked', async () => {
  expect((await list('count=capped&limit=1&filter.status=shipped')).json.count).toEqual({
    value: 2,
    capped: false,
  });
  expect((await list('')).json).not.toHaveProperty('count');
});

it('refuses unknown, repeated and malformed parameters, each by name', async () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['colour=red', '?colour', 'query/unknown'],
    ['Sort=note', '?Sort', 'query/unknown'],
    ['sort=note&sort=total', '?sort', 'query/repeated'],
    ['sort=note,-note', '?sort', 'query/repeated'],
    ['limit=0', '?limit', 'query/limit'],
    ['limit=201', '?limit', 'query/limit'],
    ['limit=1e1', '?limit', 'query/limit'],
    ['count=all', '?count', 'query/option'],
    ['deleted=1', '?deleted', 'query/option'],
    ['filter.nte=x', '?filter.nte', 'query/unknown_field'],
    ['filter.customer.nme=x', '?filter.customer.nme', 'query/unknown_field'],
    ['filter.note.name=x', '?filter.note.name', 'query/unknown_field'],
    ['filter.note.gt=x', '?filter.note.gt', 'query/operator'],
    ['filter.total.gt=1&filter.total.gt=2', '?filter.total.gt', 'query/repeated'],
    ['filter.=x', '?filter.', 'query/unknown_field'],
    ['fields=note,nothing', '?fields', 'query/unknown_field'],
    ['fields=lines', '?fields', 'query/not_listable'],
    ['sort=related', '?sort', 'query/not_sortable'],
    ['sort=__proto__', '?sort', 'query/unknown_field'],
    ['filter.constructor=x', '?filter.constructor', 'query/unknown_field'],
    ['fields=toString', '?fields', 'query/unknown_field'],
    ['q=a b c d e f g h i', '?q', 'query/too_many'],
    [`q=${'x'.repeat(201)}`, '?q', 'query/too_long'],
    ['q=a%00', '?q', 'query/text'],
    ['filter.note=a%00', '?filter.note', 'query/value'],
  ];
  for (const [query, pointer, code] of cases)
    expect([query, errors(await list(query))]).toEqual([query, [[422, pointer, code]]]);
  expect((await list('filter.nte=x')).text).toContain('did you mean `note`?');
  const many = Array.from({ length: 40 }, (_, index) => `filter.note.not=${index}`).join('&');
  expect((await list(many)).status).toBe(200);
  const values = Array.from({ length: 201 }, (_, index) => `filter.note=${index}`).join('&');
  expect(errors(await list(values))).toEqual([[422, '?filter.note', 'query/too_many']]);
});

it('refuses a cursor that was changed, cut, or made for another order', async () => {
  const { next } = (await list('sort=note&limit=1')).json;
  expect((await list(`sort=note&limit=1&after=${next}`)).status).toBe(200);
  const flipped = next.slice(0, 20) + (next[20] === 'A' ? 'B' : 'A') + next.slice(21);
  for (const after of [
    flipped,
    next.slice(0, -3),
    '',
    'null',
    '%00',
    Buffer.from('[]').toString('base64url'),
    'x'.repeat(17_000),
  ])
    expect([after, errors(await list(`sort=note&limit=1&after=${after}`))]).toEqual([
      after,
      [[422, '?after', 'query/cursor']],
    ]);
  for (const sort of ['-note', 'total', ''])
    expect(errors(await list(`sort=${sort}&limit=1&after=${next}`))).toEqual([
      [422, '?after', 'query/cursor'],
    ]);
});

it('keeps its place while records before it come and go', async () => {
  const first = await list('sort=note&limit=2');
  const extra = await test.call('anna', 'POST', '/api/v1/records/order', {
    customer: ids['acme'],
    note: '000',
  });
  const second = await list(`sort=note&limit=2&after=${first.json.next}`);
  expect([...notes(first), ...notes(second)]).toEqual([
    '50% off_now \\ "q"',
    'first red chair',
    'second',
    'Straße Ångström',
  ]);
  await test.call('anna', 'DELETE', `/api/v1/records/order/${extra.json.id}`, undefined, {
    'if-match': '"1"',
  });
});

it('orders text as people do, not by bytes', async () => {
  for (const name of ['item 10', 'item 9', 'Éclair', 'eclipse', 'Zoo', 'apple'])
    await test.call('anna', 'POST', '/api/v1/records/product', { name });
  const answer = await test.call('anna', 'GET', '/api/v1/records/product?sort=name');
  expect(answer.json.data.map((record: Json) => record.name)).toEqual([
    'apple',
    'Éclair',
    'eclipse',
    'item 9',
    'item 10',
    'Zoo',
  ]);
});

it('reads pages of an indexed order by index, however deep', async () => {
  const { pool } = test.server.database;
  await pool.query(
    `insert into app."order" (id, version, created_at, created_by, updated_at, updated_by, customer, due)
     select gen_random_uuid(), 1, now(), created_by, now(), created_by, id, case when n % 3 = 0 then null else now() + n * interval '1 minute' end
     from app.customer, generate_series(1, 10000) n where name = 'Acmé Ltd'`,
  );
  await pool.query('vacuum analyze app."order"');
  const scans = async (): Promise<number> => {
    await pool.query('select pg_stat_force_next_flush()');
    const { rows } = await pool.query<{ n: number }>(
      `select seq_scan::int as n from pg_stat_all_tables where schemaname = 'app' and relname = 'order'`,
    );
    return rows[0]?.n ?? -1;
  };
  const before = await scans();
  let after = '';
  for (let page = 0; page < 45; page += 1) {
    const answer = await list(`sort=-due&limit=200&fields=number,due${after}`);
    expect(answer.json.data).toHaveLength(200);
    after = `&after=${answer.json.next}`;
  }
  expect(await scans()).toBe(before);
});
