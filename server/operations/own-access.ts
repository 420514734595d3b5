import type { Actor } from '../../runtime/policy/decision.ts';
import { OWN_ASSIGNMENT, type Verdict } from '../../runtime/policy/workspace-policy.ts';
import { Refusal } from './refusal.ts';

/** Everyone may see what they hold themselves, and why. */
export const OWN: Verdict = { allowed: true, reason: 'Everyone sees their own.', by: 'own' };

/** Refuses to change what the actor holds: that takes somebody else. */
export function refuseOwn(actor: Actor, person: string): void {
  if (actor.id === person) throw new Refusal('access/four_eyes', OWN_ASSIGNMENT.reason);
}
