import { beforeAll, describe, expect, it } from 'vitest';
import type { AccessDifference } from '../../runtime/diff/access-difference.ts';
import type { Finding } from '../../runtime/diff/finding.ts';
import type { Plan, PlannedMigration } from '../../runtime/diff/plan.ts';
import { renderReviewPage } from '../../runtime/review/render-page.ts';
import type { ReviewModels } from '../../runtime/review/review-models.ts';
import type { ReviewNode } from '../../runtime/review/review-node.ts';
import { reviewPage } from '../../runtime/review/review-page.ts';
import { editFiles, exampleFiles, exampleModels, modelOfFiles } from './material.ts';
import { planOf } from './plan-of.ts';
import { cardOf, findAll, findOne, hasClass, rowsOf, sideOf, textOf } from './read-page.ts';

const FOLDER = { folder: 'definitions/' };
let models: ReviewModels;
let plan: Plan;
let page: ReviewNode;

beforeAll(async () => {
  models = await exampleModels();
  plan = planOf(models);
  page = reviewPage(plan, models, FOLDER);
});

const heads = (node: ReviewNode, tag: string): readonly string[] =>
  findAll(node, (element) => element.tag === tag).map(textOf);
const sectionOf = (node: ReviewNode, id: string): ReviewNode =>
  findOne(node, ({ attributes }) => attributes['aria-labelledby'] === id);

describe('changed screens', () => {
  it('stand beside each other, line for line, each change with its mark and what it is', () => {
    const card = cardOf(page, 'Order desk: Order (form)');
    const before = sideOf(card, 'Before');
    const after = sideOf(card, 'After');
    expect(before).toHaveLength(after.length);
    const changed = before.flatMap((line, at) => (line === after[at] ? [] : [[line, after[at]]]));
    expect(changed).toEqual([
      ["Their reference ↕ Moved Text The number on the customer's own order.", ''],
      ['', 'Priority required + Added Read only Express leaves the same day.'],
      [
        'Channel ~ Changed Phone · Email · Web shop · Visit',
        'Channel ~ Changed Phone · Email · Web shop · Trade fair Option visit : Visit (pink) (gone) Option fair : Trade fair (orange) (new)',
      ],
      [
        '',
        "Their reference required ↕ Moved Text The number on the customer's own order. Required: no → yes",
      ],
      [
        'Held because sometimes required ~ Changed Read only',
        'Held because sometimes required ~ Changed Read only Shown: when status is On hold → when status is On hold or Cancelled',
      ],
      [
        'For the driver ~ Changed Long text Printed on the delivery note.',
        'Note for the driver ~ Changed Long text Printed on the delivery note. Label: For the driver → Note for the driver',
      ],
      ['Boxes ~ Changed Read only', 'Boxes ~ Changed Read only Most: 400 → 600'],
      ['Tracking link − Removed Read only', ''],
      [
        'For us ~ Changed Long text Never leaves the house.',
        'House note ~ Changed Long text Never leaves the house. Label: For us → House note Name: internal_note → house_note',
      ],
    ]);
    expect(before).toContain('5 as before: Deliver to, Address, Town or city, County or state …');
  });

  it('show lists with their columns, and say what a list shows where that changed', () => {
    const columns = cardOf(page, 'Order desk: Open orders (list)');
    expect(sideOf(columns, 'Before').at(-1)).toBe(
      'Number Customer Status Wanted by ↕ Moved Ordered on Total Town or city − Removed Shipper Taken by − Removed',
    );
    expect(sideOf(columns, 'After').at(-1)).toBe(
      'Number Priority + Added Customer Status Ordered on Wanted by ↕ Moved Total Shipper',
    );
    expect(sideOf(cardOf(page, 'Order desk: Late (list)'), 'After').at(-1)).toBe(
      'Shows ~ Changed only where wanted by is before today and status is New, Being picked, Ready to ship or On hold',
    );
  });

  it('are drawn for the role that sees most, and name the roles that meet something else or nothing', () => {
    const orders = cardOf(page, 'Order desk: All orders (list)');
    expect(textOf(orders)).toContain(
      'Drawn for Sales, who sees most of it. The same for Sales lead. Nothing changes for Warehouse.',
    );
    expect(heads(orders, 'summary')).toEqual(['Different for Finance: 1 removed, 1 changed']);
    const customer = cardOf(page, 'Order desk: Customer (record)');
    expect(textOf(customer)).toContain('Drawn for Finance, who sees most of it.');
    expect(sideOf(customer, 'Before')).toContain('Open orders − Removed');
  });

  it('are told in one list where only buttons come or go', () => {
    expect(
      heads(cardOf(page, 'Only buttons change'), 'li').map((line) => line.split(' definitions')[0]),
    ).toEqual([
      'Order desk: Discounts to approve (list): Export removed for Finance',
      'Order desk: Ready to ship (list): Export removed for Finance',
      'Order desk: On hold (list): Export removed for Finance',
      'Directory: Shippers (list): Export added for Warehouse',
    ]);
  });

  it('leave out what did not change, and what is new has no other side', () => {
    expect(heads(sectionOf(page, 'rv-screens'), 'h3')).toEqual([
      'Order desk: Open orders (list)',
      'Order desk: Late (list)',
      'Order desk: All orders (list)',
      'Order desk: Order (record)',
      'Order desk: Order (form)',
      'Order desk: Customer (record)',
      'Shipper (generated record)',
      'Order desk: Express orders (list)',
      'Only buttons change',
    ]);
    const added = cardOf(page, 'Order desk: Express orders (list)');
    expect(sideOf(added, 'Before')).toEqual([]);
    expect(sideOf(added, 'After')).toContain('Number Customer Status Wanted by');
    expect(textOf(added)).not.toContain('Added');
  });
});

