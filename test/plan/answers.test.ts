import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Question } from '../../runtime/diff/question.ts';
import { openDatabase } from '../../server/db/open.ts';
import { changed, openShop, planFor, SHOP, type Shop } from './shop.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

const sample = (code: string, detail: string | null = null): unknown => ({
  id: shop.ids[code],
  title: code,
  detail,
});

const CHECK: Question = { ask: 'breaks-check', entity: 'order', check: 'small' };
const withCheck = (that: string): string =>
  changed([
    'access:\n  sales: { read: customer.region',
    `checks:\n  small: { that: '${that}', say: Too large. }\naccess:\n  sales: { read: customer.region`,
  ]);

it('counts live records on which a new check is not true, with three of them', async () => {
  expect(await shop.ask(withCheck('total <= params.most'), [CHECK])).toEqual([
    { count: 0, of: 5, exact: true, samples: [] },
  ]);
  expect(await shop.ask(withCheck('total < 200.00'), [CHECK])).toEqual([
    { count: 4, of: 5, exact: true, samples: [sample('A-2'), sample('A-3'), sample('A-4')] },
  ]);
});

it('unknown is not true: an empty value breaks a check that needs it', async () => {
  const [answer] = await shop.ask(withCheck('note != null && note.size() > 0'), [CHECK]);
  expect(answer).toMatchObject({ count: 2, samples: [sample('A-2'), sample('A-4')] });
});

it('parameters are those in force, not those of the definitions', async () => {
  const set = async (value: string): Promise<void> => {
    const path = '/api/v1/parameters';
    const { json } = await shop.call('fay', 'GET', path);
    const { version } = json.data.find(({ name }: { name: string }) => name === 'most');
    const tag = { 'if-match': `"${version}"` };
    const { status, text } = await shop.call('fay', 'PUT', `${path}/most`, { value, reason: 'Now.' }, tag);
    expect(status, text).toBe(200);
  };
  await set('150.00');
  const [answer] = await shop.ask(withCheck('total <= params.most'), [CHECK]);
  await set('500.00');
  expect(answer).toMatchObject({ count: 4 });
});

it('a reader sees samples of what they may read, while the count is of everything', async () => {
  const [ann] = await shop.ask(withCheck('total < 200.00'), [CHECK], { reader: 'dev:ann' });
  expect(ann).toEqual({ count: 4, of: 5, exact: true, samples: [sample('A-4')] });
  const values: Question = { ask: 'values', entity: 'order', field: 'note' };
  const [intern] = await shop.ask(SHOP, [values], { reader: 'dev:ian' });
  expect(intern?.samples.map(({ title }) => title)).toEqual(['A-1', 'A-3', 'A-5']);
});

it('a rule that has no form in SQL is judged by the evaluator, with the same answer', async () => {
  const head = withCheck('customer.orders.filter(o, o.total > 300.00).size() == 0');
  const [answer] = await shop.ask(head, [CHECK]);
  expect(answer).toEqual({
    count: 4,
    of: 5,
    exact: true,
    samples: [sample('A-1'), sample('A-2'), sample('A-4')],
  });
});

it('a rule about who writes cannot be asked of records', async () => {
  expect(await shop.ask(withCheck('user.regions.size() > 0'), [CHECK])).toEqual([null]);
});

it('new fields hold their defaults, changed types their converted values, new entities nothing', async () => {
  const head = changed(
    [
      '  amount_text: { type: text }\n',
      '  amount_text: { type: integer }\n  tier: { type: integer, default: 3 }\n  extra: { type: text }\n  place: { type: reference, to: place }\n',
    ],
    [
      'access:\n  sales: { read: customer.region',
      `checks:
  converted: { that: amount_text == null || amount_text >= 3, say: Low. }
  defaulted: { that: tier == 3, say: Not three. }
  filled: { that: extra != null, say: Empty. }
  placed: { that: place != null && place.name != null, say: Nowhere. }
access:
  sales: { read: customer.region`,
    ],
    [
      '---\ntool: desk',
      `---
entity: place
owner: desk
fields: { name: { type: text } }
checks: { named: { that: name != null, say: Nameless. } }
access: { sales: { read: true } }
---
tool: desk`,
    ],
  );
  const checks = ['converted', 'defaulted', 'filled', 'placed'];
  const answers = await shop.ask(head, [
    ...checks.map((check): Question => ({ ask: 'breaks-check', entity: 'order', check })),
    { ask: 'breaks-check', entity: 'place', check: 'named' },
  ]);
  expect(answers.map((answer) => answer?.count)).toEqual([1, 0, 5, 5, 0]);
  expect(answers[0]?.samples).toEqual([sample('A-1')]);
});

