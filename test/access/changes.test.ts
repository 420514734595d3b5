import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestApp } from '../support/app.ts';
import type { Answer, Json, TestApp } from '../support/app.ts';

const DESK = `
workspace: test
language: 1
title: Test
time_zone: Europe/London
locale: en-GB
currency: GBP
owners: { team: { title: Team, contact: team@test.example } }
user_attributes:
  regions: { type: tags, about: Regions looked after. }
---
role: lead
about: Everything.
---
role: rep
about: Works on the customers of some regions.
---
role: blind
about: Changes without reading.
---
entity: customer
owner: team
search: [name]
fields:
  name: { type: text, required: true, unique: true }
  region: { type: choice, options: [north, south], required: true }
  limit: { type: money }
access:
  lead: { read: true, create: true, update: true, delete: true, export: true }
  rep:
    read: [ { fields: [name, region], when: region in user.regions }, { fields: [limit], when: region in user.regions && limit < 100 } ]
    create: true
    update: true
    delete: true
    export: true
  blind: { update: { fields: [name] } }
---
entity: visit
owner: team
fields:
  customer: { type: reference, to: customer, required: true }
  others: { type: references, to: customer }
  note: { type: text }
  stops: { type: children, of: stop }
access:
  lead: { read: true, create: true, update: true, delete: true }
  rep: { read: true, create: true, update: true }
---
entity: stop
owner: team
fields:
  visit: { type: reference, to: visit, part_of: true }
  place: { type: text, required: true }
  secret: { type: boolean, default: false }
access:
  lead: { read: true, create: true, update: true, delete: true }
  rep: { read: { when: secret == false, fields: [visit, place] }, create: { fields: [visit, place] }, update: { fields: [place] }, delete: true }
---
tool: desk
title: Desk
purpose: Test.
owner: team
for: [lead]
screens:
  customers: { table: customer, columns: [name] }
`;

