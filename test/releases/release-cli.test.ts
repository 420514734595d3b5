import { afterAll, beforeAll, expect, it } from 'vitest';
import { syncDevPeople } from '../../server/identity/dev-people.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { changed, DESK, openFolder, type Folder, type Ran, WIDER, withField } from './desk.ts';

let server: TestDatabase;
let folder: Folder;
beforeAll(async () => {
  server = await createTestDatabase();
  folder = openFolder(server.url);
  folder.git('init', '--quiet', '--initial-branch=main');
  folder.write(DESK);
});
afterAll(async () => {
  await server.close();
  folder.remove();
});

/** With the wider access, and a field that gets a value. */
const KEPT = WIDER.replace('  note: { type: text }', '  note: { type: text }\n  kept: { type: text }');

const commit = (message: string): string => {
  folder.git('add', '--all');
  folder.git('commit', '--quiet', '-m', message);
  return folder.git('rev-parse', 'HEAD');
};
const release = (...args: readonly string[]): Promise<Ran> => folder.jig(['release', folder.path, ...args]);

async function rows<T>(sql: string): Promise<readonly T[]> {
  return (await server.database.pool.query(sql)).rows as T[];
}
const newest = async (): Promise<Record<string, unknown>> =>
  (
    await rows<Record<string, unknown>>(
      'select number, reason, git_commit, content_hash, base, rolled_back_to, plan is not null as planned from jig.release order by number desc limit 1',
    )
  )[0] ?? {};

it('publishes a first release with its reason, commit and plan, and says what it holds', async () => {
  const first = commit('First');
  const { code, out, err } = await release('--reason', 'The first one');
  expect([code, err]).toEqual([0, '']);
  expect(out).toMatch(/nothing blocks\.[^]*Release 1 is in force\.\n$/u);
  expect(await newest()).toEqual({
    number: 1,
    reason: 'The first one',
    git_commit: first,
    content_hash: expect.stringMatching(/^[0-9a-f]{64}$/u),
    base: null,
    rolled_back_to: null,
    planned: true,
  });
  const [entry] = await rows<{
    operation: string;
    before: unknown;
    after: object;
    reason: string;
    release: number;
  }>('select operation, before, after, reason, release from jig.audit_entry order by id desc limit 1');
  expect(entry).toMatchObject({ operation: 'release', before: null, reason: 'The first one', release: 1 });
  expect(entry?.after).toMatchObject({ release: 1, git_commit: first });
});

it('asks for a reason, and has nothing to do for the same definitions', async () => {
  expect((await release()).code).toBe(2);
  const { code, out } = await release('--reason', 'Again');
  expect([code, out]).toEqual([
    0,
    expect.stringContaining('Release 1 holds these very definitions. There is nothing to publish.'),
  ]);
  expect((await newest())['number']).toBe(1);
});

it('definitions with mistakes are shown as check shows them, and nothing is published', async () => {
  folder.write(changed(['type: money, required', 'type: monee, required']));
  const { code, out } = await release('--reason', 'Broken');
  expect([code, out]).toEqual([1, expect.stringMatching(/desk\.yaml:\d+:\d+[^]*monee/u)]);
});

it('a comment that moves makes a release too, since places are shown; the model hash says that nothing else did', async () => {
  folder.write(`# A comment.\n${DESK}`);
  commit('Comment');
  expect((await release('--reason', 'Comment')).out).toContain('Release 2 is in force.');
});

it('a folder that holds more than was committed says so in its commit', async () => {
  folder.write(withField('extra: { type: text }'));
  const { out } = await release('--reason', 'Adds extra');
  expect(out).toMatch(/holds changes that are not committed[^]*Release 3 is in force/u);
  expect((await newest())['git_commit']).toMatch(/^[0-9a-f]{40}-dirty$/u);
});

it('a checkout that does not contain the commit in force is refused, unless it is meant', async () => {
  commit('Extra');
  folder.write(withField('extra: { type: text }\n  more: { type: text }'));
  commit('More');
  expect((await release('--reason', 'Adds more')).code).toBe(0);
  folder.git('checkout', '--quiet', 'HEAD~1');
  const refused = await release('--reason', 'From an older checkout');
  expect([refused.code, refused.err]).toEqual([
    3,
    expect.stringMatching(
      /Release 4 was made from commit [0-9a-f]{12}, which is not part of the history[^]*--older/u,
    ),
  ]);
  expect((await newest())['number']).toBe(4);
  const meant = await release('--reason', 'Without more', '--older');
  expect([meant.code, (await newest())['number']]).toEqual([0, 5]);
  folder.git('checkout', '--quiet', 'main');
  expect((await release('--reason', 'With more again')).code).toBe(0);
});

