import { renderPlanText } from '../../runtime/diff/render/render-text.ts';
import type { ApprovalJson } from '../../runtime/wire/releases.ts';
import { Refusal } from '../operations/refusal.ts';
import { approvalsOf } from '../releases/approvals.ts';
import { publish, type PublishRequest } from '../releases/publish.ts';
import { runRelease } from '../releases/run-release.ts';
import type { CommandIo } from './command.ts';
import { tellOutcome, tellProgress } from './migration-progress.ts';
import { approveForOwner, type OperatorApproval } from './operator-approval.ts';
import type { OperatorContext } from './with-database.ts';

export type ToldRequest = Omit<PublishRequest, 'planned'> & {
  /** Approvals that the operator writes down on the way. */
  readonly approvals: readonly OperatorApproval[];
  /** Where the definitions are, as the operator named it, with a slash at its end; empty where they come from no folder. */
  readonly folder: string;
};

/** One approval on one line. */
function tellApproval({ subject, code, owner, reason, ...by }: ApprovalJson): string {
  const who = by.approved_for ?? by.approved_by.name;
  return `Approved: ${subject} (${code}) for ${owner} by ${who}: ${reason.replaceAll(/\s+/gu, ' ')}`;
}

/** Publishes, shows the plan first and then what happens; gives the exit code. Nothing to publish is none that went wrong. */
export async function publishAndTell(
  context: OperatorContext,
  io: CommandIo,
  { approvals, folder, ...request }: ToldRequest,
): Promise<number> {
  try {
    const published = await publish(context, {
      ...request,
      planned: async (plan) => {
        io.out(`${renderPlanText(plan, { colour: io.colour, sql: false, folder })}\n`);
        for (const given of await approvalsOf(context.database.pool, plan.awaiting))
          io.out(`${tellApproval(given)}\n`);
        for (const approval of approvals) await approveForOwner(context, plan, approval, request.reason, io);
      },
    });
    if (published.migration === null) return tellOutcome(io, { state: 'done', release: published.release });
    const run = { ...context, progress: tellProgress(io) };
    return tellOutcome(io, await runRelease(run, published.migration));
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'release/nothing') throw error;
    io.out(`${error.detail} There is nothing to publish.\n`);
    return 0;
  }
}
