import { renderPlanText } from '../../runtime/diff/render/render-text.ts';
import { Refusal } from '../operations/refusal.ts';
import { publish, type PublishRequest } from '../releases/publish.ts';
import { runRelease } from '../releases/run-release.ts';
import type { CommandIo } from './command.ts';
import { tellOutcome, tellProgress } from './migration-progress.ts';
import { approveForOwner, type OperatorApproval } from './operator-approval.ts';
import type { OperatorContext } from './with-database.ts';

export type ToldRequest = Omit<PublishRequest, 'planned'> & {
  /** Approvals that the operator writes down on the way. */
  readonly approvals: readonly OperatorApproval[];
};

/** Publishes, shows the plan first and then what happens; gives the exit code. Nothing to publish is none that went wrong. */
export async function publishAndTell(
  context: OperatorContext,
  io: CommandIo,
  { approvals, ...request }: ToldRequest,
): Promise<number> {
  try {
    const published = await publish(context, {
      ...request,
      planned: async (plan) => {
        io.out(`${renderPlanText(plan, { colour: io.colour, sql: false })}\n`);
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
