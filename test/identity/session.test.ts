import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findDevPerson, readDevPeople, syncDevPeople } from '../../server/identity/dev-people.ts';
import { DEV_PEOPLE_FILE, DevPeopleProblem } from '../../server/identity/dev-people-problem.ts';
import { endSession, SESSION_COOKIE, startSession } from '../../server/identity/session.ts';
import { ORDER_DESK, PEOPLE } from '../records/order-desk.ts';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';

let test: TestApp;
let now = new Date();
const customers = '/api/v1/records/customer';
beforeAll(async () => {
  test = await openTestApp(ORDER_DESK, PEOPLE, { now: () => now });
});
afterAll(() => test.close());

const statusWith = async (cookie: string): Promise<number> =>
  (await test.app.request(customers, { headers: { cookie } })).status;

it('the cookie cannot be read by scripts, is not sent from other sites, and its token is kept only as a digest', async () => {
  const id = (await findDevPerson(test.server.database, 'anna')) ?? '';
  const cookie = await startSession(test.server.database, id, now, true);
  expect(cookie).toMatch(/^jig_session=[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Lax; Secure$/u);
  const token = cookie.slice(SESSION_COOKIE.length + 1, cookie.indexOf(';'));
  const { rows } = await test.server.database.pool.query<{ found: boolean }>(
    'select exists (select 1 from jig.session s where s::text like $1) as found',
    [`%${token}%`],
  );
  expect(rows).toEqual([{ found: false }]);
  expect(await statusWith(`a=b; jig_session=${token}; c=d`)).toBe(200);
});

it('takes no token that it did not give', async () => {
  const cookie = test.cookie('anna');
  const token = cookie.split('=')[1] ?? '';
  for (const wrong of [
    '',
    'x',
    token.slice(0, -1),
    `${token}x`,
    token.toLowerCase(),
    'A'.repeat(43),
    `"${token}"`,
    "' or true --",
    '\u0100'.repeat(2).normalize().replace(/./gu, 'a'),
  ])
    expect(await statusWith(`jig_session=${wrong}`)).toBe(401);
  expect(await statusWith(`xjig_session=${token}`)).toBe(401);
  expect(await statusWith(cookie)).toBe(200);
});

it('sessions end by signing out, by time, and with the person', async () => {
  const { database } = test.server;
  const id = (await findDevPerson(database, 'anna')) ?? '';
  const signedOut = (await startSession(database, id, now, false)).split(';')[0] ?? '';
  expect(await statusWith(signedOut)).toBe(200);
  expect(await endSession(database, signedOut, false)).toMatch(/^jig_session=; Path=\/; Max-Age=0/u);
  expect(await statusWith(signedOut)).toBe(401);
  const other = (await startSession(database, id, now, false)).split(';')[0] ?? '';
  const start = now;
  now = new Date(start.getTime() + 11.9 * 3_600_000);
  expect(await statusWith(other)).toBe(200);
  now = new Date(start.getTime() + 12.1 * 3_600_000);
  expect(await statusWith(other)).toBe(401);
  now = start;
  await database.pool.query('update jig.actor set active = false where id = $1', [id]);
  expect(await statusWith(other)).toBe(401);
  await database.pool.query('update jig.actor set active = true where id = $1', [id]);
});

it('people of the development file get exactly its roles, and lose them with the file', async () => {
  const { database } = test.server;
  const { model } = test.releases.current();
  const folder = await mkdtemp(join(tmpdir(), 'jig-people-'));
  const write = (text: string): Promise<void> => writeFile(join(folder, DEV_PEOPLE_FILE), text);
  const rolesOf = async (key: string): Promise<string[]> => {
    const { rows } = await database.pool.query<{ role: string }>(
      'select role from jig.role_assignment r join jig.actor a on a.id = r.actor_id where a.key = $1 and revoked_at is null order by role',
      [`dev:${key}`],
    );
    return rows.map(({ role }) => role);
  };
  try {
    expect(await readDevPeople(folder, model)).toEqual([]);
    await write(
      'people:\n  eva: { name: Eva Lind, email: eva@x.example, roles: [clerk, viewer, clerk] }\n  rolf: { name: Rolf }\n',
    );
    const people = await readDevPeople(folder, model);
    expect(people).toEqual([
      {
        key: 'eva',
        name: 'Eva Lind',
        email: 'eva@x.example',
        roles: [
          { role: 'clerk', scope: null, until: null },
          { role: 'viewer', scope: null, until: null },
        ],
        attributes: {},
      },
      { key: 'rolf', name: 'Rolf', email: null, roles: [], attributes: {} },
    ]);
    await Promise.all([syncDevPeople(database, people, now), syncDevPeople(database, people, now)]);
    expect([await rolesOf('eva'), await rolesOf('rolf')]).toEqual([['clerk', 'viewer'], []]);
    const session =
      (await startSession(database, (await findDevPerson(database, 'eva')) ?? '', now, false)).split(
        ';',
      )[0] ?? '';
    expect(await statusWith(session)).toBe(200);
    await write('people: { eva: { name: Eva Lind, roles: [viewer] } }');
    await syncDevPeople(database, await readDevPeople(folder, model), now);
    expect(await rolesOf('eva')).toEqual(['viewer']);
    await syncDevPeople(database, [], now);
    expect([await rolesOf('eva'), await findDevPerson(database, 'eva'), await statusWith(session)]).toEqual([
      [],
      null,
      401,
    ]);
    const wrong: readonly (readonly [string, RegExp])[] = [
      ['people: [', /not YAML/u],
      ['peple: {}', /needs a map `people`/u],
      ['people: { eva: { name: Eva, roles: [clrk] } }', /unknown role `clrk`; did you mean `clerk`/u],
      ['people: { eva: { name: Eva, role: clerk } }', /unknown key `role`/u],
      ['people: { eva: { roles: [clerk] } }', /no name/u],
      ['people: { "Eva B": { name: Eva } }', /`Eva B`/u],
      ['people: { eva: { name: Eva, roles: clerk } }', /no list/u],
      ['people: { eva: { name: Eva, roles: [__proto__] } }', /unknown role/u],
    ];
    for (const [text, message] of wrong) {
      await write(text);
      const reading = readDevPeople(folder, model);
      await expect(reading).rejects.toThrow(DevPeopleProblem);
      await expect(reading).rejects.toThrow(message);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});
