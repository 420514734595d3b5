import { v7 } from 'uuid';
import type { Actor } from '../../runtime/policy/decision.ts';
import type { Database } from '../db/open.ts';

/**
 * Who loads: a service of its own in the audit trail, made on first use, that acts with the rights of the system. It holds
 * no role, before or after, and may set states in which no person could make a record; rules are judged all the same.
 */
export async function appointActor(
  { pool }: Pick<Database, 'pool'>,
  identity: { readonly key: string; readonly name: string },
): Promise<Actor> {
  const { rows } = await pool.query<{ id: string; name: string }>(
    `insert into jig.actor (id, kind, key, name) values ($1::uuid, 'service', $2, $3)
     on conflict (key) do update set name = excluded.name returning id, name`,
    [v7(), identity.key, identity.name],
  );
  const actor = rows[0];
  if (actor === undefined) throw new Error('The actor was not written.');
  return { kind: 'system', id: actor.id, name: actor.name, roles: [], holdings: [], attributes: {} };
}
