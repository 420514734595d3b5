import type { Model } from '../../runtime/model/model.ts';
import { readAttributes, readScope } from '../../runtime/policy/attributes.ts';
import type { Actor } from '../../runtime/policy/decision.ts';

/** SQL: an assignment `r` is in force at the instant of the parameter `$2`. */
export const IN_FORCE =
  `r.revoked_at is null and (r.starts_at is null or r.starts_at <= $2::timestamptz) ` +
  `and (r.expires_at is null or r.expires_at > $2::timestamptz)`;

/** Columns of an actor `a` at the instant `$2`, assignments in the order in which they are kept. */
export const ACTOR_COLUMNS =
  `a.id, a.kind, a.name, a.attributes, coalesce((select json_agg(json_build_array(r.role, r.scope) ` +
  `order by r.role, r.id) from jig.role_assignment r where r.actor_id = a.id and ${IN_FORCE}), '[]')`;

export type ActorRow = readonly [
  string,
  Actor['kind'],
  string,
  unknown,
  readonly (readonly [string, unknown])[],
];

/** The actor of a row of `ACTOR_COLUMNS`, with the attributes that the workspace knows. */
export function readActor(row: ActorRow, known: Model['workspace']['userAttributes']): Actor {
  const [id, kind, name, attributes, assignments] = row;
  const holdings = assignments.map(([role, scope]) => ({ role, scope: readScope(known, scope) }));
  const roles = [...new Set(holdings.map(({ role }) => role))];
  return { id, kind, name, roles, holdings, attributes: readAttributes(known, attributes) };
}
