import { loadModule, parseSync } from 'libpg-query';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Question } from '../../runtime/diff/question.ts';
import { renderPlanSql } from '../../server/plan/render-sql.ts';
import { changed, openShop, planFor, type Shop } from './shop.ts';

let own: Shop;
beforeAll(async () => {
  own = await openShop();
  const { pool } = own.server.database;
  await pool.query(
    `insert into app."order" (id, version, created_at, created_by, updated_at, updated_by, code, customer, total, status)
       select gen_random_uuid(), 1, o.created_at, o.created_by, o.updated_at, o.updated_by, 'N-' || n, o.customer, n % 400, 'open'
       from app."order" o, generate_series(1, 12000) n where o.code = 'A-1'`,
  );
  await pool.query('analyze app."order"');
});
afterAll(() => own.close());

it('above the row limit a sample is counted, scaled, and said to be one', async () => {
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
  expect(exact).toMatchObject({ exact: true, of: 12_005, count: 6_004 });
  expect(sampled).toMatchObject({ exact: false, of: 12_000, count: 6_000 });
  expect(sampled?.samples).toHaveLength(3);
  expect(reach).toMatchObject({ exact: false, count: 3 });
  expect(reach?.people?.[0]).toEqual({ name: 'Test ann', gained: 0, lost: 9_000 });
});

it('a migration beside running requests: values are counted as they will be, and the script runs by hand', async () => {
  const { database } = own.server;
  const head = changed(
    [
      'total: { type: money, required: true }',
      'total: { type: money, required: true, scale: 4, max: "20000" }',
    ],
    [
      '  note: { type: long_text }\n',
      '  note: { type: long_text }\n  rank: { type: integer, required: true, default: 2 }\n  number: { type: sequence }\n',
    ],
    ['formula: total + total', 'formula: total * 3'],
    [
      'access:\n  sales: { read: customer.region',
      'indexes: [[rank, code]]\nchecks: { low: { that: total * 2 < 400.0000, say: No. }, ranked: { that: rank == 2, say: No. } }\naccess:\n  sales: { read: customer.region',
    ],
  );
  const plan = await planFor(database, head);
  expect(plan.migration?.mode).toBe('online');
  const counts = plan.findings.filter(
    ({ code }) => code === 'rule/rows-break' || code === 'rule/computed-differs',
  );
  expect(counts.map(({ code, subject, impact }) => [code, subject, impact?.count, impact?.exact])).toEqual([
    ['rule/rows-break', 'order.checks.low', 6_004, true],
    ['rule/computed-differs', 'order.fee', 11_975, true],
  ]);
  const script = renderPlanSql(plan).replaceAll(/^\\.*$/gmu, '');
  for (const phase of ['expand', 'backfill', 'activate', 'contract'])
    expect(script).toContain(`-- == ${phase}`);
  await loadModule();
  const statements = parseSync(script).stmts ?? [];
  expect(statements.length).toBeGreaterThan(10);
  const bytes = Buffer.from(script);
  const client = await database.pool.connect();
  try {
    for (const { stmt_location: start = 0, stmt_len: length } of statements)
      await client.query(bytes.toString('utf8', start, start + (length ?? bytes.length)));
  } finally {
    client.release(true);
  }
});
