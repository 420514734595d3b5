import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../runtime/diff/plan.ts';
import type { Question } from '../../runtime/diff/question.ts';
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

it('of a large table a sample is counted, scaled, and said to be one', async () => {
  const own = await openShop();
  try {
    await own.server.database.pool.query(
      `insert into app."order" (id, version, created_at, created_by, updated_at, updated_by, code, customer, total, status)
       select gen_random_uuid(), 1, o.created_at, o.created_by, o.updated_at, o.updated_by, 'N-' || n, o.customer, n % 400, 'open'
       from app."order" o, generate_series(1, 20000) n where o.code = 'A-1'`,
    );
    await own.server.database.pool.query('analyze app."order"');
    const head = changed([
      'access:\n  sales: { read: customer.region in user.regions',
      'checks: { low: { that: total < 200.00, say: No. } }\naccess:\n  sales: { read: total < 100.00',
    ]);
    const asked: readonly Question[] = [
      { ask: 'breaks-check', entity: 'order', check: 'low' },
      { ask: 'reach', entity: 'order', operation: 'read' },
    ];
    const [sampled, reach] = await own.ask(head, asked, { rowLimit: 1000 });
    const [exact] = await own.ask(head, asked);
    expect(exact).toMatchObject({ exact: true, of: 20_005, count: 10_004 });
    expect(sampled?.exact).toBe(false);
    expect(sampled?.of).toBe(20_000);
    expect(sampled?.count).toBe(10_000);
    expect(sampled?.samples).toHaveLength(3);
    expect(reach).toMatchObject({ exact: false, count: 3 });
    expect(reach?.people?.[0]).toEqual({ name: 'Test ann', gained: 0, lost: 15_000 });
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
  it('tells another program and another database from a change', async () => {
    const plan = await inOther(HINT);
    const changedIn = (name: string): Plan => ({
      ...plan,
      inputs: { ...plan.inputs, [name]: '0'.repeat(64) },
    });
    expect(await moved(changedIn('program'), HINT)).toEqual([
      'Another version of Jig made the plan: this one makes other tables of the same definitions.',
    ]);
    expect(await moved(changedIn('release'), HINT)).toEqual([
      expect.stringContaining('it was made against another database'),
    ]);
  });

  it('makes no plan while another release is half-way', async () => {
    const { pool } = other.database;
    await pool.query(
      `insert into jig.migration (id, hash, model, names, schema_hash, stages, done, state, started_by)
       select gen_random_uuid(), repeat('0', 64), '{}', '[]', '', '[1,2,3]', 1, 'paused', id from jig.actor where key = 'dev:anna'`,
    );
    await expect(inOther(HINT)).rejects.toThrow(
      /^release\/busy: A migration that Anna began at .+ is paused: 1 of 3 steps are done/u,
    );
    await pool.query(`update jig.migration set state = 'taken_back'`);
    expect((await inOther(HINT)).empty).toBe(false);
  });
});
