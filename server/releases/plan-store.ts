import type pg from 'pg';
import type { SourceFile } from '../../runtime/definition/source-file.ts';
import type { Plan } from '../../runtime/diff/plan.ts';
import { instant } from '../identity/assignment-store.ts';
import { filesOf } from './load-release.ts';

type Client = Pick<pg.Pool, 'query'>;

/** A plan is kept for so long: an approval counts no longer. */
const KEPT_FOR_DAYS = 30;

export type KeptPlan = {
  readonly plan: Plan;
  readonly files: readonly SourceFile[];
  readonly rollsBackTo: number | null;
  readonly madeBy: { readonly id: string; readonly name: string };
  readonly madeAt: string;
};

export type NewKeptPlan = {
  readonly plan: Plan;
  readonly files: readonly SourceFile[];
  readonly rollsBackTo: number | null;
  readonly actorId: string;
};

/** Keeps a plan, and removes those that are too old. The same plan is kept once; who made it last is its maker. */
export async function keepPlan(client: Client, kept: NewKeptPlan): Promise<void> {
  const { plan, files, rollsBackTo, actorId } = kept;
  await client.query(
    `with old as (delete from jig.kept_plan where made_at < now() - interval '${KEPT_FOR_DAYS} days' and hash <> $1)
     insert into jig.kept_plan (hash, plan, definitions, rolls_back_to, made_by) values ($1, $2, $3, $4, $5)
     on conflict (hash) do update set plan = excluded.plan, made_by = excluded.made_by, made_at = now()`,
    [
      plan.hash,
      JSON.stringify(plan),
      JSON.stringify(Object.fromEntries(files.map(({ path, text }) => [path, text]))),
      rollsBackTo,
      actorId,
    ],
  );
}

type Row = {
  readonly plan: Plan;
  readonly definitions: Readonly<Record<string, string>>;
  readonly rolls_back_to: number | null;
  readonly made_by: { readonly id: string; readonly name: string };
  readonly made_at: string;
};

const COLUMNS = `k.plan, k.rolls_back_to, json_build_object('id', a.id, 'name', a.name) as made_by, ${instant('k.made_at')} as made_at`;
const FROM = `from jig.kept_plan k join jig.actor a on a.id = k.made_by`;

/** The plan of that hash; null where there is none, or it is too old. */
export async function findKeptPlan(client: Client, hash: string): Promise<KeptPlan | null> {
  const { rows } = await client.query<Row>(
    `select ${COLUMNS}, k.definitions ${FROM} where k.hash = $1 and k.made_at > now() - interval '${KEPT_FOR_DAYS} days'`,
    [hash],
  );
  const [row] = rows;
  if (row === undefined) return null;
  const { plan, definitions, rolls_back_to: rollsBackTo, made_by: madeBy, made_at: madeAt } = row;
  return { plan, files: filesOf(definitions), rollsBackTo, madeBy, madeAt };
}

/** Plans that start from the release in force, the latest first: those of an earlier one can no longer be published. */
export async function openPlans(client: Client): Promise<readonly Omit<KeptPlan, 'files'>[]> {
  const { rows } = await client.query<Omit<Row, 'definitions'>>(
    `select ${COLUMNS} ${FROM} where k.made_at > now() - interval '${KEPT_FOR_DAYS} days'
       and (k.plan #>> '{base,release}')::int is not distinct from (select max(number) from jig.release)
     order by k.made_at desc, k.hash limit 50`,
  );
  return rows.map(({ plan, rolls_back_to: rollsBackTo, made_by: madeBy, made_at: madeAt }) => ({
    plan,
    rollsBackTo,
    madeBy,
    madeAt,
  }));
}
