import type pg from 'pg';
import type { Model } from '../../runtime/model/model.ts';
import type { Actor } from '../../runtime/policy/decision.ts';
import { ACTOR_COLUMNS, readActor, type ActorRow } from './actor-row.ts';

/** Keys of people of the development file carry this before the name that they have there. */
const DEVELOPMENT = 'dev:';

/** Somebody by id or key, with everything that they hold at the instant; null where there is nobody active of that name. */
export async function findActor(
  client: Pick<pg.Pool, 'query'>,
  model: Model,
  person: string,
  now: Date,
): Promise<Actor | null> {
  const { rows } = await client.query<unknown[]>({
    text:
      `select ${ACTOR_COLUMNS} from jig.actor a where a.active and a.kind <> 'system' ` +
      `and (a.id::text = lower($1::text) or a.key = $1::text or a.key = $3::text) order by a.id limit 1`,
    values: [person, now.toISOString(), `${DEVELOPMENT}${person}`],
    rowMode: 'array',
  });
  const row = rows[0] as ActorRow | undefined;
  return row === undefined ? null : readActor(row, model.workspace.userAttributes);
}
