import { afterAll, beforeAll, expect, it } from 'vitest';
import { main } from '../../server/cli/main.ts';
import { openDesk } from './desk.ts';
import type { Desk } from './desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

async function jig(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' };
  const code = await main(args, {
    out: (text) => void (said.out += text),
    err: (text) => void (said.err += text),
    colour: false,
    env: { DATABASE_URL: desk.server.url },
  });
  return { code, ...said };
}

it('jig can names the grant, its place and what decided; the exit code is the answer', async () => {
  const record = await desk.refund(await desk.order('100.00'), { amount: '20.00' });
  const yes = await jig('can', 'nora', 'update', `refund/${record.number}`, '--field', 'amount');
  expect([yes.code, yes.err]).toEqual([0, '']);
  expect(yes.out).toMatch(/^Yes\. Granted by support \(test\.yaml:\d+\)\./u);
  const no = await jig('can', 'Test sam', 'delete', `refund/${record.id}`);
  expect(no.code).toBe(1);
  expect(no.out).toMatch(/✗ refund\.access\.support\.read \(support\) {2}test\.yaml:\d+/u);
  expect(no.out).toContain('← decides');
  const json = await jig('can', 'nora', 'create', 'refund', '--json');
  expect(JSON.parse(json.out)).toMatchObject({ person: { name: 'Test nora' }, verdict: { allowed: true } });
});

it('jig can says what it cannot find', async () => {
  expect(await jig('can', 'nobody', 'read', 'refund')).toMatchObject({
    code: 2,
    err: 'There is nobody with the key, e-mail address or name `nobody`.\n',
  });
  expect((await jig('can', 'nora', 'read', 'refund/R-999999')).err).toContain('whose number is `R-999999`');
  expect((await jig('can', 'nora', 'raed', 'refund')).err).toContain('`read`');
  expect((await jig('can', 'nora')).code).toBe(2);
});

it('jig run does what the screens do, for the person named, and refuses with the rule', async () => {
  const record = await desk.refund(await desk.order('100.00'), { amount: '20.00', reason: 'damaged' });
  const what = `refund/${record.number}`;
  const dry = await jig('run', what, 'approve', '--as', 'lea', '--dry-run');
  expect([dry.code, dry.out]).toEqual([0, expect.stringContaining('  status: requested -> approved\n')]);
  const done = await jig('run', what, 'approve', '--as', 'lea');
  expect([done.code, done.out]).toEqual([0, `approve is done: ${what} is at version 2.\n`]);
  const again = await jig('run', what, 'approve', '--as', 'lea');
  expect(again.code).toBe(2);
  expect(again.err).toContain('by refund.actions.approve.from');
  expect((await jig('run', what, 'reject', '--as', 'lea')).err).toContain('why: This value is required.');
  const rejected = await jig('run', what, 'reject', '--as', 'lea', '--input', 'why=Too late, sorry');
  expect(rejected.code, rejected.err).toBe(0);
  expect((await desk.read('lea', record.id)).json).toMatchObject({
    status: 'rejected',
    note: 'Too late, sorry',
  });
  expect((await jig('run', what, 'pay', '--as', 'nora')).err).toContain('only Lead may pay');
});
