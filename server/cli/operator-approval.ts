import type { Finding } from '../../runtime/diff/finding.ts';
import type { Plan } from '../../runtime/diff/plan.ts';
import { findActor } from '../identity/find-actor.ts';
import { findByWord } from '../identity/people-store.ts';
import { readRelease } from '../plan/base-side.ts';
import { approvalsOf, witnessed } from '../releases/approvals.ts';
import { recordApprovals } from '../releases/record-approvals.ts';
import { approvalOf } from '../releases/release-refusals.ts';
import type { CommandIo } from './command.ts';
import type { OperatorContext } from './with-database.ts';
import { CommandProblem } from './with-release.ts';

/** An owner's yes that an operator writes down: for which owner, and who said it. */
export type OperatorApproval = { readonly owner: string; readonly person: string };

/**
 * Writes the yes of an owner to every finding of a plan that waits for it, and shows what was approved. The person has to hold a role
 * that may approve for the owner in the release in force, where that names any. Throws CommandProblem otherwise, and where nothing
 * waits for the owner.
 */
export async function approveForOwner(
  context: OperatorContext,
  plan: Plan,
  { owner, person }: OperatorApproval,
  reason: string,
  io: CommandIo,
): Promise<void> {
  const awaited = plan.findings.filter(({ fingerprint }) => plan.awaiting.includes(fingerprint));
  const own = awaited.filter(({ approvers }) => approvers.includes(owner));
  if (own.length === 0) throw new CommandProblem(nothingAwaits(owner, awaited));
  const name = await approver(context, owner, person);
  const given = await approvalsOf(context.database.pool, plan.awaiting);
  const open = own.filter((finding) => approvalOf(finding, given) === null);
  await recordApprovals(
    { ...context, release: plan.base.release },
    {
      findings: open.map((finding) => ({ finding, owner })),
      planHash: plan.hash,
      approvedFor: name,
      reason,
    },
  );
  if (open.length === 0) io.out(`Everything that waits for ${owner} is approved already.\n`);
  for (const finding of open)
    io.out(
      `Approved for ${owner} by ${name}: ${finding.subject} (${finding.code})\n  ${witnessed(finding)}\n`,
    );
}

function nothingAwaits(owner: string, awaited: readonly Finding[]): string {
  const owners = [...new Set(awaited.flatMap(({ approvers }) => approvers))];
  return owners.length === 0
    ? 'Nothing of this plan waits for an approval.'
    : `Nothing of this plan waits for \`${owner}\`, but for ${owners.map((name) => `\`${name}\``).join(', ')}.`;
}

async function approver({ database, now }: OperatorContext, owner: string, word: string): Promise<string> {
  const release = await readRelease(database.pool, null);
  const roles = release?.model.workspace.owners[owner]?.approvers ?? [];
  const found = await findByWord(database.pool, word);
  const [person, other] = found;
  if (other !== undefined)
    throw new CommandProblem(
      `\`${word}\` may be ${found.map(({ key, name }) => `${name} (${key})`).join(' or ')}; use the key.`,
    );
  // Before the first release, and for an owner that is new, nobody can hold such a role yet: the operator answers for it.
  if (release === null || roles.length === 0) return person?.name ?? word;
  if (person === undefined)
    throw new CommandProblem(`There is nobody with the key, e-mail address or name \`${word}\`.`);
  const actor = await findActor(database.pool, release.model, person.id, now());
  if (actor === null || !roles.some((role) => actor.roles.includes(role)))
    throw new CommandProblem(
      `${person.name} may not approve for \`${owner}\`: that takes ${roles.map((role) => `\`${role}\``).join(' or ')} in release ${release.number}.`,
    );
  return person.name;
}
