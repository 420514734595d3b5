import type pg from 'pg';
import type { Plan } from '../../runtime/diff/plan.ts';
import { approvalsOf } from './approvals.ts';
import type { PublishedFacts } from './release-store.ts';

type Client = Pick<pg.Pool, 'query'>;

/** Who did something to releases, for its audit entry. */
export type ReleaseActing = {
  readonly actorId: string;
  readonly now: () => Date;
  readonly requestId: string;
  /** The role that allowed it, or `operator`; left out where a process only goes on with what somebody began. */
  readonly decidedBy?: string | null;
};

export type ReleaseEntry = PublishedFacts & {
  readonly base: number | null;
  readonly number: number;
  readonly contentHash: string | null;
};

/**
 * Writes the audit entry of a release in the transaction that puts it in force: what was and is in force, and every finding that
 * somebody approved, with its witness.
 */
export async function writeReleaseEntry(
  client: Client,
  acting: ReleaseActing,
  entry: ReleaseEntry,
): Promise<void> {
  const { base, number, contentHash, gitCommit, reason, rolledBackTo } = entry;
  const plan = entry.plan === null ? null : (JSON.parse(entry.plan) as Plan);
  const approved = plan === null ? [] : await approvedFindings(client, plan, number);
  const after = {
    release: number,
    content_hash: contentHash,
    git_commit: gitCommit,
    plan: plan?.hash ?? null,
    ...(rolledBackTo === null ? {} : { rolled_back_to: rolledBackTo }),
    ...(approved.length === 0 ? {} : { approved }),
  };
  await writeEntry(client, acting, {
    operation: rolledBackTo === null ? 'release' : 'rollback',
    release: number,
    before: base === null ? null : { release: base },
    after,
    reason,
  });
}

async function approvedFindings(client: Client, plan: Plan, release: number): Promise<readonly object[]> {
  const found = await approvalsOf(client, plan.awaiting, { besides: release });
  return found.map(({ fingerprint, code, subject, message, owner, approved_by, approved_for, reason }) => ({
    fingerprint,
    code,
    subject,
    message,
    owner,
    by: approved_by,
    ...(approved_for === null ? {} : { for: approved_for }),
    reason,
  }));
}

/** An audit entry of something that was done to releases. */
export async function writeEntry(
  client: Client,
  { actorId, now, requestId, decidedBy = null }: ReleaseActing,
  entry: {
    readonly operation: string;
    readonly release: number | null;
    readonly before: unknown;
    readonly after: unknown;
    readonly reason: string | null;
  },
): Promise<void> {
  const json = (side: unknown): string | null => (side === null ? null : JSON.stringify(side));
  await client.query({
    text:
      `insert into jig.audit_entry (at, actor_id, operation, before, after, reason, release, decided_by, request_id) ` +
      `values ($1::timestamptz, $2::uuid, $3, $4::jsonb, $5::jsonb, $6, $7::int, $8, $9)`,
    values: [
      now().toISOString(),
      actorId,
      entry.operation,
      json(entry.before),
      json(entry.after),
      entry.reason,
      entry.release,
      decidedBy,
      requestId,
    ],
  });
}
