import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../runtime/diff/plan.ts';
import { syncDevPeople } from '../../server/identity/dev-people.ts';
import { findActor } from '../../server/identity/find-actor.ts';
import { planHash } from '../../server/plan/plan-hash.ts';
import { makePlan, type PlanHead } from '../../server/plan/make-plan.ts';
import { movedInputs } from '../../server/plan/moved-inputs.ts';
import { OPERATOR } from '../../server/plan/open-live.ts';
import { activate } from '../../server/releases/activate.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { changed, modelOf, openShop, SHOP, type Shop } from './shop.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

const headOf = (text: string): PlanHead => ({ files: [{ path: 'test.yaml', text }], model: modelOf(text) });

async function planOf(text: string, more: Partial<Parameters<typeof makePlan>[0]> = {}): Promise<Plan> {
  return makePlan({
    database: shop.server.database,
    head: headOf(text),
    against: { is: 'database' },
    budgetMs: 10_000,
    reader: OPERATOR,
    today: '2026-11-26',
    ...more,
  });
}

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
      const before = await planOf(text, { database });
      expect([what, before.empty]).toEqual([what, false]);
      await activate(database, modelOf(text), { files: [{ path: 'test.yaml', text }] });
      const after = await planOf(text, { database });
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

describe('what moved', () => {
  let other: TestDatabase;
  beforeAll(async () => {
    other = await createTestDatabase();
    const files = [{ path: 'test.yaml', text: SHOP }];
    await activate(other.database, modelOf(SHOP), { files });
    await syncDevPeople(
      other.database,
      [{ key: 'anna', name: 'Anna', email: null, roles: [], attributes: {} }],
      new Date('2026-11-26T12:00:00Z'),
    );
  });
  afterAll(() => other.close());
  const HINT = changed([
    '  note: { type: long_text }\n',
    '  note: { type: long_text }\n  hint: { type: text }\n',
  ]);
  const moved = (plan: Plan, text: string): Promise<readonly string[]> =>
    movedInputs(other.database, plan, headOf(text));
  const inOther = (text: string): Promise<Plan> => planOf(text, { database: other.database });

  it('a plan is good while nothing that it rests on moves', async () => {
    const plan = await inOther(HINT);
    expect(await moved(plan, HINT)).toEqual([]);
    await other.database.pool.query('create index by_hand on app.customer (name)');
    expect(await moved(plan, HINT)).toEqual([]);
  });

  it('says which file, which table and which release moved', async () => {
    const plan = await inOther(HINT);
    expect(await moved(plan, `${HINT}# more\n`)).toEqual(['test.yaml changed since the plan was made.']);
    const { pool } = other.database;
    await pool.query('alter table app."order" alter column amount_text type varchar(90)');
    const [table, ...none] = await moved(plan, HINT);
    expect(none).toEqual([]);
    expect(table).toMatch(/^The table of `order` changed: .*`amount_text`.*character varying\(90\)/u);
    await pool.query('alter table app."order" alter column amount_text type text');
    const { rows } = await pool.query<{ id: string }>(`select id from jig.actor where key = 'dev:anna'`);
    await activate(other.database, modelOf(changed(['title: Shop', 'title: Store'])), {
      actorId: rows[0]?.id ?? '',
    });
    expect(await moved(plan, HINT)).toEqual(['Release 2 was published since by Anna.']);
  });

  it('a plan that was not made against the database cannot be applied to it', async () => {
    const plan = await makePlan({
      database: other.database,
      head: headOf(HINT),
      against: { is: 'release', number: 1 },
      budgetMs: 5_000,
      reader: OPERATOR,
      today: '2026-11-26',
    });
    expect(await moved(plan, HINT)).toEqual([
      'The plan compares the definitions with release 1, not with the database. Make one with `jig plan` without `--base`.',
    ]);
  });
});
