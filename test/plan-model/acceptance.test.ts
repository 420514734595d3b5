import { expect, it } from 'vitest';
import { desk, type Edit } from './desk.ts';
import { exactly, find, planOf } from './plans.ts';

const WITHOUT_KINDS: Edit = ['  kinds: { type: choices, options: [gift, rush] }\n', ''];
const VALUES = [[{ ask: 'values', entity: 'order', field: 'kinds' }, exactly(38, 1204)]] as const;

const accepting = (finding: string, more = ''): Edit => [
  'search: [number, note]\n',
  `search: [number, note]\naccepts: [{ finding: ${finding},${more} because: Nobody used it., until: 2026-11-26 }]\n`,
];
const inWorkspace = (finding: string, more = ''): Edit => [
  'locale: en-GB\n',
  `locale: en-GB\naccepts: [{ finding: ${finding},${more} because: It moved., until: 2026-11-26 }]\n`,
];

it('an accepted error blocks nothing, up to the end of its day', () => {
  const edits = [WITHOUT_KINDS, accepting('data/values-lost', ' at: kinds,')];
  const plan = planOf(desk(), desk(...edits), { answers: VALUES });
  const finding = plan.findings.find(({ code }) => code === 'data/values-lost');
  expect(finding).toMatchObject({
    level: 'error',
    accepted: { because: 'Nobody used it.', until: '2026-11-26', span: { file: 'entities/order.yaml' } },
  });
  expect(plan.blocked).toBe(false);
  const later = planOf(desk(), desk(...edits), { answers: VALUES, today: '2026-11-27' });
  expect(later.blocked).toBe(true);
  expect(later.findings.filter(({ level }) => level === 'error').map(({ code }) => code)).toEqual([
    'data/values-lost',
    'plan/expired-acceptance',
  ]);
});

it('an acceptance is about its entity and its place, and of what is gone the workspace says it', () => {
  const elsewhere = find(desk(), desk(WITHOUT_KINDS, accepting('data/values-lost', ' at: note,')), {
    answers: VALUES,
  });
  expect(elsewhere.find(({ code }) => code === 'data/values-lost')?.accepted).toBeNull();
  expect(elsewhere.some(({ code }) => code === 'plan/unused-acceptance')).toBe(true);
  const gone: readonly Edit[] = [
    [/---\nentity: line[\s\S]*$/u, ''],
    ['  lines: { type: children, of: line }\n', ''],
    [', related: [lines]', ''],
  ];
  const answers = [[{ ask: 'records', entity: 'line' }, exactly(4)]] as const;
  const plan = planOf(desk(), desk(...gone, inWorkspace('data/records-lost', ' at: line,')), { answers });
  expect(plan.findings.find(({ code }) => code === 'data/records-lost')?.accepted).not.toBeNull();
  expect(plan.blocked).toBe(false);
});

it('what an owner has to approve is never accepted by whoever writes the definitions', () => {
  const wider: Edit = ['when: customer.region in user.regions, ', ''];
  const code = planOf(desk(), desk(wider)).findings.find(({ approvers }) => approvers.length > 0)?.code ?? '';
  const plan = planOf(desk(), desk(wider, accepting(code)));
  const waiting = plan.findings.filter(({ approvers }) => approvers.length > 0);
  expect(waiting.length).toBeGreaterThan(0);
  expect(waiting.every(({ accepted }) => accepted === null)).toBe(true);
  expect(plan.awaiting).toEqual(waiting.map(({ fingerprint }) => fingerprint));
  const refused = plan.findings.find(({ code }) => code === 'plan/refused-acceptance');
  expect(refused?.message).toBe(`\`${code}\` needs an approval by \`sales\`, which an acceptance is not.`);
  expect(plan.blocked).toBe(true);
});

it('only what waits for approval does not block the plan by itself', () => {
  const plan = planOf(desk(), desk(['when: customer.region in user.regions, ', '']));
  expect(plan.awaiting.length).toBeGreaterThan(0);
  expect(plan.blocked).toBe(false);
});

