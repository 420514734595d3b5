import { isDeepStrictEqual } from 'node:util';
import type { Model } from '../../runtime/model/model.ts';
import { readScope } from '../../runtime/policy/attributes.ts';
import type { Actor, Attributes } from '../../runtime/policy/decision.ts';
import {
  describeScope,
  mayGiveFor,
  OWN_ASSIGNMENT,
  type Verdict,
} from '../../runtime/policy/workspace-policy.ts';
import type { AbilityJson, AssignmentJson, AttributesJson } from '../../runtime/wire/access.ts';
import type { AssignmentRow } from './assignment-store.ts';

type Viewer = { readonly model: Model; readonly actor: Actor; readonly now: Date };

/** An assignment as the viewer sees it, with whether the viewer may take it away. */
export function viewAssignment({ model, actor, now }: Viewer, row: AssignmentRow): AssignmentJson {
  const role = Object.hasOwn(model.roles, row.role) ? model.roles[row.role] : undefined;
  const scope = readScope(model.workspace.userAttributes, row.scope);
  return {
    id: row.id,
    person: row.person,
    role: { name: row.role, title: role?.title ?? row.role },
    scope: scope === null ? null : givenAttributes(scope),
    scope_text: scope === null ? null : describeScope(scope),
    given_by: row.given_by,
    given_at: row.given_at,
    starts_at: row.starts_at,
    expires_at: row.expires_at,
    reason: row.reason,
    state: stateOf(row, now),
    taken:
      row.revoked_at === null ? null : { at: row.revoked_at, by: row.revoked_by, reason: row.revoke_reason },
    may_take: ability(mayTake({ model, actor, now }, row)),
  };
}

/** Whether the viewer may end it: who may give that role, with that scope, to somebody else. */
export function mayTake({ model, actor, now }: Viewer, row: AssignmentRow): Verdict {
  if (stateOf(row, now) === 'ended') return { allowed: false, reason: 'It has ended.', by: null };
  if (row.person.id === actor.id) return OWN_ASSIGNMENT;
  const role = Object.hasOwn(model.roles, row.role) ? model.roles[row.role] : undefined;
  // A role that the definitions no longer have grants nothing; only an operator clears it away.
  const known = role ?? { name: row.role, title: row.role, givenBy: [] };
  return mayGiveFor(model, actor, known, readScope(model.workspace.userAttributes, row.scope));
}

export function ability({ allowed, reason }: Verdict): AbilityJson {
  return { allowed, reason };
}

/** Attributes without those that have no value. */
export function givenAttributes(attributes: Attributes): AttributesJson {
  const given = Object.entries(attributes).filter(
    ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(given) as AttributesJson;
}

/** Whether two scopes reach the same: the order of tags says nothing. */
export function sameScope(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(inOrder(a), inOrder(b));
}

function inOrder(scope: unknown): unknown {
  if (scope === null || typeof scope !== 'object') return null;
  const parts = Object.entries(scope)
    .map(
      ([name, value]) =>
        [name, Array.isArray(value) ? JSON.stringify(value.map(String).toSorted()) : value] as const,
    )
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
  return parts.length === 0 ? null : parts;
}

function stateOf(
  row: Pick<AssignmentRow, 'revoked_at' | 'expires_at' | 'starts_at'>,
  now: Date,
): AssignmentJson['state'] {
  const time = now.getTime();
  if (row.revoked_at !== null || (row.expires_at !== null && Date.parse(row.expires_at) <= time))
    return 'ended';
  return row.starts_at !== null && Date.parse(row.starts_at) > time ? 'planned' : 'in_force';
}
