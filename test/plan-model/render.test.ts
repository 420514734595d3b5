import { expect, it } from 'vitest';
import { renderPlanText } from '../../runtime/diff/render/render-text.ts';
import { renderPlanMarkdown } from '../../runtime/diff/render/render-markdown.ts';
import { renderPlanJson } from '../../runtime/diff/render/render-json.ts';
import { renderPlanSarif } from '../../runtime/diff/render/render-sarif.ts';
import type { Finding } from '../../runtime/diff/finding.ts';
import type { Plan } from '../../runtime/diff/plan.ts';
import { stage } from './cases/finding-case.ts';
import { desk } from './desk.ts';
import { exactly, planOf } from './plans.ts';

/** A widening as the access difference tells it. */
const WIDER: Finding = {
  code: 'access/wider',
  section: 'access',
  level: 'error',
  subject: 'order.access.clerk.read',
  entity: 'order',
  field: null,
  message: 'Clerk may read more orders.',
  why: 'What was seen once cannot be taken back.',
  fix: 'have it approved by Sales, or grant less',
  span: { file: 'entities/order.yaml', line: 44, column: 5, endLine: 44, endColumn: 9 },
  spanOf: 'head',
  impact: {
    ...exactly(2, 30),
    people: [
      { name: 'Anna Smith', gained: 1120, lost: 0 },
      { name: 'Ben Jones', gained: 84, lost: 3 },
    ],
  },
  access: {
    entity: 'order',
    role: 'clerk',
    operation: 'read',
    field: null,
    verdict: 'wider',
    before: "where the region is one of the user's regions",
    after: 'always',
    gain: {
      sentence: 'Somebody with Clerk can now read an order of region North, which they could not before.',
      person: { roles: ['clerk'], attributes: { regions: [] } },
      record: { 'customer.region': 'north' },
      others: {},
    },
    loss: null,
    undecided: null,
    span: null,
    spanOf: 'head',
  },
  approvers: ['sales'],
  accepted: null,
  fingerprint: '0123456789abcdef',
};

/** A pull request of a few lines, as they come. */
function planOfDay(): Plan {
  const head = desk(
    ['  kinds: { type: choices, options: [gift, rush] }\n', ''],
    ['when: customer.region in user.regions, ', ''],
    ['total <= params.most', 'total < params.most'],
    ['label: Remark', 'label: Note'],
    ['min: 1, max: 50, default: 1', 'min: 1, max: 40, default: 2'],
    ['  code: { type: text, unique', '  short_code: { type: text, was: code, unique'],
    ['[number, customer.name, status, total]', '[number, customer.name, status]'],
    [
      'search: [number, note]\n',
      'search: [number, note]\naccepts: [{ finding: data/values-lost, at: kinds, because: Nobody used it., until: 2027-01-31 }]\n',
    ],
  );
  const plan = planOf(desk(), head, {
    access: [],
    answers: [
      [{ ask: 'values', entity: 'order', field: 'kinds' }, exactly(38, 1204, 'SO-100', 'SO-101', 'SO-102')],
      [{ ask: 'breaks-check', entity: 'order', check: 'within_limit' }, exactly(2, 1204, 'SO-7', 'SO-9')],
    ],
    migration: {
      mode: 'online',
      stages: [
        stage({
          what: 'Hold `order.count` to its new limit for what is written from now on.',
          sql: ['alter table app."order" add constraint "order_count_check" check ("count" <= 40) not valid'],
          lock: 'ACCESS EXCLUSIVE',
        }),
        stage({
          phase: 'contract',
          what: 'Check the records that are there against it.',
          sql: ['alter table app."order" validate constraint "order_count_check"'],
          lock: 'SHARE UPDATE EXCLUSIVE',
          rows: 1204,
        }),
      ],
    },
  });
  return { ...plan, findings: [WIDER, ...plan.findings], awaiting: [WIDER.fingerprint] };
}

