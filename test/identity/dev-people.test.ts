import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startOfDay } from '../../runtime/model/zoned-day.ts';
import { changeRole } from '../../server/cli/change-role.ts';
import { readDevPeople, syncDevPeople, type DevPerson } from '../../server/identity/dev-people.ts';
import { DEV_PEOPLE_FILE, DevPeopleProblem } from '../../server/identity/dev-people-problem.ts';
import type { Json, TestApp } from '../support/app.ts';
import { openPeopleApp } from './people-desk.ts';

let test: TestApp;
let folder = '';
const now = new Date();
beforeAll(async () => {
  test = await openPeopleApp(() => new Date());
  folder = await mkdtemp(join(tmpdir(), 'jig-people-'));
});
afterAll(async () => {
  await test.close();
  await rm(folder, { recursive: true });
});

async function read(text: string): Promise<readonly DevPerson[]> {
  await writeFile(join(folder, DEV_PEOPLE_FILE), text);
  return readDevPeople(folder, test.releases.current().model);
}

const held = async (key: string): Promise<Json[]> =>
  (
    await test.server.database.pool.query(
      `select r.role, r.scope, r.expires_at, r.reason, g.kind as giver from jig.role_assignment r
       join jig.actor a on a.id = r.actor_id join jig.actor g on g.id = r.given_by
       where a.key = $1 and r.revoked_at is null order by r.role, r.id`,
      [`dev:${key}`],
    )
  ).rows;

it('the file gives roles with scope and end, and attributes', async () => {
  const people = await read(
    `people:
  lea: { name: Lea, roles: [lead] }
  eva:
    name: Eva
    roles: [support, { role: support, scope: { regions: [north] }, until: 2031-07-01 }, { role: lead }]
    attributes: { regions: [north, south], team: blue, level: 2, trained: false }
`,
  );
  expect(people[1]).toEqual({
    key: 'eva',
    name: 'Eva',
    email: null,
    roles: [
      { role: 'support', scope: null, until: null },
      { role: 'support', scope: { regions: ['north'] }, until: '2031-06-30T23:00:00.000Z' },
      { role: 'lead', scope: null, until: null },
    ],
    attributes: { regions: ['north', 'south'], team: 'blue', level: 2, trained: false },
  });
  await syncDevPeople(test.server.database, people, now);
  await syncDevPeople(test.server.database, people, now);
  const given = await held('eva');
  expect(given.map(({ role, scope }) => [role, scope])).toEqual([
    ['lead', null],
    ['support', null],
    ['support', { regions: ['north'] }],
  ]);
  expect(given[0]).toMatchObject({ reason: 'Given by people.dev.yaml.', giver: 'system' });
  const other = await read(
    'people: { lea: { name: Lea, roles: [lead] }, eva: { name: Eva, roles: [support] } }',
  );
  await syncDevPeople(test.server.database, other, new Date(now.getTime() + 1));
  expect((await held('eva')).map(({ role, scope }) => [role, scope])).toEqual([['support', null]]);
});

it('mistakes are told in the words of the file', async () => {
  const person = (rest: string): string => `people: { eva: { name: Eva, ${rest} } }`;
  const wrong: readonly (readonly [string, RegExp])[] = [
    [person('roles: [{ role: suport }]'), /unknown role `suport`; did you mean `support`/u],
    [person('roles: [{ rol: support }]'), /unknown key `rol` in a role of eva: use role, scope and until/u],
    [person('roles: [{ role: support, until: soon }]'), /until `soon`, which is no date/u],
    [person('roles: [{ role: support, until: 2027-02-30 }]'), /no date/u],
    [
      person('roles: [{ role: support, scope: { region: [x] } }]'),
      /the role support with a scope that cannot be used \(`region`\): There is no attribute `region`; did you mean `regions`/u,
    ],
    [person('roles: [{ role: support, scope: { regions: [] } }]'), /\(`regions`\): This value is required/u],
    [person('attributes: { level: high }'), /attributes that cannot be used \(`level`\): Expected/u],
    [person('attributes: [north]'), /Expected a map of attributes/u],
    [person('attributs: {}'), /unknown key `attributs` for eva: use name, email, roles and attributes/u],
  ];
  for (const [text, message] of wrong) {
    const reading = read(text);
    await expect(reading, text).rejects.toThrow(DevPeopleProblem);
    await expect(reading, text).rejects.toThrow(message);
  }
});

