import { afterAll, beforeAll, expect, it } from 'vitest';
import { createEvaluator } from '../../runtime/expression/evaluate.ts';
import { mutantsOf } from '../../runtime/rules/mutate.ts';
import { tryMutants, type MutationReport } from '../../server/examples/mutation.ts';
import { renderMutation } from '../../server/examples/render-report.ts';
import { modelOf, openExamples, type OpenExamples } from './open-examples.ts';
import { GOOD, refundDesk } from './refund-desk.ts';

/** Some hundred transactions each. */
const PATIENCE = 120_000;

const PARTS = `workspace: parts
language: 1
title: Parts
time_zone: Europe/London
locale: en-GB
currency: GBP
owners:
  desk: { title: Desk, contact: desk@parts.example }
---
role: clerk
about: Looks after parts.
---
entity: part
owner: desk
fields:
  name: { type: text, required: true }
  a: { type: integer, required: true }
  b: { type: integer, required: true }
  spare: { type: boolean, required: true, default: false }
  labels: { type: tags }
  twice: { type: integer, formula: a + b }
  late: { type: boolean, formula: '(spare ? a : b) < 3 && today > date("2026-01-01")' }
checks:
  all: { that: '!(a > 1 || b < 2) && labels.exists(l, l == "x") && a - b != 3 && spare && name in ["p", "q"]', say: No. }
access:
  clerk: { read: true, create: true }
`;

let open: OpenExamples;
beforeAll(async () => {
  open = await openExamples();
});
afterAll(() => open.server.close());

async function mutate(examples: readonly string[], budgetMs = 120_000): Promise<MutationReport> {
  const { session, report } = await open.run(refundDesk(examples));
  expect(report.runs.filter(({ misses }) => misses.length > 0)).toEqual([]);
  return await tryMutants(session, report.runs, budgetMs);
}

const told = ({ survivors }: MutationReport): string[] =>
  survivors.map(({ mutant }) => `${mutant.rule}: ${mutant.change}`);

it('every rule is changed in every way', () => {
  const mutants = mutantsOf(modelOf(refundDesk([])));
  expect(mutants.map(({ rule, change }) => `${rule}: ${change}`)).toMatchInlineSnapshot(`
    [
      "refund.note.required_when: \`required_when\` was left out",
      "refund.note.required_when: \`reason == "other"\` became \`reason != "other"\`",
      "refund.note.editable_when: \`editable_when\` was left out",
      "refund.note.editable_when: \`status == "requested"\` became \`status != "requested"\`",
      "refund.checks.within_order: the check was left out",
      "refund.checks.within_order: \`amount <= order.total\` became \`amount > order.total\`",
      "refund.checks.within_order: \`amount <= order.total\` became \`amount < order.total\`",
      "refund.checks.modest: the check was left out",
      "refund.checks.modest: \`amount < 400\` became \`amount >= 400\`",
      "refund.checks.modest: \`amount < 400\` became \`amount <= 400\`",
      "refund.never.self_approval: the \`never\` was left out",
      "refund.never.self_approval: \`status == "approved"\` was left out of \`status == "approved" && approved_by == agent\`",
      "refund.never.self_approval: \`approved_by == agent\` was left out of \`status == "approved" && approved_by == agent\`",
      "refund.never.self_approval: \`status == "approved"\` became \`status != "approved"\`",
      "refund.never.self_approval: \`approved_by == agent\` became \`approved_by != agent\`",
      "refund.actions.approve.from: \`from\` was left out",
      "refund.actions.approve.when: \`when\` was left out",
      "refund.actions.approve.when: \`amount <= params.approval_limit\` became \`amount > params.approval_limit\`",
      "refund.actions.approve.when: \`amount <= params.approval_limit\` became \`amount < params.approval_limit\`",
      "refund.actions.approve.not_by: \`agent\` was left out of \`not_by\`",
      "refund.actions.reject.from: \`from\` was left out",
      "refund.access.support.read: the grant reaches every record",
      "refund.access.support.read: \`order.customer.region in user.regions\` became \`!(order.customer.region in user.regions)\`",
      "refund.access.support.update: the grant reaches every record",
      "refund.access.support.update: \`status == "requested"\` became \`status != "requested"\`",
      "refund_route.small: \`fee\` of row \`small\` became \`0.01\` instead of \`0\`",
      "refund_route.gold: \`fee\` of row \`gold\` became \`0\` instead of \`0.01\`",
      "refund_route.rest: \`fee\` of row \`rest\` became \`0\` instead of \`0.02\`",
    ]
  `);
});