it('a plan in a terminal', () => {
  const text = renderPlanText(planOfDay(), { colour: false, sql: false, folder: 'definitions/' });
  expect(text).toMatchInlineSnapshot(`
    "10 changes, 1 waits for approval.
    From the database, release 12 to definitions/.

    Waits for approval
      error access/wider definitions/entities/order.yaml:44:5
        Clerk may read more orders.
        Somebody with Clerk can now read an order of region North, which they could not before.
        Anna Smith gains 1,120, Ben Jones gains 84 and loses 3.
        What was seen once cannot be taken back.
        approval: sales
        fix: have it approved by Sales, or grant less
      Approve with \`jig approve --owner <owner> --for <person> --reason <why>\`.

    Access
      ~ order.access.clerk.read: when customer.region in user.regions → every record

    Data
      ~ customer.short_code renamed: code → short_code
      ~ order.count greatest value: 50 → 40
      - order.kinds: choices, gift, rush
      accepted data/values-lost definitions/entities/order.yaml:17:3 (before)
        \`order.kinds\` is taken out. Its value in 38 of 1,204 records is put aside.
        For example SO-100, SO-101, SO-102.
        The values are kept, but nobody sees them any more until the field comes back.
        until 2027-01-31: Nobody used it.

    Rules
      ~ order.count default: 1 → 2
      ~ order.checks.within_limit condition
          - total == null || total <= params.most
          + total == null || total < params.most
      warning rule/rows-break definitions/entities/order.yaml:23:11
        2 of 1,204 orders break \`within_limit\`.
        For example SO-7, SO-9.
        They stay as they are, but are refused when somebody changes what the rule looks at.
        fix: mend them before or after the release, or let the rule leave old records out

    API
      warning api/renamed definitions/entities/customer.yaml:8:3
        Callers use \`short_code\` instead of \`code\`.
        The database keeps everything in place, but requests and answers carry the new name only.
      warning api/input-tightened definitions/entities/order.yaml:12:3
        Requests are held to a tighter limit of \`order.count\`: the greatest value is 40 and was 50.
        Programs that send what was allowed until now are refused.
      warning api/field-removed definitions/entities/order.yaml:17:3 (before)
        Answers of \`order\` lack \`kinds\`, and requests that send it are refused.
        Programs that read or send it stop working.
        fix: tell those who call it before the release

    Screens
      ~ tool.desk.screens.open columns: number, customer.name, status, total → number, customer.name, status

    Operations
      + order.accepts.data/values-lost.kinds: until 2027-01-31: Nobody used it.

    Database 2 steps, step by step beside running requests
      1. Hold \`order.count\` to its new limit for what is written from now on.
      2. Check the records that are there against it. (1,204 records)

    Not shown: 2 changes of words or examples and 5 notes.
    "
  `);
});

it('what nobody has to decide on is shown when it is asked for, and so is SQL', () => {
  const text = renderPlanText(planOfDay(), { colour: false, sql: true, all: true });
  expect(text).toContain('\nWords and examples\n  ~ customer.short_code label: Code → Short code\n');
  expect(text).toContain('\nGood to know\n  info data/lock entities/order.yaml:1:9\n');
  expect(text).toContain('       alter table app."order" validate constraint "order_count_check";\n');
  expect(text).not.toContain('Not shown');
});