let test: TestApp;
let north: Json;
let south: Json;
const call = (
  person: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> => test.call(person, method, `/api/v1/records/${path}`, body, headers);
const version = (number: number): Record<string, string> => ({ 'if-match': `"${number}"` });
const make = async (entity: string, body: unknown): Promise<Json> =>
  (await call('lena', 'POST', entity, body)).json;
const bare = (answer: Answer): string =>
  `${answer.status} ${answer.text.replace(/"request_id":"[^"]*"/u, '')}`;

beforeAll(async () => {
  test = await openTestApp(DESK, {
    lena: ['lead'],
    nora: { roles: ['rep'], attributes: { regions: ['north'] } },
    ben: ['blind'],
  });
  north = await make('customer', { name: 'North', region: 'north', limit: '50.00' });
  south = await make('customer', { name: 'South', region: 'south', limit: '50.00' });
});
afterAll(() => test.close());

it('answers for a record that may not be read as for one that is not there, whatever is done with it', async () => {
  const gone = '01900000-0000-7000-8000-000000000000';
  const deeds = [
    ['GET', ''],
    ['GET', '/history'],
    ['GET', '/can'],
    ['PATCH', '', { name: 'x' }],
    ['PATCH', '', { name: '' }],
    ['PATCH', '', { nonsense: 1 }],
    ['DELETE', ''],
    ['POST', '/restore'],
  ] as const;
  for (const [method, path, body] of deeds)
    for (const number of [1, 2]) {
      const [hidden, missing] = [
        await call('nora', method, `customer/${south.id}${path}`, body, version(number)),
        await call('nora', method, `customer/${gone}${path}`, body, version(number)),
      ];
      expect(bare(hidden).replaceAll(south.id, '')).toBe(bare(missing).replaceAll(gone, ''));
      expect(hidden.headers.get('etag')).toBeNull();
    }
  expect((await call('lena', 'GET', `customer/${south.id}`)).json).toEqual(south);
});

it('refuses references to records that may not be read in the words for those that are not there', async () => {
  const gone = '01900000-0000-7000-8000-000000000000';
  const bodies = (id: string): unknown[] => [
    { customer: id },
    { customer: north.id, others: [id] },
    { customer: id, stops: [{ place: 'x' }] },
  ];
  for (const [at, body] of bodies(south.id).entries()) {
    const hidden = await call('nora', 'POST', 'visit', body);
    const missing = await call('nora', 'POST', 'visit', bodies(gone)[at]);
    expect([hidden.status, hidden.json.errors[0].code]).toEqual([422, 'reference/unknown']);
    expect(bare(hidden)).toBe(bare(missing));
  }
  const visit = await make('visit', { customer: south.id, others: [south.id] });
  const kept = await call(
    'nora',
    'PATCH',
    `visit/${visit.id}`,
    { customer: south.id, note: 'stays' },
    version(1),
  );
  expect([kept.status, kept.json.customer, kept.json.others]).toEqual([
    200,
    { id: south.id, title: null },
    [{ id: south.id, title: null }],
  ]);
});

it('tells of a conflict only what may be read of the record as it is now', async () => {
  const customer = await make('customer', { name: 'Conflict', region: 'north', limit: '10.00' });
  await call('lena', 'PATCH', `customer/${customer.id}`, { limit: '5000.00', name: 'Conflicts' }, version(1));
  const stale = await call(
    'nora',
    'PATCH',
    `customer/${customer.id}`,
    { limit: '1.00', name: 'Mine' },
    version(1),
  );
  expect([stale.status, stale.json.changed, stale.json.current.limit]).toEqual([412, ['name'], null]);
  expect(stale.text).not.toContain('5000');
  await call('lena', 'PATCH', `customer/${customer.id}`, { region: 'south' }, version(2));
  expect((await call('nora', 'PATCH', `customer/${customer.id}`, { name: 'Mine' }, version(1))).status).toBe(
    404,
  );
});

it('gives a writer nothing of what the write moved out of sight', async () => {
  const moved = await call('nora', 'POST', 'customer', { name: 'Away', region: 'south', limit: '5.00' });
  expect([moved.status, Object.keys(moved.json).toSorted()]).toEqual([201, ['id', 'version']]);
  const customer = await make('customer', { name: 'Leaves', region: 'north', limit: '5.00' });
  const left = await call('nora', 'PATCH', `customer/${customer.id}`, { region: 'south' }, version(1));
  expect([left.status, left.json]).toEqual([200, { id: customer.id, version: 2 }]);
  const dear = await call('nora', 'POST', 'customer', { name: 'Dear', region: 'north', limit: '900.00' });
  expect([dear.status, dear.json.limit]).toEqual([201, null]);
});

it('repeats a kept answer with what may be read by then', async () => {
  const key = { 'idempotency-key': 'once' };
  const body = { name: 'Kept', region: 'north', limit: '20.00' };
  const created = await call('nora', 'POST', 'customer', body, key);
  expect((await call('nora', 'POST', 'customer', body, key)).text).toBe(created.text);
  await test.server.database.pool.query(`update app.customer set "limit" = 500 where id = $1`, [
    created.json.id,
  ]);
  const repeated = await call('nora', 'POST', 'customer', body, key);
  expect([repeated.status, repeated.json.limit, repeated.headers.get('idempotent-replayed')]).toEqual([
    201,
    null,
    'true',
  ]);
  await test.server.database.pool.query(`update app.customer set region = 'south' where id = $1`, [
    created.json.id,
  ]);
  expect((await call('nora', 'POST', 'customer', body, key)).json).toEqual({
    id: created.json.id,
    version: 1,
  });
});

it('leaves lines alone that the writer may not read', async () => {
  const visit = await make('visit', {
    customer: north.id,
    stops: [{ place: 'open' }, { place: 'hidden', secret: true }],
  });
  const read = await call('nora', 'GET', `visit/${visit.id}`);
  expect(read.json.stops.map(({ place }: Json) => place)).toEqual(['open']);
  const hidden = visit.stops.find(({ place }: Json) => place === 'hidden');
  const named = await call(
    'nora',
    'PATCH',
    `visit/${visit.id}`,
    { stops: [{ id: hidden.id, place: 'mine' }] },
    version(1),
  );
  expect(named.json.errors).toMatchObject([{ pointer: '/stops/0/id', code: 'line/unknown' }]);
  const cleared = await call('nora', 'PATCH', `visit/${visit.id}`, { stops: [] }, version(1));
  expect([cleared.status, cleared.json.stops]).toEqual([200, []]);
  const left = (await call('lena', 'GET', `visit/${visit.id}`)).json.stops;
  expect(left.map(({ place }: Json) => place)).toEqual(['hidden']);
});

it('says what still needs a record only as far as that may be read', async () => {
  const customer = await make('customer', { name: 'Needed', region: 'north', limit: '1.00' });
  await make('visit', { customer: customer.id });
  const told = await call('nora', 'DELETE', `customer/${customer.id}`, undefined, version(1));
  expect(told.json.detail).toBe('The customer cannot be deleted: 1 visit still need it.');
});

it('shows deleted records to those who may read and delete them, and lets only those come back', async () => {
  for (const [id, status] of [
    [north.id, 200],
    [south.id, 404],
  ] as const) {
    const gone = await make('customer', { name: `Gone ${id}`, region: id === north.id ? 'north' : 'south' });
    await call('lena', 'DELETE', `customer/${gone.id}`, undefined, version(1));
    const listed = (await call('nora', 'GET', 'customer?deleted=true')).json.data.map((row: Json) => row.id);
    expect(listed.includes(gone.id)).toBe(status === 200);
    expect((await call('nora', 'GET', `customer/${gone.id}`)).status).toBe(status);
    expect((await call('nora', 'GET', `customer/${gone.id}/history`)).status).toBe(status);
    expect((await call('nora', 'POST', `customer/${gone.id}/restore`)).status).toBe(status);
  }
});

it('judges a row in the statement that writes: one that moves out of sight meanwhile is not changed', async () => {
  for (let round = 0; round < 20; round += 1) {
    const customer = await make('customer', { name: `Race ${round}`, region: 'north' });
    const away = await test.server.database.pool.connect();
    try {
      await away.query('begin');
      await away.query(`update app.customer set region = 'south' where id = $1`, [customer.id]);
      const write = call('nora', 'PATCH', `customer/${customer.id}`, { name: `Won ${round}` }, version(1));
      await new Promise((resolve) => setTimeout(resolve, round));
      await away.query('commit');
      expect((await write).status).toBe(404);
    } finally {
      away.release();
    }
    const { rows } = await test.server.database.pool.query('select name from app.customer where id = $1', [
      customer.id,
    ]);
    expect(rows).toEqual([{ name: `Race ${round}` }]);
  }
});

it('lets who may read nothing change what it may change, without telling anything', async () => {
  const customer = await make('customer', { name: 'Quiet', region: 'south', limit: '3.00' });
  const changed = await call('ben', 'PATCH', `customer/${customer.id}`, { name: 'Loud' }, version(1));
  expect([changed.status, Object.keys(changed.json).toSorted()]).toEqual([200, ['id', 'version']]);
  const stale = await call('ben', 'PATCH', `customer/${customer.id}`, { name: 'Louder' }, version(1));
  expect([stale.status, stale.json.current, stale.json.changed]).toEqual([412, undefined, []]);
});

it('writes the audit before the first line of an export, and what went out after the last', async () => {
  await make('customer', { name: '=1+1', region: 'north', limit: '-7.00' });
  await make('customer', { name: '-5', region: 'north', limit: '-8.00' });
  const answer = await call('nora', 'GET', 'customer/export.csv?fields=name,limit&sort=name&where=limit<0');
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  const lines = answer.text.split('\r\n').map((line) => line.replace(/^[\da-f-]{36}/u, 'id'));
  expect(lines).toEqual(['id,name,limit', "id,'-5,-8.00", "id,'=1+1,-7.00", '']);
  const { rows } = await test.server.database.pool.query(
    `select operation, after from jig.audit_entry where entity = 'customer' and operation like 'export%' order by id`,
  );
  expect(rows).toEqual([
    {
      operation: 'export-records',
      after: {
        asked: {
          filters: {},
          where: 'limit<0',
          q: '',
          sort: [{ path: 'name', descending: false }],
          deleted: false,
        },
        fields: ['name', 'limit'],
      },
    },
    { operation: 'export-records end', after: { records: 2, complete: true } },
  ]);
});

it('sends an export of many pages whole and in order', async () => {
  await test.server.database.pool.query(
    `insert into app.customer (id, version, created_at, created_by, updated_at, updated_by, name, region)
     select gen_random_uuid(), 1, now(), a.id, now(), a.id, 'Many ' || n, case when n % 3 = 0 then 'south' else 'north' end
     from generate_series(1, 4500) n, jig.actor a where a.kind = 'system'`,
  );
  const answer = await call('nora', 'GET', 'customer/export.csv?fields=name&sort=name&q=many');
  const names = answer.text
    .split('\r\n')
    .slice(1, -1)
    .map((line) => Number(line.split(' ')[1]));
  expect(names).toHaveLength(3000);
  expect(names).toEqual(names.toSorted((a, b) => a - b));
});