it('rules over lists that do not exist yet, sums of them, and formulas of new fields', async () => {
  const head = changed(
    [
      '  note: { type: long_text }\n',
      `  note: { type: long_text }
  visits: { type: children, of: visit, by: order }
  helpers: { type: references, to: customer }
  visit_count: { type: integer, count: visits }
  tier: { type: integer, required: true, default: 3 }
  weight: { type: integer, formula: tier * 2 }
`,
    ],
    [
      'access:\n  sales: { read: customer.region',
      `checks:
  visited: { that: 'visits.exists(v, v.name != null)', say: No visit. }
  all_named: { that: 'visits.all(v, v.name != null)', say: Nameless. }
  helped: { that: 'helpers.size() > 0', say: No help. }
  counted: { that: visit_count == 0, say: Visited. }
  heavy: { that: weight == null || weight > 6, say: Light. }
  priced: { that: fee >= 400.00, say: Cheap. }
access:
  sales: { read: customer.region`,
    ],
    [
      '---\ntool: desk',
      `---
entity: visit
owner: desk
fields:
  name: { type: text }
  order: { type: reference, to: order, required: true }
access: { sales: { read: true } }
---
tool: desk`,
    ],
  );
  const checks = ['visited', 'all_named', 'helped', 'counted', 'heavy', 'priced'];
  const answers = await shop.ask(
    head,
    checks.map((check): Question => ({ ask: 'breaks-check', entity: 'order', check })),
  );
  expect(answers.map((answer) => answer?.count)).toEqual([5, 0, 5, 0, 5, 1]);
});

it('renamed entities and fields are found where they were', async () => {
  const head = SHOP.replace('entity: order', 'entity: purchase\nwas: order')
    .replace('of: order, by', 'of: purchase, by')
    .replace('table: order', 'table: purchase')
    .replace('  note: { type: long_text }', '  remark: { type: long_text, was: note }')
    .replace(
      'access:\n  sales: { read: customer.region',
      'checks:\n  small: { that: remark != null, say: Empty. }\naccess:\n  sales: { read: customer.region',
    );
  const answers = await shop.ask(head, [
    { ask: 'breaks-check', entity: 'purchase', check: 'small' },
    { ask: 'reach', entity: 'purchase', operation: 'read' },
    { ask: 'records', entity: 'order' },
    { ask: 'values', entity: 'order', field: 'note' },
  ]);
  expect(answers.map((answer) => answer?.count)).toEqual([2, 0, 5, 3]);
});

it('a never is broken where it is true or unknown', async () => {
  const head = changed([
    'access:\n  sales: { read: customer.region',
    'never: { noted: note == "Note 1" }\naccess:\n  sales: { read: customer.region',
  ]);
  const [answer] = await shop.ask(head, [{ ask: 'breaks-never', entity: 'order', never: 'noted' }]);
  expect(answer).toMatchObject({ count: 1, of: 5, samples: [sample('A-1')] });
});

it('values count in deleted records too: fields, links, choices', async () => {
  const answers = await shop.ask(SHOP, [
    { ask: 'values', entity: 'order', field: 'amount_text' },
    { ask: 'values', entity: 'order', field: 'friends' },
    { ask: 'values', entity: 'order', field: 'fee' },
    { ask: 'in-options', entity: 'order', field: 'status', options: ['paid', 'void'] },
    { ask: 'in-options', entity: 'order', field: 'marks', options: ['odd'] },
    { ask: 'in-options', entity: 'order', field: 'marks', options: ['gift'] },
  ]);
  expect(answers.map((answer) => [answer?.count, answer?.of])).toEqual([
    [6, 6],
    [3, 6],
    [6, 6],
    [2, 5],
    [3, 5],
    [0, 5],
  ]);
  expect(answers[3]?.samples).toEqual([sample('A-4'), sample('A-5')]);
});

it('a computed value that becomes another one is shown before and after, where the reader may see it', async () => {
  const head = changed(['formula: total + total', 'formula: total + total - 100.00']);
  const question: Question = { ask: 'computed', entity: 'order', field: 'fee' };
  const [all] = await shop.ask(head, [question]);
  expect(all).toEqual({
    count: 5,
    of: 5,
    exact: true,
    samples: [
      sample('A-1', '200.00 → 100.00'),
      sample('A-2', '400.00 → 300.00'),
      sample('A-3', '600.00 → 500.00'),
    ],
  });
  const [intern] = await shop.ask(head, [question], { reader: 'dev:ian' });
  expect(intern?.samples).toEqual([sample('A-1'), sample('A-2'), sample('A-3')]);
  const partly = changed([
    'formula: total + total',
    'formula: "status == \\"paid\\" ? 0.00 : total + total"',
  ]);
  expect((await shop.ask(partly, [question]))[0]).toMatchObject({
    count: 1,
    samples: [sample('A-4', '800.00 → 0.00')],
  });
});

