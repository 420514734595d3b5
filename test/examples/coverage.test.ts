import { afterAll, beforeAll, expect, it } from 'vitest';
import { renderCoverage } from '../../server/examples/render-report.ts';
import { openExamples, type OpenExamples } from './open-examples.ts';
import { GOOD, refundDesk } from './refund-desk.ts';

let open: OpenExamples;
beforeAll(async () => {
  open = await openExamples();
});
afterAll(() => open.server.close());

async function missing(examples: readonly string[]): Promise<Record<string, readonly string[]>> {
  const { report } = await open.run(refundDesk(examples));
  const left = report.coverage.filter((entry) => entry.missing.length > 0);
  return Object.fromEntries(
    left
      .filter(({ rule }) => rule.of === 'refund' || rule.of === 'refund_route')
      .map(({ rule, missing: outcomes }) => [rule.id, outcomes]),
  );
}

it('the examples of every rule leave nothing open', async () => {
  expect(await missing(GOOD)).toEqual({});
});

it('without examples everything is open', async () => {
  const { report } = await open.run(refundDesk([]));
  expect(report.coverage.every(({ seen }) => seen.length === 0)).toBe(true);
  expect(report.coverage.map(({ rule }) => rule.id)).toEqual([
    'customer.access.support.read',
    'customer.access.finance.read',
    'order.access.support.read',
    'order.access.finance.read',
    'order_line.access.support.read',
    'order_line.access.finance.read',
    'refund.note.required_when',
    'refund.note.editable_when',
    'refund.checks.within_order',
    'refund.checks.modest',
    'refund.never.self_approval',
    'refund.actions.approve.from',
    'refund.actions.approve.when',
    'refund.actions.approve.not_by',
    'refund.actions.approve (requested to approved)',
    'refund.actions.reject.from',
    'refund.actions.reject (requested to rejected)',
    'refund.access.support.read',
    'refund.access.support.create',
    'refund.access.support.update',
    'refund.access.finance.read',
    'refund.access.finance.actions.approve',
    'refund.access.finance.actions.reject',
    'refund_route.small',
    'refund_route.gold',
    'refund_route.rest',
  ]);
});

// What each example alone shows, so that without it exactly that is open.
it.each([
  ['over_the_limit', { 'refund.actions.approve.when': ['false'] }],
  ['own', { 'refund.actions.approve.not_by': ['false'] }],
  ['twice', { 'refund.actions.approve.from': ['false'] }],
  ['raised', { 'refund_route.gold': ['taken'] }],
  [
    'rejected',
    { 'refund.actions.reject (requested to rejected)': ['taken'], 'refund.actions.reject.from': ['true'] },
  ],
  ['rejected_twice', { 'refund.actions.reject.from': ['false'] }],
  ['far_away', { 'refund.access.support.read': ['false'] }],
  ['too_much', { 'refund.checks.within_order': ['false'] }],
])('without `%s` what it shows is open', async (name, expected) => {
  const left = await missing(GOOD.filter((line) => !line.startsWith(`${name}:`)));
  expect(left).toMatchObject(expected);
});

it('is shown as a table and a list that says what is missing', async () => {
  const { report } = await open.run(
    refundDesk(GOOD.filter((line) => /^(?:at_the_limit|own|far_away):/u.test(line))),
  );
  const text = renderCoverage(report.coverage, { prefix: 'definitions/' });
  expect(text.replaceAll(/desk\.yaml:\d+:\d+/gu, 'desk.yaml:…')).toMatchInlineSnapshot(`
    "Coverage: what the examples show of the rules
                    rules  outcomes shown
      customer          2          0 of 2   0 %
      order             2          0 of 2   0 %
      order_line        2          0 of 2   0 %
      refund           17        12 of 27  44 %
      refund_route      3          2 of 3  66 %
    Not shown by any example:
      customer.access.support.read: never used  (definitions/desk.yaml:…)
      customer.access.finance.read: never used  (definitions/desk.yaml:…)
      order.access.support.read: never used  (definitions/desk.yaml:…)
      order.access.finance.read: never used  (definitions/desk.yaml:…)
      order_line.access.support.read: never used  (definitions/desk.yaml:…)
      order_line.access.finance.read: never used  (definitions/desk.yaml:…)
      refund.note.required_when: never requires  (definitions/desk.yaml:…)
      refund.note.editable_when: never lets edit  (definitions/desk.yaml:…)
      refund.checks.within_order: never fails  (definitions/desk.yaml:…)
      refund.checks.modest: never passes, never fails  (definitions/desk.yaml:…)
      refund.actions.approve.from: never in a wrong state  (definitions/desk.yaml:…)
      refund.actions.approve.when: never in the way  (definitions/desk.yaml:…)
      refund.actions.reject.from: never in the right state, never in a wrong state  (definitions/desk.yaml:…)
      refund.actions.reject (requested to rejected): never taken  (definitions/desk.yaml:…)
      refund.access.support.read: never used  (definitions/desk.yaml:…)
      refund.access.support.create: never used  (definitions/desk.yaml:…)
      refund.access.support.update: never used, never on a record beyond it  (definitions/desk.yaml:…)
      refund.access.finance.actions.reject: never used  (definitions/desk.yaml:…)
      refund_route.gold: never decides  (definitions/desk.yaml:…)"
  `);
});
