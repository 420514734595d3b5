import type { Finding } from '../../runtime/diff/finding.ts';
import { mayApprove, maySeeReleases } from '../../runtime/policy/release-policy.ts';
import { fieldError } from '../../runtime/validate/pointer.ts';
import type { ApprovedJson } from '../../runtime/wire/releases.ts';
import { approvalsOf } from '../releases/approvals.ts';
import { recordApprovals } from '../releases/record-approvals.ts';
import { approvalOf } from '../releases/release-refusals.ts';
import { LONGEST_REASON, readBody } from './body-reader.ts';
import type { Context } from './operation.ts';
import { Refusal } from './refusal.ts';
import { mustFindPlan } from './show-plan.ts';
import type { WorkspaceOperation } from './workspace-operation.ts';

/** Approves findings of a plan, each for an owner whose approvers the actor belongs to in the release in force. */
export const approveFindings: WorkspaceOperation<{ readonly body: unknown }, ApprovedJson> = {
  name: 'approve-findings',
  prepare: ({ context, require }, { body }) => {
    const { actor, database, release } = context;
    require(maySeeReleases(release.model, actor));
    const reader = readBody(body, ['plan', 'fingerprints', 'reason']);
    const hash = reader.required('plan', 64);
    const reason = reader.required('reason', LONGEST_REASON);
    const given = reader.value('fingerprints');
    const isList =
      Array.isArray(given) &&
      given.length > 0 &&
      given.length <= 1000 &&
      given.every((each) => typeof each === 'string');
    if (!isList)
      reader.errors.push(fieldError('/fingerprints', 'value/type', { expected: 'a list of fingerprints' }));
    reader.finish();
    const fingerprints = new Set(given as readonly string[]);
    return {
      kind: 'steps',
      run: async () => {
        const { plan } = await mustFindPlan(database.pool, hash);
        const awaited = plan.findings.filter(({ fingerprint }) => plan.awaiting.includes(fingerprint));
        const before = await approvalsOf(database.pool, plan.awaiting);
        const findings = [...fingerprints].flatMap((fingerprint) => {
          const finding = awaited.find((each) => each.fingerprint === fingerprint);
          if (finding === undefined)
            throw new Refusal(
              'release/unknown',
              `Nothing of the plan waits for an approval as \`${fingerprint.slice(0, 40)}\`.`,
            );
          const owner = ownerFor(context, finding);
          return approvalOf(finding, before) === null ? [{ finding, owner }] : [];
        });
        await recordApprovals(
          {
            database,
            actorId: actor.id,
            now: context.now,
            requestId: context.requestId,
            decidedBy: mayApprove(release.model, actor, [...new Set(findings.map(({ owner }) => owner))]).by,
            release: release.number,
          },
          { findings, planHash: plan.hash, approvedFor: null, reason },
        );
        const after = await approvalsOf(database.pool, [...fingerprints]);
        return {
          data: awaited.flatMap((finding) =>
            fingerprints.has(finding.fingerprint) ? (approvalOf(finding, after) ?? []) : [],
          ),
        };
      },
    };
  },
};

/** The first of the finding's owners for whom the actor may approve; refuses where there is none. */
function ownerFor({ release, actor }: Context, finding: Finding): string {
  const owner = finding.approvers.find((name) => mayApprove(release.model, actor, [name]).allowed);
  if (owner !== undefined) return owner;
  throw new Refusal(
    'access/denied',
    `${finding.subject}: ${mayApprove(release.model, actor, finding.approvers).reason}`,
  );
}
