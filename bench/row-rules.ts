import type { Pool } from 'pg';
import { compile } from '../runtime/compile/compile.ts';
import { planList } from '../runtime/plan/list-plan.ts';
import type { Actor } from '../runtime/policy/decision.ts';
import { createReadScope } from '../runtime/policy/read-scope.ts';
import { createRunFacts } from '../runtime/rules/run-facts.ts';
import { openDatabase } from '../server/db/open.ts';
import { activate } from '../server/releases/activate.ts';
import { buildListQuery } from '../server/sql/list-query.ts';
import type { ListRun } from '../server/sql/list-query.ts';
import { runStatement } from '../server/sql/statement-cache.ts';
import { LIST_FIELDS, ORDER_DEFINITIONS } from './orders/definitions.ts';
import { pairedRatio } from './statistics.ts';
import type { Ratio } from './statistics.ts';

const LIMIT = 50;
const CITIES = ['City 7', 'City 77', 'City 177'];

/** A rule on rows, with the condition that a person would write for it; `o` is the order, `c` its customer, `$2` the cities. */
const RULES: readonly { readonly rule: string; readonly by: string; readonly join: boolean }[] = [
  { rule: 'status == "open"', by: `o.status = 'open'`, join: false },
  { rule: 'customer.city in user.cities', by: 'c.city = any($2)', join: true },
  {
    rule: 'status == "open" && customer.city in user.cities || priority == "high" && !paid',
    by: `(o.status = 'open' and c.city = any($2) or o.priority = 'high' and not o.paid)`,
    join: true,
  },
];

export type RuleResult = {
  readonly rule: string;
  /** Lists a second, ours over the one written by hand. */
  readonly ratio: Ratio;
  readonly samePlan: boolean;
};

/** Lists of the first page under a rule on rows, ours against the same by hand, in turn on one connection. */
export async function measureRowRules(url: string, pairs: number, seconds: number): Promise<RuleResult[]> {
  const database = await openDatabase(url, { poolSize: 1 });
  try {
    const results: RuleResult[] = [];
    for (const { rule, by, join } of RULES) {
      const ours = await oursFor(database, rule);
      const hand = handWritten(by, join);
      const rates = { ours: [] as number[], hand: [] as number[] };
      const runHand = (): Promise<unknown> =>
        database.pool.query({
          name: `hand ${results.length}`,
          text: hand,
          values: join ? [LIMIT, CITIES] : [LIMIT],
        });
      await expectSameRows(database.pool, ours, hand, join);
      for (let pair = 0; pair < pairs; pair += 1) {
        rates.hand.push(await rate(runHand, seconds));
        rates.ours.push(await rate(ours.run, seconds));
      }
      const plans = [
        await planOf(database.pool, ours.text, ours.values),
        await planOf(database.pool, hand, join ? [LIMIT, CITIES] : [LIMIT]),
      ];
      results.push({ rule, ratio: pairedRatio(rates.ours, rates.hand), samePlan: plans[0] === plans[1] });
    }
    return results;
  } finally {
    await database.close();
  }
}

type Ours = {
  readonly run: () => Promise<unknown>;
  readonly text: string;
  readonly values: readonly unknown[];
};

async function oursFor(database: Awaited<ReturnType<typeof openDatabase>>, rule: string): Promise<Ours> {
  const [workspace, ...others] = ORDER_DEFINITIONS;
  const text = (workspace?.text ?? '')
    .replace('currency: GBP', 'currency: GBP\nuser_attributes: { cities: { type: tags, about: Cities. } }')
    .replace('sales: { read: true, create: true, update: true, delete: true }', `sales: { read: '${rule}' }`);
  const { model, diagnostics } = compile([{ path: 'workspace.yaml', text }, ...others]);
  if (model === null) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  const release = await activate(database, model);
  const actor: Actor = {
    kind: 'person',
    id: '01900000-0000-7000-a000-000000000001',
    name: 'Bench',
    roles: ['sales'],
    holdings: [{ role: 'sales', scope: null }],
    attributes: { cities: CITIES },
  };
  const order = model.entities['order'];
  if (order === undefined) throw new Error('no orders');
  const planned = planList(createReadScope(model, actor), order, {
    fields: [...LIST_FIELDS],
    filters: [],
    where: null,
    words: [],
    deleted: false,
    sort: [{ path: 'ordered_on', descending: true }],
    limit: LIMIT,
    after: null,
    count: false,
  });
  if (!planned.ok) throw new Error('the list cannot be planned');
  const statement = buildListQuery(release, planned.value, null);
  const facts = createRunFacts(model, actor, {}, new Date());
  const run: ListRun = { filters: [], words: [], cursor: null, facts };
  return {
    run: () => runStatement(database.pool, statement, run),
    text: statement.text,
    values: statement.binds.map((pick) => pick(run)),
  };
}

function handWritten(by: string, join: boolean): string {
  const customer = join ? 'left join app.customer c on c.id = o.customer' : '';
  return `select coalesce(string_agg(row_to_json(x)::text, ','), '') as body from (
  select o.id, o.version, o.reference, json_build_object('id', k.id, 'title', k.name) as customer, o.status, o.ordered_on,
    o.total::text as total, o.ship_city
  from (select o.* from app."order" o ${customer} where o.deleted_at is null and ${by}
    order by o.ordered_on desc, o.id desc limit $1) o
  left join app.customer k on k.id = o.customer order by o.ordered_on desc, o.id desc) x`;
}

async function expectSameRows(pool: Pool, ours: Ours, hand: string, join: boolean): Promise<void> {
  const { rows } = await pool.query<{ body: string }>(hand, join ? [LIMIT, CITIES] : [LIMIT]);
  const [row] = (await ours.run()) as [string][];
  const ids = (body: string): string[] =>
    [...body.matchAll(/"id":"([^"]+)","version"/gu)].map((match) => match[1] ?? '');
  const [a, b] = [ids(row?.[0] ?? ''), ids(rows[0]?.body ?? '')];
  if (a.length !== LIMIT || a.join() !== b.join()) throw new Error('the two lists differ');
}

async function rate(run: () => Promise<unknown>, seconds: number): Promise<number> {
  const started = performance.now();
  let runs = 0;
  while (performance.now() - started < seconds * 1000) {
    await run();
    runs += 1;
  }
  return runs / (performance.now() - started);
}

type Node = {
  readonly 'Node Type': string;
  readonly 'Index Name'?: string;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly Node[];
};

/** How the rows are found: every scan with its index, in the order of the plan. */
async function planOf(pool: Pool, text: string, values: readonly unknown[]): Promise<string> {
  const { rows } = await pool.query<{ 'QUERY PLAN': [{ Plan: Node }] }>(`explain (format json) ${text}`, [
    ...values,
  ]);
  const scans = (node: Node): string[] => [
    ...(node['Relation Name'] === undefined
      ? []
      : [`${node['Node Type']} ${node['Index Name'] ?? ''} ${node['Relation Name']}`]),
    ...(node.Plans ?? []).flatMap(scans),
  ];
  return rows.flatMap((row) => scans(row['QUERY PLAN'][0].Plan)).join(', ');
}