it('an operator gives and takes any role at the command line, which the file leaves alone', async () => {
  let [out, err] = ['', ''];
  const run = async (verb: 'give' | 'take', ...args: string[]): Promise<number> => {
    [out, err] = ['', ''];
    return changeRole(verb, args, {
      out: (text) => void (out += text),
      err: (text) => void (err += text),
      colour: false,
      env: { DATABASE_URL: test.server.url },
    });
  };
  const people = await read('people: { eva: { name: Eva, roles: [] }, lea: { name: Lea, roles: [lead] } }');
  await syncDevPeople(test.server.database, people, now);
  expect(
    await run('give', 'eva', 'head', '--scope', 'regions=north,south;level=3', '--until', '2031-07-01'),
  ).toBe(0);
  expect(out).toBe('Eva holds Head for regions north, south; level 3 until 2031-06-30T23:00:00.000Z.\n');
  expect(
    await run('give', 'Eva', 'head', '--scope', 'level=3;regions=south,north', '--until', '2031-07-01'),
  ).toBe(0);
  expect(out).toMatch(/already; nothing was changed/u);
  await syncDevPeople(test.server.database, people, new Date());
  expect(await held('eva')).toMatchObject([
    {
      role: 'head',
      scope: { level: 3, regions: ['north', 'south'] },
      reason: 'By an operator, at the command line.',
    },
  ]);
  expect(await run('take', 'eva', 'support')).toBe(2);
  expect(err).toBe('Eva does not hold `support`, but `head`.\n');
  expect(await run('take', 'eva', 'head', '--reason', 'Left')).toBe(0);
  expect(await held('eva')).toEqual([]);
  const { rows } = await test.server.database.pool.query(
    `select operation, decided_by, reason from jig.audit_entry where decided_by = 'operator' order by id`,
  );
  expect(rows).toEqual([
    { operation: 'give-role', decided_by: 'operator', reason: 'By an operator, at the command line.' },
    { operation: 'revoke-role', decided_by: 'operator', reason: 'Left' },
  ]);
  for (const [args, message] of [
    [['nobody', 'head'], /nobody with the key, e-mail address or name `nobody`/u],
    [['eva', 'hed'], /role: There is no role `hed`; did you mean `head`/u],
    [['eva', 'head', '--until', '2020-01-01'], /until: Must be after now/u],
  ] as const) {
    expect(await run('give', ...args)).toBe(2);
    expect(err).toMatch(message);
  }
  await expect(run('give', 'eva')).rejects.toThrow(/needs a person and a role/u);
  await expect(run('give', 'eva', 'head', '--scope', 'rgions=x')).rejects.toThrow(/did you mean `regions`/u);
  await expect(run('take', 'eva', 'head', '--until', '2031-01-01')).rejects.toThrow(/takes only `--reason`/u);
});

it('a day begins when the clocks of the zone say so, also where they skip midnight', () => {
  const starts = (day: string, zone: string): string => startOfDay(day, zone).toISOString();
  expect(starts('2027-01-01', 'UTC')).toBe('2027-01-01T00:00:00.000Z');
  expect(starts('2027-07-01', 'Europe/London')).toBe('2027-06-30T23:00:00.000Z');
  expect(starts('2027-03-28', 'Europe/Berlin')).toBe('2027-03-27T23:00:00.000Z');
  expect(starts('2027-03-29', 'Europe/Berlin')).toBe('2027-03-28T22:00:00.000Z');
  expect(starts('2027-01-01', 'Asia/Kathmandu')).toBe('2026-12-31T18:15:00.000Z');
  expect(starts('2018-11-04', 'America/Sao_Paulo')).toBe('2018-11-04T03:00:00.000Z');
  expect(starts('2018-02-18', 'America/Sao_Paulo')).toBe('2018-02-18T03:00:00.000Z');
});
