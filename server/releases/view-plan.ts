import { compile } from '../../runtime/compile/compile.ts';
import type { Finding } from '../../runtime/diff/finding.ts';
import type { Model } from '../../runtime/model/model.ts';
import type { Actor } from '../../runtime/policy/decision.ts';
import { mayApprove, mayPublish } from '../../runtime/policy/release-policy.ts';
import type { AbilityJson } from '../../runtime/wire/access.ts';
import type { ApprovalJson, AwaitedJson, PlanAnswerJson } from '../../runtime/wire/releases.ts';
import type { Database } from '../db/open.ts';
import { movedInputs } from '../plan/moved-inputs.ts';
import { approvalsOf } from './approvals.ts';
import { withoutSamples } from './kept-plan.ts';
import type { KeptPlan } from './plan-store.ts';
import { planHead, type Head } from './publish.ts';
import { approvalOf, count } from './release-refusals.ts';

export type PlanViewer = { readonly database: Database; readonly model: Model; readonly actor: Actor };

/** The definitions of a kept plan, compiled; null where this program no longer reads them. */
export function keptHead({ files }: Pick<KeptPlan, 'files'>): Head | null {
  const { model } = compile(files);
  return model === null ? null : { files, model };
}

/** A kept plan as somebody sees it: what it says, what it waits for, and what the viewer may do with it. */
export async function viewPlan(viewer: PlanViewer, kept: KeptPlan): Promise<PlanAnswerJson> {
  const { database, model, actor } = viewer;
  const { plan, rollsBackTo, madeBy, madeAt } = kept;
  const head = keptHead(kept);
  const moved =
    head === null
      ? ['This version of Jig no longer reads the definitions of the plan.']
      : await movedInputs(database, plan, planHead({ head, rolledBackTo: rollsBackTo }));
  const given = await approvalsOf(database.pool, plan.awaiting);
  const awaited = plan.findings
    .filter(({ fingerprint }) => plan.awaiting.includes(fingerprint))
    .map((finding) => viewAwaited(viewer, finding, given));
  return {
    // Samples are what its maker may see.
    plan: madeBy.id === actor.id ? plan : withoutSamples(plan),
    rolls_back_to: rollsBackTo,
    made_by: madeBy,
    made_at: madeAt,
    awaited,
    moved,
    may_publish: publishing(model, actor, kept, awaited, moved),
  };
}

function viewAwaited(
  { model, actor }: PlanViewer,
  finding: Finding,
  given: readonly ApprovalJson[],
): AwaitedJson {
  const { roles, workspace } = model;
  const { owners } = workspace;
  const approval = approvalOf(finding, given);
  const verdict = mayApprove(model, actor, finding.approvers);
  return {
    fingerprint: finding.fingerprint,
    approval,
    owners: finding.approvers.map((name) => ({
      name,
      title: owners[name]?.title ?? name,
      contact: owners[name]?.contact ?? '',
      roles: (owners[name]?.approvers ?? []).map((role) => ({
        name: role,
        title: roles[role]?.title ?? role,
      })),
    })),
    may_approve:
      approval !== null && verdict.allowed
        ? { allowed: false, reason: 'It is approved already.' }
        : { allowed: verdict.allowed, reason: verdict.reason },
  };
}

function publishing(
  model: Model,
  actor: Actor,
  { plan }: KeptPlan,
  awaited: readonly AwaitedJson[],
  moved: readonly string[],
): AbilityJson {
  const no = (reason: string): AbilityJson => ({ allowed: false, reason });
  const verdict = mayPublish(model, actor);
  if (!verdict.allowed) return no(verdict.reason);
  if (moved.length > 0) return no(`The plan is out of date. ${moved.join(' ')}`);
  if (plan.blocked) return no('Findings of the plan must be mended first.');
  const missing = awaited.filter(({ approval }) => approval === null).length;
  if (missing > 0) return no(`${count(missing, 'finding')} must be approved first.`);
  const own = awaited.filter(({ approval }) => approval?.approved_by.id === actor.id).length;
  if (own > 0 && actor.kind !== 'system')
    return no(`You approved ${count(own, 'finding')} of it yourself, so somebody else has to publish it.`);
  return { allowed: true, reason: verdict.reason };
}
