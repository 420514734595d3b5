import type { PoolClient } from 'pg';
import { codeOf } from '../db/connection-problem.ts';
import type { Database } from '../db/open.ts';
import { Refusal } from '../operations/refusal.ts';
import { findOpenMigration } from './open-migration.ts';

/** Key of the advisory lock that a publisher holds from its plan to its release; `jigr` in ASCII. */
const PUBLISHING_LOCK = 0x6a696772;

/** What a publisher calls its connection: who waits for it reads there who it is, and since when. */
const NAMED = /^jig publishing (\S+) (.*)$/u;

/**
 * Runs `work` while nobody else publishes into the database. Waits for another publisher up to `waitMs`, then refuses and says
 * who it is; refuses as well while a migration is open. The turn goes with the connection if this process dies.
 */
export async function inPublishingTurn<Result>(
  database: Database,
  { name, waitMs, now }: { readonly name: string; readonly waitMs: number; readonly now: Date },
  work: () => Promise<Result>,
): Promise<Result> {
  const client = await database.pool.connect();
  try {
    if (!(await takeTurn(client, waitMs))) throw busy(await otherPublisher(client));
    const since = `${now.toISOString().slice(0, 19)}Z`;
    await client.query(`select set_config('application_name', $1, false)`, [
      `jig publishing ${since} ${name}`.slice(0, 60),
    ]);
    const open = await findOpenMigration(client);
    if (open !== null)
      throw new Refusal(
        'release/busy',
        `A migration of ${open.startedBy} is open since ${open.startedAt}${open.reason === null ? '' : ` (${open.reason})`}: ${open.stagesDone} of ${open.stages} steps are done, and it is ${STATES[open.state]}.`,
        {
          hint:
            open.state === 'running'
              ? 'Wait until it is done (`jig releases` shows how far it is), then plan again.'
              : 'Go on with it by `jig release --resume`, or undo it by `jig release --take-back`; then plan again.',
          extra: { migration: open.id },
        },
      );
    return await work();
  } finally {
    // The server notices a closed connection a moment later, and the next publisher may come sooner.
    await client.query('select pg_advisory_unlock_all()').catch(() => undefined);
    // Closing it forgets its name as well, whatever happened.
    client.release(true);
  }
}

const STATES = { running: 'going on', paused: 'paused', taking_back: 'being taken back' } as const;

async function takeTurn(client: PoolClient, waitMs: number): Promise<boolean> {
  if (waitMs <= 0) {
    const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [
      PUBLISHING_LOCK,
    ]);
    return rows[0]?.taken === true;
  }
  await client.query(`set lock_timeout = ${Math.ceil(waitMs)}; set statement_timeout = 0`);
  try {
    await client.query('select pg_advisory_lock($1)', [PUBLISHING_LOCK]);
    return true;
  } catch (error) {
    if (codeOf(error) === '55P03') return false;
    throw error;
  }
}

async function otherPublisher(client: PoolClient): Promise<string> {
  const { rows } = await client.query<{ name: string | null }>(
    `select a.application_name as name from pg_locks l join pg_stat_activity a on a.pid = l.pid
     where l.locktype = 'advisory' and l.granted and l.classid = 0 and l.objid = $1 and l.objsubid = 1
       and l.database = (select oid from pg_database where datname = current_database())`,
    [PUBLISHING_LOCK],
  );
  const match = NAMED.exec(rows[0]?.name ?? '');
  return match === null ? 'Somebody' : `Since ${match[1]}, ${match[2]}`;
}

function busy(other: string): Refusal {
  return new Refusal('release/busy', `${other} publishes a release.`, {
    hint: 'Wait until it is done, then plan again; `jig release --wait 60` waits for its turn.',
  });
}
