import type { Finding } from '../../runtime/diff/finding.ts';
import type { Database } from '../db/open.ts';
import { inTransaction } from '../db/transaction.ts';
import { insertApproval, witnessed } from './approvals.ts';
import { writeEntry, type ReleaseActing } from './release-audit.ts';

export type Approving = ReleaseActing & { readonly database: Database; readonly release: number | null };

export type WantedApproval = {
  readonly findings: readonly { readonly finding: Finding; readonly owner: string }[];
  readonly planHash: string;
  /** Who said yes, where an operator writes it down for them. */
  readonly approvedFor: string | null;
  readonly reason: string;
};

/** Writes approvals of findings down, each with its witness, and one audit entry for all of them. Does nothing for none. */
export async function recordApprovals(context: Approving, wanted: WantedApproval): Promise<void> {
  const { findings, planHash, approvedFor, reason } = wanted;
  if (findings.length === 0) return;
  await inTransaction(context.database, async (client) => {
    for (const { finding, owner } of findings)
      await insertApproval(client, {
        finding,
        owner,
        planHash,
        actorId: context.actorId,
        approvedFor,
        reason,
      });
    await writeEntry(client, context, {
      operation: 'approve-findings',
      release: context.release,
      before: null,
      after: {
        plan: planHash,
        ...(approvedFor === null ? {} : { for: approvedFor }),
        findings: findings.map(({ finding, owner }) => ({
          fingerprint: finding.fingerprint,
          code: finding.code,
          subject: finding.subject,
          message: witnessed(finding),
          owner,
        })),
      },
      reason,
    });
  });
}