describe('access and rules', () => {
  it('show who may do what, with what changed in its cell', () => {
    const [changed, same] = findAll(cardOf(page, 'Order'), hasClass('rv-matrix')).map(rowsOf);
    expect(changed?.find(([role]) => role === 'Finance')).toEqual([
      'Finance',
      'all → some ▽ narrower + 1 new field − 1 removed field',
      '–',
      '–',
      '–',
      'all → none ▽ narrower',
    ]);
    expect(changed?.find(([role]) => role === 'Warehouse')?.[3]).toBe(
      'some, 5 of 31 fields → some, 4 of 31 fields ▲ wider − 1 removed field',
    );
    expect(same).toEqual([
      ['Role', 'Read', 'Create', 'Update', 'Delete', 'Export'],
      ['Buyer', 'all, 7 of 31 fields', '–', '–', '–', '–'],
    ]);
  });

  it('show each difference in English with its witness, and fields that come or go by who meets them', () => {
    const differences = findAll(cardOf(page, 'Order'), hasClass('rv-differences')).flatMap(({ children }) =>
      children.map(textOf),
    );
    const update = differences.find((text) => text.startsWith('Warehouse: update ▲ wider')) ?? '';
    expect(update).toContain('Before status is Being picked, Ready to ship or Shipped');
    expect(update).toContain('After status is Being picked, Ready to ship, Shipped or Delivered');
    expect(update).toMatch(/Somebody with Warehouse can now .*Delivered/u);
    expect(differences.find((text) => text.startsWith('New field Priority who gets it'))).toMatch(
      /Read: Sales \(.+\), Sales lead and Finance \(status is not New\)/u,
    );
    expect(textOf(sectionOf(page, 'rv-access'))).toContain('Order lines, read: as Orders, read, for Finance');
  });

  it('put rules into English, before and after, with the text of the author and the place', () => {
    const table = findAll(sectionOf(page, 'rv-rules'), hasClass('rv-changes'))[0] ?? '';
    expect(rowsOf(table).find(([what]) => what?.includes('short_notice'))).toEqual([
      'Check: condition order.checks.short_notice',
      'wanted by is empty or wanted by is no earlier than 1 day after ordered on required_on == null || required_on >= addDays(ordered_on, 1)',
      'wanted by is empty or wanted by is no earlier than 2 days after ordered on required_on == null || required_on >= addDays(ordered_on, 2)',
      expect.stringMatching(/^definitions\/ entities\/ order\.yaml:\d+$/u),
    ]);
  });
});