it('every part of a condition is changed, and what comes of it can be asked', () => {
  const model = modelOf(PARTS);
  const mutants = mutantsOf(model).filter(({ rule }) => rule.startsWith('part.'));
  expect(mutants.map(({ change, skipped }) => `${change}${skipped === null ? '' : ` (${skipped})`}`))
    .toMatchInlineSnapshot(`
    [
      "\`a + b\` became \`a - b\` (a stored formula is a column of the table, which stays as it is)",
      "\`(spare ? a : b) < 3\` was left out of \`(spare ? a : b) < 3 && today > date("2026-01-01")\`",
      "\`today > date("2026-01-01")\` was left out of \`(spare ? a : b) < 3 && today > date("2026-01-01")\`",
      "\`(spare ? a : b) < 3\` became \`(spare ? a : b) >= 3\`",
      "\`(spare ? a : b) < 3\` became \`(spare ? a : b) <= 3\`",
      "\`spare\` became \`!spare\`",
      "\`today > date("2026-01-01")\` became \`today <= date("2026-01-01")\`",
      "\`today > date("2026-01-01")\` became \`today >= date("2026-01-01")\`",
      "the check was left out",
      "\`!(a > 1 || b < 2)\` was left out of \`!(a > 1 || b < 2) && labels.exists(l, l == "x") && a - b != 3 && spare && name in ["p", "q"]\`",
      "\`labels.exists(l, l == "x")\` was left out of \`!(a > 1 || b < 2) && labels.exists(l, l == "x") && a - b != 3 && spare && name in ["p", "q"]\`",
      "\`a - b != 3\` was left out of \`!(a > 1 || b < 2) && labels.exists(l, l == "x") && a - b != 3 && spare && name in ["p", "q"]\`",
      "\`spare\` was left out of \`!(a > 1 || b < 2) && labels.exists(l, l == "x") && a - b != 3 && spare && name in ["p", "q"]\`",
      "\`name in ["p", "q"]\` was left out of \`!(a > 1 || b < 2) && labels.exists(l, l == "x") && a - b != 3 && spare && name in ["p", "q"]\`",
      "\`!(a > 1 || b < 2)\` became \`(a > 1 || b < 2)\`",
      "\`a > 1\` was left out of \`(a > 1 || b < 2)\`",
      "\`b < 2\` was left out of \`(a > 1 || b < 2)\`",
      "\`a > 1\` became \`a <= 1\`",
      "\`a > 1\` became \`a >= 1\`",
      "\`b < 2\` became \`b >= 2\`",
      "\`b < 2\` became \`b <= 2\`",
      "\`labels.exists(l, l == "x")\` became \`labels.all(l, l == "x")\`",
      "\`l == "x"\` became \`l != "x"\`",
      "\`a - b != 3\` became \`a - b == 3\`",
      "\`a - b\` became \`a + b\`",
      "\`spare\` became \`!spare\`",
      "\`name in ["p", "q"]\` became \`!(name in ["p", "q"])\`",
    ]
  `);
  const facts = {
    record: { id: '' },
    old: null,
    input: {},
    user: { id: '' },
    params: {},
    now: 0,
    today: '2026-01-01',
  };
  for (const { apply } of mutants)
    for (const { that } of Object.values(apply().entities['part']?.checks ?? {}))
      expect([true, false, null]).toContain(createEvaluator(that.tree)(facts));
});

it('a changed model differs from the original in that one rule', () => {
  const model = modelOf(refundDesk([]));
  const before = JSON.stringify(model);
  for (const { apply } of mutantsOf(model)) {
    const changed = apply();
    expect(JSON.stringify(changed)).not.toBe(before);
    expect(Object.keys(changed.entities)).toEqual(Object.keys(model.entities));
    expect(JSON.stringify({ ...changed, entities: {}, decisions: {} })).toBe(
      JSON.stringify({ ...model, entities: {}, decisions: {} }),
    );
  }
  expect(JSON.stringify(model)).toBe(before);
});

it('good examples notice every change but those that nothing can show', { timeout: PATIENCE }, async () => {
  const report = await mutate(GOOD);
  expect(told(report)).toMatchInlineSnapshot(`
    [
      "refund.note.editable_when: \`editable_when\` was left out",
    ]
  `);
  expect(report.untried).toBe(0);
});

it('an example that is taken away leaves its rule unguarded', { timeout: PATIENCE }, async () => {
  const left = told(await mutate(GOOD.filter((line) => !/^(?:own|far_away|exactly):/u.test(line))));
  expect(left).toMatchInlineSnapshot(`
    [
      "refund.note.editable_when: \`editable_when\` was left out",
      "refund.actions.approve.not_by: \`agent\` was left out of \`not_by\`",
      "refund.access.support.read: the grant reaches every record",
    ]
  `);
});

it('stops when its time is up, and says so', async () => {
  const report = await mutate(GOOD, 0);
  expect(report).toMatchObject({ noticed: 0, survivors: [] });
  expect(report.untried).toBeGreaterThan(20);
  expect(renderMutation(report, { prefix: '' })).toMatch(/\d+ more could not be tried in the time/u);
});