it('findings stand most severe first, then by section and subject, and each says its cause once', () => {
  const head = desk(
    WITHOUT_KINDS,
    ['max: 50', 'max: 40'],
    ['label: Remark', 'label: Note'],
    ['status, total]\n', 'status]\n'],
  );
  const found = find(desk(), head, {
    answers: VALUES,
    refusals: [
      {
        code: 'data/limit-broken',
        entity: 'order',
        field: 'count',
        records: 2,
        samples: ['SO-1'],
        reason: '2 records have more than 40.',
        next: 'change them',
      },
    ],
  });
  expect(found.map(({ level, code }) => `${level} ${code}`)).toEqual([
    'error data/limit-broken',
    'error data/values-lost',
    'warning data/narrows',
    'warning api/input-tightened',
    'warning api/field-removed',
    'info screen/columns-removed',
    'info operation/runbook-outdated',
  ]);
});

it('a fingerprint stays while lines move, and changes with what is said', () => {
  const of = (...edits: readonly Edit[]): string | undefined =>
    find(desk(), desk(...edits)).find(({ code }) => code === 'api/input-tightened')?.fingerprint;
  const first = of(['max: 50', 'max: 40']);
  expect(first).toMatch(/^[0-9a-f]{16}$/u);
  expect(of(['entity: order\n', '# moved\n\nentity: order\n'], ['max: 50', 'max: 40'])).toBe(first);
  expect(of(['max: 50', 'max: 30'])).not.toBe(first);
});

it('a first release finds nothing but mistakes: there is nothing yet that could be lost', () => {
  expect(find(null, desk())).toEqual([]);
});

it('going back to an earlier release puts aside what came since, and takes no renaming for a loss', () => {
  const newer = desk(
    [
      '  lines: { type: children',
      '  weight: { type: integer }\n  size: { type: integer }\n  lines: { type: children',
    ],
    ['  took: { type: duration', '  lasted: { type: duration, was: took'],
  );
  const plan = planOf(newer, desk(), {
    rollback: true,
    answers: [
      [{ ask: 'values', entity: 'order', field: 'weight' }, exactly(12)],
      [{ ask: 'values', entity: 'order', field: 'size' }, exactly(0)],
    ],
  });
  expect(plan.changes.map(({ kind, subject }) => `${kind} ${subject}`)).toEqual([
    'field/renamed order.took',
    'field/removed order.weight',
    'field/removed order.size',
    'field/label order.took',
  ]);
  expect(plan.blocked).toBe(false);
  expect(
    plan.findings
      .filter(({ section }) => section === 'data')
      .map(({ level, message }) => `${level}: ${message}`),
  ).toEqual([
    'warning: `order.weight` is taken out. Its value in 12 records is put aside.',
    'info: `order.size` is taken out. It has no values, so nothing is put aside.',
  ]);
});

it('a renamed entity is no change of what refers to it', () => {
  const head = desk(
    ['entity: customer\n', 'entity: client\nwas: customer\ntitle: Customer\nplural: Customers\n'],
    ['to: customer', 'to: client'],
  );
  expect(find(desk(), head).map(({ code, message }) => `${code}: ${message}`)).toEqual([
    'api/renamed: Callers use `/api/v1/records/client` instead of `/api/v1/records/customer`.',
  ]);
});

it('an acceptance of what only records can show is not called unused where nobody counted', () => {
  const head = desk(accepting('rule/rows-break'));
  const unused = (given: Parameters<typeof find>[2]): boolean =>
    find(desk(), head, given).some(({ code }) => code === 'plan/unused-acceptance');
  const migration = { mode: 'none', stages: [] } as const;
  expect(unused({})).toBe(false);
  expect(unused({ migration, answers: [[{ ask: 'records', entity: 'order' }, null]] })).toBe(false);
  expect(unused({ migration })).toBe(true);
});