const MIGRATION: PlannedMigration = {
  mode: 'online',
  stages: [
    {
      phase: 'backfill',
      what: 'Fill `order.priority` for records that are there, 1,000 at a time.',
      entity: 'order',
      sql: ['update app."order" set priority = \'normal\''],
      lock: null,
      rows: 1_000_000,
      rewrites: false,
    },
    {
      phase: 'contract',
      what: 'Require it.',
      entity: 'order',
      sql: ['alter table app."order" validate constraint priority_there;'],
      lock: 'SHARE UPDATE EXCLUSIVE',
      rows: 1_000_000,
      rewrites: false,
    },
  ],
};

describe('findings and the verdict', () => {
  /** No screen differs: these tests are about findings. */
  const still = (): ReviewModels => ({ base: models.head, head: models.head });
  const [gain] = [
    {
      sentence: 'Somebody with Warehouse can now change an order with status Delivered.',
      person: { roles: ['warehouse'], attributes: {} },
      record: {},
      others: {},
    },
  ];
  const finding = (over: Partial<Finding>): Finding => ({
    code: 'data/option-in-use',
    section: 'data',
    level: 'error',
    subject: 'order.channel',
    entity: 'order',
    field: 'channel',
    message: 'Option `visit` is removed and 1,204 records hold it.',
    why: 'They could not be saved any more.',
    fix: 'Keep it until they are changed.',
    span: plan.changes[0]?.span ?? null,
    spanOf: 'head',
    impact: null,
    access: null,
    approvers: [],
    accepted: null,
    fingerprint: '00000000000000a1',
    ...over,
  });
  const awaited = (): Finding =>
    finding({
      code: 'access/wider',
      section: 'access',
      message: 'Warehouse may change more orders.',
      approvers: ['sales'],
      access: { ...(plan.access[0] as AccessDifference), gain: gain ?? null, loss: null },
      fingerprint: '00000000000000b2',
    });
  const blocked = (): Plan => ({
    ...plan,
    blocked: true,
    awaiting: ['00000000000000b2'],
    findings: [
      finding({
        impact: {
          count: 1204,
          of: 8300,
          exact: false,
          samples: [{ id: '1', title: 'SO-10248', detail: null }],
        },
      }),
      awaited(),
    ],
    migration: MIGRATION,
  });

  it('come first: what blocks, then what needs approval, with numbers, samples, witness and what to do', () => {
    const node = reviewPage(blocked(), still(), FOLDER);
    expect(textOf(findOne(node, hasClass('rv-verdict')))).toBe(
      '✕ Blocked 1 finding has to be mended or accepted first, and 1 more needs an approval.',
    );
    expect(heads(node, 'h2').slice(0, 3)).toEqual([
      'What blocks the release 1',
      'What needs approval 1',
      'Access',
    ]);
    const text = textOf(sectionOf(node, 'rv-blocks'));
    expect(text).toContain(
      'In the database: about 1,204 of 8,300, estimated on a sample , such as: SO-10248',
    );
    expect(text).toContain('What to do: Keep it until they are changed.');
    const waiting = textOf(sectionOf(node, 'rv-awaits'));
    expect(waiting).toContain('Somebody with Warehouse can now change an order with status Delivered.');
    expect(waiting).toContain(
      'Sales desk (Sales lead and Finance). From the command line: jig approve --owner sales',
    );
    expect(textOf(sectionOf(node, 'rv-data'))).toContain('1 finding of this section stands above.');
  });

  it('count an approved finding among the notes, and the release is ready once nothing waits', () => {
    const waiting = { ...blocked(), blocked: false, findings: [awaited()] };
    const before = reviewPage(waiting, still(), FOLDER);
    expect(textOf(findOne(before, hasClass('rv-verdict')))).toContain('◷ Needs approval 1 finding needs');
    const after = reviewPage(waiting, still(), { ...FOLDER, approved: new Set(['00000000000000b2']) });
    expect(textOf(findOne(after, hasClass('rv-verdict')))).toContain('✓ Ready');
    expect(textOf(sectionOf(after, 'rv-access'))).toContain('✓ Approved');
  });

  it('lists the steps of the migration with locks and rows, the SQL folded and whole', () => {
    const section = sectionOf(reviewPage(blocked(), still(), FOLDER), 'rv-migration');
    expect(findAll(section, ({ tag }) => tag === 'li').map(textOf)).toEqual([
      'Fill Fill order.priority for records that are there, 1,000 at a time. goes through 1,000,000 records',
      'Tidy up Require it. lock SHARE UPDATE EXCLUSIVE, goes through 1,000,000 records',
    ]);
    const sql = findOne(section, ({ tag }) => tag === 'pre');
    expect(sql.children.map(textOf).join('')).toContain('validate constraint priority_there;');
    expect(findOne(section, ({ tag }) => tag === 'details').attributes.open).toBeUndefined();
  });

  it('says what changes in one paragraph and counts it by section', () => {
    expect(textOf(findOne(page, hasClass('rv-lede')))).toBe(
      'Changed: 6 fields (1 added, 1 removed, 1 renamed), 2 options (1 added, 1 removed), 5 grants (1 added, 1 removed), ' +
        '2 checks (1 added), 5 screens (1 added), 1 parameter and 1 owner. 5 changes of words, order and looks only. ' +
        'Access gets wider in 2 places and narrower in 2 places. 12 screens look different.',
    );
    const [head, ...rows] = rowsOf(findOne(page, hasClass('rv-summary')));
    expect(head).toEqual(['Section', 'Changes', 'Block', 'Need approval', 'Warnings']);
    expect(rows.map(([title]) => title)).toEqual(['Access', 'Data', 'Rules', 'API', 'Screens', 'Operations']);
  });

  it('has nothing to say of two models that say the same, and says so', async () => {
    const same = { base: models.base, head: models.base ?? models.head };
    const node = reviewPage(planOf(same), same, FOLDER);
    expect(textOf(node)).toMatch(
      /^Saltmarsh & Rye What changes From .+ = Nothing to do Both say the same\. Nothing changes\. Plan \w{12}\. From/u,
    );
    const moved = modelOfFiles(
      (await exampleFiles()).map(({ path, text }) => ({ path, text: `# moved\n\n${text}` })),
    );
    const other = { base: models.base, head: moved };
    expect(findAll(reviewPage(planOf(other), other, FOLDER), ({ tag }) => tag === 'h3')).toEqual([]);
  });
});

