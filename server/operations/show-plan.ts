import { compile } from '../../runtime/compile/compile.ts';
import { maySeeReleases } from '../../runtime/policy/release-policy.ts';
import type { Model } from '../../runtime/model/model.ts';
import type { Plan } from '../../runtime/diff/plan.ts';
import type { PlanAnswerJson, PlansJson } from '../../runtime/wire/releases.ts';
import { readRelease } from '../plan/base-side.ts';
import { approvalsOf } from '../releases/approvals.ts';
import { summaryOf } from '../releases/kept-plan.ts';
import { findKeptPlan, openPlans, type KeptPlan } from '../releases/plan-store.ts';
import { approvalOf } from '../releases/release-refusals.ts';
import { viewPlan } from '../releases/view-plan.ts';
import type { Client } from './operation.ts';
import { Refusal } from './refusal.ts';
import type { WorkspaceOperation } from './workspace-operation.ts';

/** Plans that can still be published. */
export const listPlans: WorkspaceOperation<null, PlansJson> = {
  name: 'list-plans',
  prepare: ({ context, require }) => {
    require(maySeeReleases(context.release.model, context.actor));
    return {
      kind: 'read',
      run: async (client) => {
        const kept = await openPlans(client);
        const given = await approvalsOf(client, [...new Set(kept.flatMap(({ plan }) => plan.awaiting))]);
        return {
          data: kept.map(({ plan, rollsBackTo, madeBy, madeAt }) => ({
            hash: plan.hash,
            made_by: madeBy,
            made_at: madeAt,
            rolls_back_to: rollsBackTo,
            summary: summaryOf(plan),
            blocked: plan.blocked,
            awaiting: plan.findings.filter(
              (finding) => plan.awaiting.includes(finding.fingerprint) && approvalOf(finding, given) === null,
            ).length,
          })),
        };
      },
    };
  },
};

type Input = { readonly hash: string };

/** One plan, with what it waits for and what the viewer may do. */
export const showPlan: WorkspaceOperation<Input, PlanAnswerJson> = {
  name: 'show-plan',
  prepare: ({ context, require }, { hash }) => {
    const { actor, database, release } = context;
    require(maySeeReleases(release.model, actor));
    return {
      kind: 'read',
      run: async (client) =>
        viewPlan({ database, model: release.model, actor }, await mustFindPlan(client, hash)),
    };
  },
};

/** One plan with both models, for the page that reviewers read. */
export const reviewPlan: WorkspaceOperation<
  Input,
  {
    readonly plan: Plan;
    readonly base: Model | null;
    readonly head: Model;
    readonly approved: ReadonlySet<string>;
  }
> = {
  name: 'review-plan',
  prepare: ({ context, require }, { hash }) => {
    const { actor, database, release } = context;
    require(maySeeReleases(release.model, actor));
    return {
      kind: 'read',
      run: async (client) => {
        const kept = await mustFindPlan(client, hash);
        const { plan } = await viewPlan({ database, model: release.model, actor }, kept);
        const base = plan.base.release === null ? null : await readRelease(database.pool, plan.base.release);
        const { model } = compile(kept.files);
        if (model === null)
          throw new Refusal(
            'release/not_kept',
            'This version of Jig no longer reads the definitions of the plan.',
          );
        const given = await approvalsOf(client, plan.awaiting);
        const approved = plan.findings.filter((finding) => approvalOf(finding, given) !== null);
        return {
          plan,
          base: base?.model ?? null,
          head: model,
          approved: new Set(approved.map(({ fingerprint }) => fingerprint)),
        };
      },
    };
  },
};

/** The plan of that hash. Refuses one that there is none of. */
export async function mustFindPlan(client: Client, hash: string): Promise<KeptPlan> {
  const kept = /^[0-9a-f]{64}$/u.test(hash) ? await findKeptPlan(client, hash) : null;
  if (kept === null)
    throw new Refusal('release/unknown', 'There is no such plan, or it is older than 30 days.', {
      hint: 'Make the plan again.',
    });
  return kept;
}
