import type pg from 'pg';
import type { Plan } from '../../runtime/diff/plan.ts';
import type { ApprovalJson, ReleaseJson } from '../../runtime/wire/releases.ts';
import { instant } from '../identity/assignment-store.ts';
import { approvalsOf } from './approvals.ts';
import { summaryOf } from './kept-plan.ts';

type Client = Pick<pg.Pool, 'query'>;

const COLUMNS =
  `r.number, r.number = (select max(number) from jig.release) as in_force, ${instant('r.activated_at')} as activated_at, ` +
  `json_build_object('id', a.id, 'name', a.name) as activated_by, r.reason, r.git_commit, r.content_hash, r.base, r.rolled_back_to`;
const FROM = 'from jig.release r join jig.actor a on a.id = r.activated_by';

/** How many changes of each section a release's plan names; null where it had none. */
const SECTIONS = `(select json_agg(c ->> 'section') from json_array_elements(r.plan -> 'changes') c) as sections`;

type Row = Omit<ReleaseJson, 'summary'> & {
  readonly sections: readonly string[] | null;
  readonly planned: boolean;
};

/** Releases before a number (of all, when it is null), the latest first. */
export async function listReleases(
  client: Client,
  { before, most }: { readonly before: number | null; readonly most: number },
): Promise<readonly ReleaseJson[]> {
  const { rows } = await client.query<Row>(
    `select ${COLUMNS}, r.plan is not null as planned, ${SECTIONS} ${FROM}
     where $1::int is null or r.number < $1 order by r.number desc limit $2::int`,
    [before, most],
  );
  return rows.map(viewRow);
}

function viewRow({ sections, planned, ...row }: Row): ReleaseJson {
  const changes = (sections ?? []).map((section) => ({ section })) as unknown as Plan['changes'];
  return { ...row, summary: planned ? summaryOf({ changes }) : null };
}

export type StoredReleaseDetail = ReleaseJson & {
  readonly plan: Plan | null;
  readonly approvals: readonly ApprovalJson[];
  readonly definitions: Readonly<Record<string, string>> | null;
};

/** One release with its plan, approvals and definitions; null where there is none of that number. */
export async function findRelease(client: Client, number: number): Promise<StoredReleaseDetail | null> {
  const { rows } = await client.query<
    Row & { plan: Plan | null; definitions: Record<string, string> | null }
  >(
    `select ${COLUMNS}, r.plan is not null as planned, ${SECTIONS}, r.plan, r.definitions ${FROM} where r.number = $1`,
    [number],
  );
  const row = rows[0];
  if (row === undefined) return null;
  const { plan, definitions, ...rest } = row;
  const at = rest.activated_at;
  const approvals = plan === null ? [] : await approvalsOf(client, plan.awaiting, { at, besides: number });
  return { ...viewRow(rest), plan, approvals, definitions };
}
