import { v7 } from 'uuid';
import type { Model } from '../../runtime/model/model.ts';
import type { Actor } from '../../runtime/policy/decision.ts';
import type { Database } from '../db/open.ts';
import { SYSTEM_ACTOR_ID } from '../db/system-tables.ts';

/**
 * The service actor `key`, made on first use, with every role of the model: together they may create everything that
 * anybody may. The roles are its own until `retireActor`.
 */
export async function appointActor(
  { pool }: Pick<Database, 'pool'>,
  model: Model,
  identity: { readonly key: string; readonly name: string },
): Promise<Actor> {
  const { rows } = await pool.query<{ id: string; name: string }>(
    `insert into jig.actor (id, kind, key, name) values ($1::uuid, 'service', $2, $3)
     on conflict (key) do update set name = excluded.name returning id, name`,
    [v7(), identity.key, identity.name],
  );
  const actor = rows[0];
  if (actor === undefined) throw new Error('The actor was not written.');
  const roles = Object.keys(model.roles);
  await pool.query(
    `insert into jig.role_assignment (id, actor_id, role, given_by)
     select gen_random_uuid(), $1::uuid, role, $2::uuid from unnest($3::text[]) as role`,
    [actor.id, SYSTEM_ACTOR_ID, roles],
  );
  const holdings = roles.map((role) => ({ role, scope: null }));
  return { kind: 'service', id: actor.id, name: actor.name, roles, holdings, attributes: {} };
}

/** Takes every role back; what the actor did stays in the audit trail. */
export async function retireActor({ pool }: Pick<Database, 'pool'>, actor: Actor): Promise<void> {
  await pool.query(
    `update jig.role_assignment set revoked_at = now() where actor_id = $1::uuid and revoked_at is null`,
    [actor.id],
  );
}
