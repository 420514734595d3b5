import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Plan } from '../../runtime/diff/plan.ts';
import type { Question } from '../../runtime/diff/question.ts';
import { findActor } from '../../server/identity/find-actor.ts';
import { planHash } from '../../server/plan/plan-hash.ts';
import { activate } from '../../server/releases/activate.ts';
import { changed, modelOf, openShop, planFor, type PlanOptions, SHOP, type Shop } from './shop.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

const planOf = (text: string, more: PlanOptions = {}): Promise<Plan> =>
  planFor(shop.server.database, text, more);

const REQUIRED = changed(['note: { type: long_text }', 'note: { type: long_text, required: true }']);

it('what stands in the way blocks, with titles of the records that the reader may see', async () => {
  const plan = await planOf(REQUIRED);
  expect(plan.blocked).toBe(true);
  const nulls = plan.findings.find(({ code }) => code === 'data/nulls');
  expect(nulls).toMatchObject({ level: 'error', subject: 'order.note' });
  expect(nulls?.impact?.count).toBe(3);
  expect(JSON.stringify(nulls)).toContain('A-2');
  const ann = await findActor(
    shop.server.database.pool,
    shop.releases.current().model,
    'dev:ann',
    new Date(),
  );
  if (ann === null) throw new Error('There is no ann.');
  const seen = JSON.stringify((await planOf(REQUIRED, { reader: ann })).findings);
  expect(seen).toContain('A-4');
  expect(seen).not.toContain('A-2');
});

it('the hash is over everything else, whatever the order of keys', async () => {
  const plan = await planOf(REQUIRED);
  const { hash, ...others } = plan;
  expect(planHash(others)).toBe(hash);
  const turned = Object.fromEntries(Object.entries(others).toReversed()) as typeof others;
  expect(planHash(turned)).toBe(hash);
  expect(planHash({ ...others, blocked: !plan.blocked })).not.toBe(hash);
});

it('without time findings say that nothing was counted; what blocks is counted all the same', async () => {
  const head = changed(
    ['note: { type: long_text }', 'note: { type: long_text, required: true }'],
    [
      'access:\n  sales: { read: customer.region',
      'checks: { low: { that: total < 200.00, say: No. } }\naccess:\n  sales: { read: customer.region',
    ],
  );
  const plan = await planOf(head, { budgetMs: 1 });
  expect(plan.findings.find(({ code }) => code === 'rule/rows-break')?.impact ?? null).toBe(null);
  expect(plan.findings.find(({ code }) => code === 'data/nulls')?.impact?.count).toBe(3);
});

/** Changes that the data takes, one after the other; each is planned, applied, and planned again. */
const CHANGES: readonly (readonly [what: string, from: string, to: string])[] = [
  ['a field', '  note: { type: long_text }\n', '  note: { type: long_text }\n  hint: { type: text }\n'],
  [
    'a default',
    '  hint: { type: text }',
    '  hint: { type: text }\n  kind: { type: text, required: true, default: none }',
  ],
  ['an index', 'access:\n  sales: { read: cust', 'indexes: [[status, code]]\naccess:\n  sales: { read: cust'],
  ['a rename', '  hint: {', '  clue: { was: hint, '],
  ['a type', 'clue: { was: hint,  type: text }', 'clue: { was: hint, type: integer }'],
  [
    'a limit',
    'code: { type: text, required: true, max_length: 20 }',
    'code: { type: text, required: true, max_length: 10 }',
  ],
  [
    'unique',
    'code: { type: text, required: true, max',
    'code: { type: text, required: true, unique: true, max',
  ],
  ['a formula', 'formula: total + total', 'formula: total * 3'],
  ['an option', 'options: [open, paid, void]', 'options: [open, paid, void, late]'],
  ['a scale', 'total: { type: money, required: true }', 'total: { type: money, required: true, scale: 3 }'],
  ['a removal', '  amount_text: { type: text }\n', ''],
  [
    'its return',
    '  note: { type: long_text }\n',
    '  note: { type: long_text }\n  amount_text: { type: text }\n',
  ],
  [
    'a sequence',
    '  note: { type: long_text }\n',
    '  note: { type: long_text }\n  number: { type: sequence, prefix: O- }\n',
  ],
  ['access', 'intern: { read: { fields: [code, status] } }', 'intern: { read: true }'],
  ['words', 'title: Shop', 'title: The shop'],
  [
    'an entity',
    '---\ntool: desk',
    '---\nentity: place\nowner: desk\nfields: { name: { type: text }, orders: { type: references, to: order } }\naccess: { sales: { read: true } }\n---\ntool: desk',
  ],
];

it('once a plan is applied, the same plan is empty; values stay', async () => {
  const own = await openShop();
  try {
    const { database } = own.server;
    let text = SHOP;
    for (const [what, from, to] of CHANGES) {
      expect(text, what).toContain(from);
      text = text.replace(from, to);
      const before = await planFor(database, text);
      expect([what, before.empty]).toEqual([what, false]);
      await activate(database, modelOf(text), { files: [{ path: 'test.yaml', text }] });
      const after = await planFor(database, text);
      expect([what, after.changes, after.migration]).toEqual([what, [], { mode: 'none', stages: [] }]);
      expect([what, after.empty]).toEqual([what, true]);
    }
    const { rows } = await database.pool.query<{ kept: string }>(
      `select string_agg(amount_text, ',' order by code) as kept from app."order"`,
    );
    expect(rows).toEqual([{ kept: '1,two,3,4,5,6' }]);
  } finally {
    await own.close();
  }
});

it('what is counted before the release is what is there after it', async () => {
  const own = await openShop();
  try {
    const head = changed(
      ['  amount_text: { type: text }\n', '  amount_number: { type: text, was: amount_text }\n'],
      ['total: { type: money, required: true }', 'total: { type: money, required: true, scale: 4 }'],
      ['formula: total + total', 'formula: total * 3 - 100.00'],
      [
        '  note: { type: long_text }\n',
        `  note: { type: long_text }
  rank: { type: integer, required: true, default: 2 }
  since: { type: datetime, default: =now }
  by: { type: user, default: =user }
  double_rank: { type: integer, formula: rank + rank }
  tags: { type: tags, default: [fresh] }
`,
      ],
      [
        'access:\n  sales: { read: customer.region',
        `checks:
  renamed: { that: amount_number == "two", say: No. }
  precise: { that: total >= 300.0000, say: No. }
  computed: { that: fee > 500.00, say: No. }
  ranked: { that: rank > 2, say: No. }
  created: { that: since != null, say: No. }
  made: { that: by == created_by, say: No. }
  derived: { that: double_rank == 4, say: No. }
  tagged: { that: '"fresh" in tags', say: No. }
  joined: { that: customer.region != "north", say: No. }
access:
  sales: { read: customer.region`,
      ],
    );
    const checks = 'renamed precise computed ranked created made derived tagged joined'.split(' ');
    const questions = checks.map((check): Question => ({ ask: 'breaks-check', entity: 'order', check }));
    const before = await own.ask(head, questions);
    expect(before.map((answer) => answer?.count)).toEqual([4, 2, 2, 5, 0, 0, 0, 0, 2]);
    own.releases.swap(await activate(own.server.database, modelOf(head)));
    expect(await own.ask(head, questions)).toEqual(before);
  } finally {
    await own.close();
  }
});