describe('the file', () => {
  it('is the same for the same plan, loads nothing and runs nothing', () => {
    const html = renderReviewPage(plan, models, FOLDER);
    expect(renderReviewPage(plan, models, FOLDER)).toBe(html);
    expect(html).toContain('default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;');
    expect(html).not.toMatch(/<(?:script|img|link|iframe|form|svg)|\son\w+=|url\(|@import|src=/iu);
  });

  it('shows whatever authors write as text, and characters that mislead as what they are', async () => {
    const evil = '"><script>alert(1)</script>\u{202e}gpj.';
    const edited = editFiles(await exampleFiles(), [
      ['entities/order.yaml', 'label: For the driver', `label: '${evil}'`],
      ['entities/order.yaml', 'Printed on the delivery note.', '<img src=x onerror=alert(1)> & more'],
    ]);
    const own = { base: models.base, head: modelOfFiles(edited) };
    const html = renderReviewPage(planOf(own), own, { folder: '"><b>/' });
    const inside = html.slice(html.indexOf('<main>'));
    expect(inside).toContain('&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;[U+202E]gpj.');
    expect(inside).toContain('&lt;img src=x onerror=alert(1)&gt; &amp; more');
    expect(inside).not.toMatch(/<script|<img|<b>|\u{202e}/u);
    const tags = new Set([...inside.matchAll(/<(\w+)/gu)].map(([, tag]) => tag));
    expect([...tags].filter((tag) => ['script', 'img', 'b', 'style'].includes(tag ?? ''))).toEqual([]);
  });

  it('links places to the code host where it is told how, and to nothing but http', () => {
    const host = 'https://code.example/blob/3f2a91c/';
    const linked = renderReviewPage(plan, models, {
      ...FOLDER,
      sourceAddress: (path, line) => `${host}${path}#L${line}`,
    });
    expect(linked).toContain(`href="${host}definitions/tools/order-desk.yaml#L`);
    const refused = renderReviewPage(plan, models, { ...FOLDER, sourceAddress: () => 'javascript:alert(1)' });
    expect(refused).not.toContain('javascript:');
  });
});