it('lists releases, shows one, and what two differ in', async () => {
  const { out } = await folder.jig(['releases']);
  expect(out).toMatch(/^\* +6 .* {2}[0-9a-f]{12} {2}With more again\n +1 change: 1 data\n +5 /u);
  expect((await folder.jig(['releases', '4'])).out).toMatch(
    /^Release 4\n {2}published +\d{4}-\d\d-\d\d \d\d:\d\d by Jig\n {2}reason +Adds more\n[^]*\+ refund\.more: text/u,
  );
  expect((await folder.jig(['releases', '3', '4'])).out).toMatch(
    /From release 3 to release 4\.[^]*\+ refund\.more: text/u,
  );
  expect((await folder.jig(['releases', '4', '3'])).out).toMatch(
    /From release 4 to release 3\.[^]*- refund\.more: text/u,
  );
  const missing = await folder.jig(['releases', '99']);
  expect([missing.code, missing.err]).toEqual([3, expect.stringContaining('There is no release 99.')]);
  const { releases } = JSON.parse((await folder.jig(['releases', '--json'])).out) as {
    releases: { number: number; summary: string }[];
  };
  expect(releases.map(({ number }) => number)).toEqual([6, 5, 4, 3, 2, 1]);
});

it('what widens access waits for its owner: the operator writes their yes down, with the witness, and it counts once', async () => {
  const people = [
    {
      key: 'lea',
      name: 'Lea Lead',
      email: null,
      roles: [{ role: 'lead', scope: null, until: null }],
      attributes: {},
    },
    {
      key: 'ann',
      name: 'Ann Clerk',
      email: null,
      roles: [{ role: 'clerk', scope: null, until: null }],
      attributes: {},
    },
  ];
  await syncDevPeople(server.database, people, new Date());
  folder.write(WIDER);
  commit('Wider');
  const refused = await release('--reason', 'Clerks see all');
  expect([refused.code, refused.err]).toEqual([
    3,
    expect.stringMatching(/must be approved first\.[^]*refund[^]*Who may approve it: payments\./u),
  ]);
  const approve = (...args: readonly string[]): Promise<Ran> =>
    folder.jig(['approve', folder.path, '--reason', 'Checked', ...args]);
  expect((await approve('--owner', 'sales', '--for', 'lea')).err).toContain(
    'Nothing of this plan waits for `sales`, but for `payments`.',
  );
  expect((await approve('--owner', 'payments', '--for', 'ann')).err).toContain(
    'Ann Clerk may not approve for `payments`: that takes `lead` in release 6.',
  );
  expect((await approve('--owner', 'payments', '--for', 'nobody')).err).toContain('There is nobody');
  const approved = await approve('--owner', 'payments', '--for', 'lea');
  expect([approved.code, approved.out]).toEqual([
    0,
    expect.stringMatching(/^Approved for payments by Lea Lead: refund/u),
  ]);
  expect((await approve('--owner', 'payments', '--for', 'lea')).out).toContain('approved already');
  expect((await release('--reason', 'Clerks see all')).out).toContain('Release 7 is in force.');
  const [entry] = await rows<{ after: { approved: { message: string; for: string; subject: string }[] } }>(
    `select after from jig.audit_entry where operation = 'release' order by id desc limit 1`,
  );
  expect(entry?.after.approved).toContainEqual(
    expect.objectContaining({
      owner: 'payments',
      for: 'Lea Lead',
      reason: 'Checked',
      message: expect.stringMatching(/Somebody/u),
    }),
  );
  expect((await folder.jig(['releases', '7'])).out).toMatch(
    /approved +refund.* for payments by Lea Lead: Checked/u,
  );

  folder.write(withField('extra: { type: text }\n  more: { type: text }'));
  commit('Back');
  expect((await release('--reason', 'Narrow again')).code).toBe(0);
  folder.write(WIDER);
  commit('Wider again');
  expect((await release('--reason', 'Again')).code).toBe(3);
  const inline = await release('--reason', 'Again', '--approve', 'payments', '--for', 'lea');
  expect([inline.code, (await newest())['number']]).toEqual([0, 9]);
});