it('people who hold a role now; not those whose time is over', async () => {
  const people: Question[] = ['sales', 'finance', 'intern'].map((role) => ({ ask: 'holders', role }));
  const { pool } = shop.server.database;
  const counts = async (): Promise<unknown> => (await shop.ask(SHOP, people)).map((answer) => answer?.count);
  expect(await counts()).toEqual([3, 1, 1]);
  await pool.query(`update jig.role_assignment set expires_at = now() where role = 'intern'`);
  expect(await counts()).toEqual([3, 1, 0]);
  await pool.query(`update jig.role_assignment set expires_at = null where role = 'intern'`);
});

const READ: Question = { ask: 'reach', entity: 'order', operation: 'read' };

it('says who gains and loses which number of records, people alike counted once', async () => {
  const head = changed(['read: customer.region in user.regions', 'read: status == "open"']);
  const [answer] = await shop.ask(head, [READ]);
  expect(answer).toEqual({
    count: 3,
    of: 5,
    exact: true,
    samples: [],
    people: [
      { name: 'Test ann', gained: 2, lost: 1 },
      { name: 'Test ben', gained: 1, lost: 1 },
      { name: 'Test cat', gained: 2, lost: 1 },
    ].toSorted((a, b) => b.gained + b.lost - a.gained - a.lost || (a.name < b.name ? -1 : 1)),
  });
});

it('says it for change, delete and export as well, for removed grants, and for readers without names', async () => {
  const head = changed(
    ['delete: true, export: true', 'delete: status == "void"'],
    ['update: { when: status == "open" }', 'update: true'],
  );
  const operations = ['update', 'delete', 'export', 'read'] as const;
  const questions = operations.map((operation): Question => ({ ask: 'reach', entity: 'order', operation }));
  const answers = await shop.ask(head, questions);
  expect(answers.map((answer) => answer?.people)).toEqual([
    [
      { name: 'Test ann', gained: 1, lost: 0 },
      { name: 'Test ben', gained: 1, lost: 0 },
      { name: 'Test cat', gained: 1, lost: 0 },
    ],
    [{ name: 'Test fay', gained: 0, lost: 4 }],
    [{ name: 'Test fay', gained: 0, lost: 5 }],
    [],
  ]);
  const [ian] = await shop.ask(head, questions, { reader: 'dev:ian' });
  expect(ian).toMatchObject({ count: 3, people: [] });
  const gone = SHOP.replace(/---\nentity: order[\s\S]*(?=---\ntool)/u, '')
    .replace('  orders: { type: children, of: order, by: customer }\n', '')
    .replace('table: order, columns: [code, customer.name, total]', 'table: customer, columns: [name]');
  const [removed] = await shop.ask(gone, [READ]);
  expect(removed?.people?.[0]).toEqual({ name: 'Test fay', gained: 0, lost: 5 });
});

it('saved columns that name a field, also through a reference', async () => {
  const put = async (person: string, key: string, columns: string[]): Promise<void> => {
    const value = { columns, widths: {} };
    const { status, text } = await shop.call(person, 'PUT', `/api/v1/preferences/${key}`, { value });
    expect(status, text).toBe(204);
  };
  await put('ann', 'columns.desk.all', ['code', 'note']);
  await put('ben', 'columns.all.order', ['customer.name']);
  await put('cat', 'columns.all.customer', ['name', 'region']);
  const ask = (entity: string, field: string): Question => ({ ask: 'saved-views', entity, field });
  const answers = await shop.ask(SHOP, [
    ask('order', 'note'),
    ask('customer', 'name'),
    ask('order', 'customer'),
    ask('order', 'total'),
  ]);
  expect(answers.map((answer) => answer?.count)).toEqual([1, 2, 1, 0]);
});

it('above the row limit a sample is counted, and said to be one', async () => {
  const [check, reach] = await shop.ask(withCheck('total < 200.00'), [CHECK, READ], { rowLimit: 1 });
  expect(check?.exact).toBe(false);
  expect(reach).toMatchObject({ count: 0, exact: false });
});

it('without time nothing is counted, and a slow question takes no other down', async () => {
  expect(await shop.ask(withCheck('total < 200.00'), [CHECK, READ], { budgetMs: 1 })).toEqual([null, null]);
  const { pool } = shop.server.database;
  const locked = await pool.connect();
  try {
    await locked.query('begin; lock table app."order" in access exclusive mode');
    const holders: Question = { ask: 'holders', role: 'sales' };
    const answers = await shop.ask(SHOP, [{ ask: 'records', entity: 'order' }, holders], { budgetMs: 400 });
    expect(answers.map((answer) => answer?.count ?? null)).toEqual([null, 3]);
    const impatient = await openDatabase(shop.server.url, { lockTimeoutMs: 200 });
    await expect(planFor(impatient, withCheck('total < 200.00'))).rejects.toThrow(/database\/timeout/u);
    await impatient.close();
  } finally {
    await locked.query('rollback');
    locked.release();
  }
});
