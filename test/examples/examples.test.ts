import { afterAll, beforeAll, expect, it } from 'vitest';
import { openExamples, type OpenExamples } from './open-examples.ts';
import { GOOD, refundDesk } from './refund-desk.ts';

let open: OpenExamples;
beforeAll(async () => {
  open = await openExamples();
});
afterAll(() => open.server.close());

/** What is said of one example that does not hold. */
async function said(example: string): Promise<string> {
  const { text } = await open.run(refundDesk([example]));
  return text.replaceAll(/desk\.yaml:\d+:\d+/gu, 'desk.yaml:…');
}

it('examples that hold say nothing, and leave nothing behind', async () => {
  const { text, report, session } = await open.run(refundDesk(GOOD));
  expect(text).toBe('');
  expect(report.runs).toHaveLength(GOOD.length);
  const { rows } = await session.database.pool.query<{ count: number }>(
    `select count(*)::int as count from ${session.release.names.table('refund')}`,
  );
  expect(rows).toEqual([{ count: 0 }]);
});

it('a filter names examples, or entity and example', async () => {
  const { report } = await open.run(refundDesk(GOOD), 'refund.reject');
  expect(report.runs.map(({ example }) => example.name)).toEqual(['rejected', 'rejected_twice']);
});

it('allowed although it should be refused: the condition is shown with its values', async () => {
  expect(
    await said(
      'early: { as: finance, given: { order: { total: "500.00" }, amount: "400.00" }, do: approve, expect: { refused_by: actions.approve.when } }',
    ),
  ).toBe(`desk.yaml:…  refund · early: approve as finance
  expected  refused by \`actions.approve.when\`
  but       it was allowed
  because   refund.actions.approve.when is true (desk.yaml:…)
            \`amount <= params.approval_limit\` is true: amount is £400.00, params.approval_limit is £500.00
`);
});

it('refused although it should be allowed: in the words of the rule, with its values', async () => {
  expect(
    await said(
      'big: { as: support, user: { regions: [north] }, do: create, with: { order: { total: "10.00", customer: { region: north } }, amount: "12.00" }, expect: allowed }',
    ),
  ).toBe(`desk.yaml:…  refund · big: create as support
  expected  allowed
  but       refused by \`checks.within_order\`: amount: Only £10.00 of this order can be refunded.
  because   refund.checks.within_order is false (desk.yaml:…)
            \`amount <= order.total\` is false: amount is £12.00, order.total is £10.00
`);
});

it('refused by another rule than expected', async () => {
  expect(
    await said(
      'other: { as: finance, given: { order: { total: "900.00" }, amount: "800.00", agent: me }, do: approve, expect: { refused_by: actions.approve.not_by } }',
    ),
  ).toBe(`desk.yaml:…  refund · other: approve as finance
  expected  refused by \`actions.approve.not_by\`
  but       refused by \`actions.approve.when\`: “Approve” is possible only where amount is at most approval limit.
  because   refund.actions.approve.when is false (desk.yaml:…)
            \`amount <= params.approval_limit\` is false: amount is £800.00, params.approval_limit is £500.00
`);
});

it('values that come out otherwise, people by their words and options by their labels', async () => {
  expect(
    await said(
      'values: { as: finance, given: { order: { total: "200.00" }, amount: "200.00", reason: late }, do: approve, expect: { values: { status: requested, approved_by: somebody, fee: "3.00", reason: damaged, note: none, agent: me } } }',
    ),
  ).toBe(`desk.yaml:…  refund · values: approve as finance
  expected  \`status\` is \`requested\`
  but       \`status\` is \`approved\`
  expected  \`approved_by\` is \`somebody\`
  but       \`approved_by\` is \`me\`
  expected  \`fee\` is \`3.00\`
  but       \`fee\` is \`4.00\`
  expected  \`reason\` is \`damaged\`
  but       \`reason\` is \`late\` (Came too late)
  expected  \`note\` is \`none\`
  but       \`note\` is empty
  expected  \`agent\` is \`me\`
  but       \`agent\` is \`somebody\`
`);
});

it('warnings that do not come', async () => {
  expect(
    await said(
      'calm: { as: support, user: { regions: [north] }, do: create, with: { order: { total: "400.00", customer: { region: north } }, amount: "399.99" }, expect: { warns: [checks.modest] } }',
    ),
  ).toBe(`desk.yaml:…  refund · calm: create as support
  expected  a warning by \`checks.modest\`
  but       nothing warns
  because   refund.checks.modest is true (desk.yaml:…)
            \`amount < 400\` is true: amount is £399.99
`);
});

it('several problems at once are all shown', async () => {
  const text = await said(
    'both: { as: support, user: { regions: [north] }, given: { order: { customer: { region: north } } }, do: update, with: { reason: other, note: null }, expect: allowed }',
  );
  expect(text).toContain('refused by `note.required_when`');
  expect(text).toContain('`reason == "other"` is true: reason is “other”');
});