it('colours say nothing that words do not say', () => {
  const [plain, coloured] = [false, true].map((colour) =>
    renderPlanText(planOfDay(), { colour, sql: false }),
  );
  // oxlint-disable-next-line no-control-regex -- the codes of a terminal
  expect(coloured?.replaceAll(/\u001b\[\d+m/gu, '')).toBe(plain);
  expect(coloured).not.toBe(plain);
});

it('a plan as the comment of a pull request', () => {
  expect(renderPlanMarkdown(planOfDay(), { folder: 'definitions/' })).toMatchInlineSnapshot(`
    "<!-- jig-plan -->
    ### 10 changes, 1 waits for approval.

    From the database, release 12 to definitions/.

    #### Waits for approval

    - 🛑 **Clerk may read more orders.** \`access/wider, definitions/entities/order.yaml:44\`
      <br>Somebody with Clerk can now read an order of region North, which they could not before.
      <br>Anna Smith gains 1,120, Ben Jones gains 84 and loses 3.
      <br>What was seen once cannot be taken back.
      <br>Approval: sales.
      <br>Fix: have it approved by Sales, or grant less.

    Approve with \`jig approve --owner <owner> --for <person> --reason <why>\`.

    #### Access

    | | What | Before | After |
    |---|---|---|---|
    | ~ | \`order.access.clerk.read\` | \`when customer.region in user.regions\` | \`every record\` |

    #### Data

    | | What | Before | After |
    |---|---|---|---|
    | ~ | \`customer.short_code\` renamed | \`code\` | \`short_code\` |
    | ~ | \`order.count\` greatest value | \`50\` | \`40\` |
    | − | \`order.kinds\` | \`choices, gift, rush\` |  |

    - ℹ️ **\`order.kinds\` is taken out. Its value in 38 of 1,204 records is put aside.** \`data/values-lost, definitions/entities/order.yaml:17 before\`
      <br>For example SO-100, SO-101, SO-102.
      <br>The values are kept, but nobody sees them any more until the field comes back.
      <br>Accepted until 2027-01-31: Nobody used it.

    #### Rules

    | | What | Before | After |
    |---|---|---|---|
    | ~ | \`order.count\` default | \`1\` | \`2\` |
    | ~ | \`order.checks.within_limit\` condition | \`total == null \\|\\| total <= params.most\` | \`total == null \\|\\| total < params.most\` |

    - ⚠️ **2 of 1,204 orders break \`within_limit\`.** \`rule/rows-break, definitions/entities/order.yaml:23\`
      <br>For example SO-7, SO-9.
      <br>They stay as they are, but are refused when somebody changes what the rule looks at.
      <br>Fix: mend them before or after the release, or let the rule leave old records out.

    #### API

    - ⚠️ **Callers use \`short_code\` instead of \`code\`.** \`api/renamed, definitions/entities/customer.yaml:8\`
      <br>The database keeps everything in place, but requests and answers carry the new name only.

    - ⚠️ **Requests are held to a tighter limit of \`order.count\`: the greatest value is 40 and was 50.** \`api/input-tightened, definitions/entities/order.yaml:12\`
      <br>Programs that send what was allowed until now are refused.

    - ⚠️ **Answers of \`order\` lack \`kinds\`, and requests that send it are refused.** \`api/field-removed, definitions/entities/order.yaml:17 before\`
      <br>Programs that read or send it stop working.
      <br>Fix: tell those who call it before the release.

    #### Screens

    | | What | Before | After |
    |---|---|---|---|
    | ~ | \`tool.desk.screens.open\` columns | \`number, customer.name, status, total\` | \`number, customer.name, status\` |

    #### Operations

    | | What | Before | After |
    |---|---|---|---|
    | + | \`order.accepts.data/values-lost.kinds\` |  | \`until 2027-01-31: Nobody used it.\` |

    #### Database: 2 steps, step by step beside running requests

    1. Hold \`order.count\` to its new limit for what is written from now on.
    2. Check the records that are there against it. (1,204 records)

    <details><summary>SQL</summary>

    \`\`\`sql
    -- 1. Hold \`order.count\` to its new limit for what is written from now on.
    alter table app."order" add constraint "order_count_check" check ("count" <= 40) not valid;
    -- 2. Check the records that are there against it.
    alter table app."order" validate constraint "order_count_check";
    \`\`\`

    </details>

    <details><summary>2 changes of words or examples</summary>

    | | What | Before | After |
    |---|---|---|---|
    | ~ | \`customer.short_code\` label | \`Code\` | \`Short code\` |
    | ~ | \`order.note\` label | \`Remark\` | \`Note\` |

    </details>

    <details><summary>5 notes</summary>

    - ℹ️ **The table of \`order\` is locked 2 times for a moment (ACCESS EXCLUSIVE).** \`data/lock, definitions/entities/order.yaml:1\`
      <br>Each lock waits a second at most, gives way and is tried again, so that nobody queues behind it.
    - ℹ️ **\`order.checks.within_limit\` lets less pass: total 1.00, parameter most 1 passed until now.** \`rule/tightened, definitions/entities/order.yaml:23\`
      <br>What passed until now is refused from then on.
    - ℹ️ **Where a request leaves \`order.count\` out, it becomes 2 and was 1.** \`api/default-changed, definitions/entities/order.yaml:12\`
      <br>Programs that leave it out create records with the new value.
    - ℹ️ **The list \`Open orders\` no longer shows \`total\`.** \`screen/columns-removed, definitions/tools/desk.yaml:8\`
      <br>People who look for it there do not find it.
    - ℹ️ **The screens of \`desk\` change, and ../runbooks/desk.md does not.** \`operation/runbook-outdated, definitions/tools/desk.yaml:1\`
      <br>People work by the runbook; it may describe screens that are no longer so.

    </details>
    "
  `);
});

it('nothing to do is one line', () => {
  const plan = planOf(desk(), desk());
  expect(plan).toMatchObject({ empty: true, blocked: false, awaiting: [], findings: [] });
  const line = 'Nothing to do: definitions/ is what the database, release 12 holds.';
  expect(renderPlanText(plan, { colour: false, sql: false })).toBe(`${line}\n`);
  expect(renderPlanMarkdown(plan)).toBe(`<!-- jig-plan -->\n### ${line}\n`);
});

it('JSON has sorted keys and no clock: the same bytes for the same plan', () => {
  const plan = planOfDay();
  const shuffled = Object.fromEntries(Object.entries(plan).toReversed()) as unknown as Plan;
  expect(renderPlanJson(shuffled)).toBe(renderPlanJson(plan));
  expect(renderPlanJson(planOfDay())).toBe(renderPlanJson(plan));
  expect(JSON.parse(renderPlanJson(plan))).toEqual(JSON.parse(JSON.stringify(plan)));
});

it('a comment never grows beyond what code hosts take, and says what it leaves out', () => {
  const fields = Array.from(
    { length: 400 },
    (_, at) => `  extra_${at}: { type: text, label: A rather long label of a field }\n`,
  );
  const head = desk(['  lines: { type', `${fields.join('')}  lines: { type`]);
  const plan = planOf(desk(), head, { access: [] });
  const text = renderPlanMarkdown(plan, { page: 'https://ci.example/plan.html' });
  expect(text.length).toBeLessThanOrEqual(60_000);
  expect(text).toContain('250 more changes of this kind.');
  expect(text).toContain('The comment is full:');
  expect(text).toContain('Everything stands on [the whole plan](https://ci.example/plan.html).');
  expect(text.match(/<details>/gu)?.length).toBe(text.match(/<\/details>/gu)?.length);
});

it('texts of definitions and records are shown as they are, and never become markup', () => {
  const nasty = '<img src=x onerror=alert(1)> @everyone [x](https://bad.example) | ` # **b** _i_';
  const plan = planOf(desk(), desk(['  took: { type: duration, max: P3D }\n', '']), {
    answers: [[{ ask: 'values', entity: 'order', field: 'took' }, exactly(1, 2, nasty)]],
  });
  const text = renderPlanMarkdown(plan);
  expect(text).toContain(
    String.raw`For example &lt;img src=x onerror=alert(1)&gt; &#64;everyone \[x\](https://bad.example) \| &#96; &#35; \*\*b\*\* \_i\_.`,
  );
  expect(text).not.toContain('<img');
  const cell = planOf(
    desk(),
    desk(['that: total == null || total <= params.most', `that: "total == null || note != '<b>|\`x'"`]),
    {
      access: [],
    },
  );
  expect(renderPlanMarkdown(cell)).toContain("``total == null \\|\\| note != '<b>\\|`x'``");
});

it('SARIF shows each finding at its line, with a fingerprint that moves with it', () => {
  const log = JSON.parse(renderPlanSarif(planOfDay(), { folder: 'definitions/' })) as {
    runs: [{ tool: { driver: { rules: { id: string }[] } }; results: SarifResult[] }];
  };
  const [{ tool, results }] = log.runs;
  const by = (code: string): SarifResult | undefined => results.find(({ ruleId }) => ruleId === code);
  expect(by('data/values-lost')).toEqual({
    ruleId: 'data/values-lost',
    ruleIndex: tool.driver.rules.findIndex(({ id }) => id === 'data/values-lost'),
    level: 'error',
    message: {
      text: '`order.kinds` is taken out. Its value in 38 of 1,204 records is put aside. For example SO-100, SO-101, SO-102. The values are kept, but nobody sees them any more until the field comes back. It stood here before the change. Fix: if it was renamed, write `was` at its new name; to remove the values for good, run `jig purge` after the release.',
    },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: 'definitions/entities/order.yaml' },
          region: { startLine: 17, startColumn: 3, endLine: 17, endColumn: 8 },
        },
      },
    ],
    partialFingerprints: { 'jigFinding/v1': expect.stringMatching(/^[0-9a-f]{16}$/u) as string },
    suppressions: [{ kind: 'inSource', justification: 'Nobody used it. (until 2027-01-31)' }],
  });
  expect(by('access/wider')?.message.text).toContain('It waits for an approval by sales.');
  expect(new Set(results.map(({ level }) => level))).toEqual(new Set(['error', 'warning', 'note']));
});

type SarifResult = {
  readonly ruleId: string;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly partialFingerprints: Readonly<Record<string, string>>;
};