it('rolls back to the release before, which is a new one; values written since come back with their field', async () => {
  await server.database.pool.query(
    `insert into app.refund (id, code, amount, created_by, updated_by) select gen_random_uuid(), 'R-1', 5, id, id from jig.actor limit 1`,
  );
  folder.write(KEPT);
  commit('Kept');
  expect((await release('--reason', 'Adds kept')).code).toBe(0);
  await server.database.pool.query(`update app.refund set kept = 'of worth'`);
  const back = await folder.jig(['rollback', '--reason', 'Not yet']);
  expect([back.code, back.out]).toEqual([
    0,
    expect.stringMatching(/- refund\.kept: text[^]*Release 11 is in force\.\n$/u),
  ]);
  expect(await newest()).toMatchObject({ number: 11, base: 10, rolled_back_to: 9, reason: 'Not yet' });
  expect((await folder.jig(['releases'])).out).toMatch(/^\* +11 .* back to 9 {2}Not yet\n/u);
  const on = await folder.jig(['rollback', '10', '--reason', 'Now']);
  expect(on.code).toBe(0);
  expect(await rows('select kept from app.refund')).toEqual([{ kept: 'of worth' }]);
  const [entry] = await rows<object>(
    `select operation, before, after ->> 'rolled_back_to' as back, release from jig.audit_entry order by id desc limit 1`,
  );
  expect(entry).toEqual({ operation: 'rollback', before: { release: 11 }, back: '10', release: 12 });
});

it('a rollback that the data does not fit is refused with the records, and changes nothing', async () => {
  folder.write(KEPT.replace('max_length: 20', 'max_length: 40'));
  commit('Longer');
  expect((await release('--reason', 'Longer codes')).code).toBe(0);
  await server.database.pool.query(`update app.refund set code = 'A code that is longer than twenty'`);
  const { code, err, out } = await folder.jig(['rollback', '--reason', 'Shorter again']);
  expect(code).toBe(3);
  expect(`${out}${err}`).toMatch(/data\/limit-broken[^]*refund\.code/u);
  expect((await newest())['number']).toBe(13);
  const same = await folder.jig(['rollback', '13', '--reason', 'Same']);
  expect([same.code, same.err]).toEqual([3, expect.stringContaining('Release 13 is in force.')]);
  const none = await folder.jig(['rollback', '99', '--reason', 'Same']);
  expect([none.code, none.err]).toEqual([
    3,
    expect.stringContaining('There is no release 99; the newest is 13.'),
  ]);
});

it('a plan that was looked at is refused once anything that it was made from moved, and says what', async () => {
  await server.database.pool.query(`update app.refund set code = 'R-1'`);
  folder.write(KEPT.replace('  kept:', '  fresh: { type: text }\n  kept:'));
  commit('Fresh');
  const args = ['plan', folder.path, '--json', '@plan.json'];
  expect((await folder.jig(args)).code).toBe(2);
  folder.write(KEPT.replace('  kept:', '  fresh: { type: text, max_length: 30 }\n  kept:'));
  const moved = await release('--reason', 'Fresh', '--plan', `${folder.path}/../plan.json`);
  expect([moved.code, moved.err]).toEqual([
    3,
    expect.stringMatching(/out of date[^]*desk\.yaml changed since/u),
  ]);
  folder.write(KEPT.replace('  kept:', '  fresh: { type: text }\n  kept:'));
  await server.database.pool.query('alter table app.refund alter column note type varchar(10)');
  const drifted = await release('--reason', 'Fresh', '--plan', `${folder.path}/../plan.json`);
  expect([drifted.code, drifted.err]).toEqual([3, expect.stringMatching(/The table of `refund` changed/u)]);
  await server.database.pool.query('alter table app.refund alter column note type text');
  const done = await release('--reason', 'Fresh', '--plan', `${folder.path}/../plan.json`);
  expect([done.code, done.err]).toEqual([0, '']);
  const late = await release('--reason', 'Fresh', '--plan', `${folder.path}/../plan.json`);
  expect([late.code, late.err]).toEqual([
    3,
    expect.stringMatching(/Release 14 was published since by Jig \(Fresh\)/u),
  ]);
  const no = await release('--reason', 'x', '--plan', `${folder.path}/desk.yaml`);
  expect([no.code, no.err]).toEqual([2, expect.stringContaining('is no plan')]);
});