it('records behind references, and lines, are expected like any value', async () => {
  const given =
    'given: { order: { total: "7.00", customer: { code: AAA-111 }, lines: [{ text: one }, { text: two, quantity: 2 }] } }';
  const expecting = (values: string): string =>
    `deep: { as: finance, ${given}, do: read, expect: { values: ${values} } }`;
  expect(
    await said(
      expecting(
        '{ order: { total: "7", customer: { code: AAA-111 }, lines: [{ text: one }, { quantity: 2 }] } }',
      ),
    ),
  ).toBe('');
  expect(await said(expecting('{ order: { customer: { code: AAA-112 } } }'))).toContain(
    'but       `order` is the record',
  );
  expect(await said(expecting('{ order: { lines: [{ text: one }] } }'))).toContain(
    'but       `order` is the record',
  );
});

it('a given record has the values that defaults would have worked out, unless others are given', async () => {
  const { text } = await open.run(
    refundDesk([
      'filled: { as: finance, params: { approval_limit: "70.00" }, given: { order: { customer: { region: east } } }, do: read, expect: { values: { region: east, limit: "70.00" } } }',
      'own: { as: finance, given: { region: west, limit: null, order: { customer: { region: east } } }, do: read, expect: { values: { region: west, limit: null } } }',
    ]),
  );
  expect(text).toBe('');
});

it('numbers are made up so that the checks of the record hold, where that can be', async () => {
  const { text } = await open.run(
    refundDesk([
      'ample: { as: finance, given: { amount: "120.00" }, do: read, expect: { values: { amount: "120.00", order: { total: "1000.00" } } } }',
      'small: { as: finance, given: { order: { total: "0.50" } }, do: read, expect: { values: { amount: "0.00" } } }',
      'meant: { as: finance, given: { amount: "9.00", order: { total: "8.00" } }, do: reject, with: { why: no }, expect: allowed }',
    ]),
  );
  expect(text).toBe('');
});

it('every type of value can be given and expected, with lines and in a time zone', async () => {
  const { text } = await open.run(
    refundDesk([
      'types: { as: finance, now: "2026-11-20T23:30:00Z", given: { wait: PT1H30M, due: 2026-12-01, note: "a, b", order: { lines: [{ text: one, quantity: 2 }, { text: two }] } }, do: read, expect: { values: { wait: PT1H30M, due: 2026-12-01, note: "a, b", agent: somebody } } }',
      'dated: { as: finance, now: "2026-11-20T10:00:00Z", do: read, expect: { values: { created_at: "2026-11-20T10:00:00Z" } } }',
      'missing: { as: support, user: { regions: [north] }, do: create, with: { order: { customer: { region: north } }, reason: late }, expect: { refused_by: amount.required } }',
    ]),
  );
  expect(text).toBe('');
});

const ACCOUNTS = `workspace: bank
language: 1
title: Bank
time_zone: Europe/London
locale: en-GB
currency: GBP
owners:
  desk: { title: Desk, contact: desk@bank.example }
---
role: clerk
about: Looks after accounts.
---
entity: account
owner: desk
fields:
  name: { type: text, required: true }
  iban: { type: text }
  limit: { type: money, default: 10.00 }
  tags: { type: tags }
  friends: { type: references, to: account }
checks:
  round: { that: "limit == null || limit == round(limit, 0)", say: Odd., enforce: observe }
access:
  clerk: { read: { fields: [name, iban, friends, tags], mask: { iban: last_4 } }, update: { fields: [limit, tags], after: limit <= 100 } }
never:
  too_high: limit != null && limit > 90
examples:
  masked: { as: clerk, given: { iban: GB33BUKB20201555555555 }, do: read, expect: { values: { iban: "5555", limit: null } } }
  raised: { as: clerk, do: update, with: { limit: "80.50", tags: [b, a] }, expect: { values: { limit: "80.5", tags: [a, b] } } }
  beyond: { as: clerk, do: update, with: { limit: "100.01" }, expect: { refused_by: access.clerk.update } }
  high: { as: clerk, do: update, with: { limit: "95.00" }, expect: { refused_by: never.too_high } }
  name: { as: clerk, do: update, with: { name: other }, expect: { refused_by: access } }
  friends: { as: clerk, given: { friends: [{ name: Ann }, { name: Bob }] }, do: read, expect: { values: { friends: [{ name: Ann }, { name: Bob }] } } }
`;

it('masks, conditions afterwards, invariants, counted checks and lists of records', async () => {
  const server = await openExamples();
  try {
    const { text, report } = await server.run(ACCOUNTS);
    expect(text).toBe('');
    const missing = report.coverage.filter((entry) => entry.missing.length > 0);
    expect(missing.map(({ rule }) => rule.id)).toEqual([]);
  } finally {
    await server.server.close();
  }
});
