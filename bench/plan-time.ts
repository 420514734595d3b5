import { compile } from '../runtime/compile/compile.ts';
import type { SourceFile } from '../runtime/definition/source-file.ts';
import type { Plan } from '../runtime/diff/plan.ts';
import type { Model } from '../runtime/model/model.ts';
import { openDatabase, type Database } from '../server/db/open.ts';
import { makePlan } from '../server/plan/make-plan.ts';
import { OPERATOR } from '../server/plan/open-live.ts';
import { activate } from '../server/releases/activate.ts';
import { generateDefinitions } from '../test/support/generate-definitions.ts';
import { ORDER_DEFINITIONS } from './orders/definitions.ts';
import { median } from './statistics.ts';

const ENTITIES = 50;
const PEOPLE = 30;

export type PlanTime = {
  /** Seconds, median of the runs. */
  readonly rule: number;
  readonly condition: number;
  readonly both: number;
  /** What the plans said, so that nobody measures an empty one. */
  readonly said: string;
};

/**
 * Seconds of `makePlan` against a database of a million orders and 50 entities: one rule changed (counted exactly), one row
 * condition changed for 30 people (on a sample), and both. The models are compiled before the clock starts.
 */
export async function measurePlan(url: string, runs: number): Promise<PlanTime> {
  const database = await openDatabase(url, { poolSize: 2 });
  try {
    const base = definitions(BEFORE, '');
    await activate(database, modelOf(base), { files: base });
    await addPeople(database);
    const times: Record<string, number> = {};
    const said: string[] = [];
    for (const [name, files] of Object.entries({
      rule: definitions(BEFORE, RULE),
      condition: definitions(AFTER, ''),
      both: definitions(AFTER, RULE),
    })) {
      const head = { files, model: modelOf(files) };
      const taken: number[] = [];
      let plan: Plan | null = null;
      for (let run = 0; run < runs; run += 1) {
        const started = performance.now();
        plan = await makePlan({
          database,
          head,
          against: { is: 'database' },
          budgetMs: 10_000,
          reader: OPERATOR,
          today: '2026-11-26',
        });
        taken.push((performance.now() - started) / 1000);
      }
      times[name] = median(taken);
      said.push(`${name}: ${impacts(plan)}`);
    }
    const { rule = Number.NaN, condition = Number.NaN, both = Number.NaN } = times;
    return { rule, condition, both, said: said.join('; ') };
  } finally {
    await database.close();
  }
}

const BEFORE = 'customer.city in user.cities';
const AFTER = 'customer.city in user.cities && priority != "low"';
const RULE =
  'checks:\n  light: { that: freight == null || freight <= 49.00, say: The freight is too much. }\n';

/** The orders of the other benchmarks, and entities without records beside them. */
function definitions(read: string, rule: string): readonly SourceFile[] {
  const [workspace, ...others] = ORDER_DEFINITIONS;
  const text = (workspace?.text ?? '')
    .replace('currency: GBP', 'currency: GBP\nuser_attributes: { cities: { type: tags, about: Cities. } }')
    .replace('owners:', 'owners:\n  operations: { contact: operations@bench.example }')
    .replace(
      'access:\n  sales: { read: true, create: true, update: true, delete: true }',
      `${rule}access:\n  sales: { read: '${read}', create: true, update: true, delete: true }`,
    );
  const [generated, ...entities] = generateDefinitions({ entities: ENTITIES - 2 });
  const roles = (generated?.text ?? '').slice((generated?.text ?? '').indexOf('role: '));
  return [
    { path: 'workspace.yaml', text },
    ...others,
    { path: 'roles.yaml', text: roles },
    ...entities.filter(({ path }) => path.startsWith('entities/')),
  ];
}

function modelOf(files: readonly SourceFile[]): Model {
  const { model, diagnostics } = compile(files);
  if (model === null) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return model;
}

/** People of sales, each with other cities. */
async function addPeople({ pool }: Database): Promise<void> {
  await pool.query(
    `insert into jig.actor (kind, key, name, active, attributes)
     select 'person', 'planned ' || n, 'Person ' || n, true,
       jsonb_build_object('cities', jsonb_build_array('City ' || n, 'City ' || (n + 100)))
     from generate_series(1, ${PEOPLE}) n on conflict do nothing`,
  );
  await pool.query(
    `insert into jig.role_assignment (actor_id, role, given_by)
     select a.id, 'sales', a.id from jig.actor a where a.key like 'planned %'
     and not exists (select from jig.role_assignment r where r.actor_id = a.id)`,
  );
}

function impacts(plan: Plan | null): string {
  return (plan?.findings ?? [])
    .flatMap(({ code, impact }) =>
      impact === null
        ? []
        : [`${code} ${impact.exact ? 'exactly' : 'about'} ${impact.count} of ${impact.of}`],
    )
    .join(', ');
}
