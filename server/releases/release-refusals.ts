import { isBlocking } from '../../runtime/diff/compose-plan.ts';
import type { Finding } from '../../runtime/diff/finding.ts';
import type { Plan } from '../../runtime/diff/plan.ts';
import type { FieldErrorJson } from '../../runtime/wire/record.ts';
import type { ApprovalJson } from '../../runtime/wire/releases.ts';
import { Refusal } from '../operations/refusal.ts';
import { approvalsOf } from './approvals.ts';
import type { PublishContext } from './publish.ts';

/** Refuses a plan that no longer holds, with a sentence for everything that moved. */
export function refuseMoved(moved: readonly string[]): void {
  if (moved.length === 0) return;
  throw new Refusal('release/moved', 'The plan is out of date.', {
    errors: moved.map((message) => ({ pointer: '', code: 'release/moved', message })),
    extra: { moved },
  });
}

/** Refuses a plan that findings block, with each of them and what to do. */
export function refuseBlocked(plan: Plan): void {
  if (!plan.blocked) return;
  const findings = plan.findings.filter(isBlocking);
  throw new Refusal(
    'release/blocked',
    `${count(findings.length, 'finding')} of the plan must be mended first.`,
    {
      errors: findings.map((finding) => errorOf(finding, finding.fix === null ? '' : `Fix: ${finding.fix}.`)),
      extra: { findings: findings.map(({ fingerprint }) => fingerprint) },
    },
  );
}

/** Refuses a plan with findings that nobody approved, or that only the publisher did. */
export async function refuseUnapproved(context: PublishContext, plan: Plan): Promise<void> {
  const { actor, database } = context;
  const awaited = plan.findings.filter(({ fingerprint }) => plan.awaiting.includes(fingerprint));
  if (awaited.length === 0) return;
  const given = await approvalsOf(database.pool, plan.awaiting);
  const missing = awaited.filter((finding) => approvalOf(finding, given) === null);
  if (missing.length > 0)
    throw new Refusal(
      'release/unapproved',
      `${count(missing.length, 'finding')} of the plan must be approved first.`,
      {
        errors: missing.map((finding) =>
          errorOf(finding, `Who may approve it: ${finding.approvers.join(' or ')}.`),
        ),
        extra: { findings: missing.map(({ fingerprint }) => fingerprint) },
      },
    );
  const own = awaited.filter(
    (finding) =>
      approvalOf(
        finding,
        given.filter((each) => !isBy(each, actor.id)),
      ) === null,
  );
  if (actor.kind !== 'system' && own.length > 0)
    throw new Refusal(
      'release/four_eyes',
      `${count(own.length, 'finding')} of the plan ${own.length === 1 ? 'was' : 'were'} approved only by you, and you publish it.`,
      { errors: own.map((finding) => errorOf(finding, 'Somebody else has to approve or to publish it.')) },
    );
}

/** The approval of a finding among those given: by one of the owners that it needs. */
export function approvalOf(
  { fingerprint, approvers }: Finding,
  given: readonly ApprovalJson[],
): ApprovalJson | null {
  return given.find((each) => each.fingerprint === fingerprint && approvers.includes(each.owner)) ?? null;
}

const isBy = (approval: ApprovalJson, actorId: string): boolean => approval.approved_by.id === actorId;

function errorOf(finding: Finding, next: string): FieldErrorJson {
  const { code, subject, message, access } = finding;
  const witness = access?.gain?.sentence ?? access?.loss?.sentence;
  const shown = witness === undefined || message.includes(witness) ? '' : ` ${witness}`;
  const named = message.includes(`\`${subject}\``) ? message : `${subject}: ${message}`;
  return { pointer: '', code, message: `${named}${shown} ${next}`.trim() };
}

export function count(of: number, what: string): string {
  return `${of} ${what}${of === 1 ? '' : 's'}`;
}
