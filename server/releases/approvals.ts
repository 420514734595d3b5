import type pg from 'pg';
import type { Finding } from '../../runtime/diff/finding.ts';
import type { ApprovalJson } from '../../runtime/wire/releases.ts';
import { instant } from '../identity/assignment-store.ts';

type Client = Pick<pg.Pool, 'query'>;

/** An approval counts for so long. */
const HOLDS_FOR_DAYS = 30;

/**
 * Approvals of findings that count at an instant (now, when it is null): not older than 30 days, and given after the last release
 * that such a finding was published with, since a yes is for once; release `besides` does not count as such. The latest first.
 */
export async function approvalsOf(
  client: Client,
  fingerprints: readonly string[],
  { at = null, besides = null }: { readonly at?: string | null; readonly besides?: number | null } = {},
): Promise<readonly ApprovalJson[]> {
  if (fingerprints.length === 0) return [];
  const { rows } = await client.query<ApprovalJson>(
    `${READ} cross join (select coalesce($2::timestamptz, clock_timestamp()) as at) asked
     where p.fingerprint = any($1::text[]) and p.at <= asked.at and p.at > asked.at - interval '${HOLDS_FOR_DAYS} days'
       and not exists (select from jig.release r where r.activated_at > p.at and r.activated_at <= asked.at
         and r.number is distinct from $3::int and r.plan is not null and r.plan::jsonb -> 'awaiting' ? p.fingerprint)
     order by p.at desc, p.id desc`,
    [fingerprints, at, besides],
  );
  return rows;
}

const READ = `select p.fingerprint, p.code, p.subject, p.message, p.owner,
    json_build_object('id', a.id, 'name', a.name) as approved_by, p.approved_for, p.reason, ${instant('p.at')} as at
  from jig.plan_approval p join jig.actor a on a.id = p.approved_by`;

export type NewApproval = {
  readonly finding: Finding;
  readonly owner: string;
  readonly planHash: string;
  readonly actorId: string;
  /** Who said yes, where an operator writes it down for them. */
  readonly approvedFor: string | null;
  readonly reason: string;
};

export async function insertApproval(client: Client, approval: NewApproval): Promise<void> {
  const { finding } = approval;
  await client.query(
    `insert into jig.plan_approval (fingerprint, code, subject, owner, message, plan_hash, approved_by, approved_for, reason)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      finding.fingerprint,
      finding.code,
      finding.subject,
      approval.owner,
      witnessed(finding),
      approval.planHash,
      approval.actorId,
      approval.approvedFor,
      approval.reason,
    ],
  );
}

/** What is approved, in words, with the person and record that show it. */
export function witnessed({ message, access }: Finding): string {
  const sentences = [access?.gain?.sentence, access?.loss?.sentence].flatMap((text) => text ?? []);
  return [message, ...sentences.filter((text) => !message.includes(text))].join(' ');
}
