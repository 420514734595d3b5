import { hash, randomBytes } from 'node:crypto';
import type { Database } from '../db/open.ts';
import { ACTOR_COLUMNS, readActor, type ActorRow } from './actor-row.ts';
import type { Authenticator } from './authenticator.ts';

export const SESSION_COOKIE = 'jig_session';
const LASTS_SECONDS = 12 * 60 * 60;
/** Ended sessions removed with each sign-in. */
const MOST_REMOVED = 1000;
/** 32 random bytes in base64url. */
const TOKEN = /^[\w-]{43}$/u;

/** Recognises people by their session cookie; session, actor, attributes and roles are read in one statement. */
export function createSessionAuthenticator(database: Pick<Database, 'pool'>): Authenticator {
  return {
    findActor: async ({ cookie }, now, attributes) => {
      const token = readToken(cookie);
      if (token === null) return null;
      const { rows } = await database.pool.query<unknown[]>({
        name: 'jig_find_actor',
        text: FIND_ACTOR,
        values: [digest(token), now.toISOString()],
        rowMode: 'array',
      });
      const row = rows[0] as ActorRow | undefined;
      return row === undefined ? null : readActor(row, attributes);
    },
  };
}

const FIND_ACTOR =
  `select ${ACTOR_COLUMNS} from jig.session s join jig.actor a on a.id = s.actor_id ` +
  `where s.token_hash = $1::bytea and s.expires_at > $2::timestamptz and a.active`;

/** Begins a session and gives the value of `Set-Cookie`. Always a new token: one that somebody planted is never used. */
export async function startSession(
  database: Pick<Database, 'pool'>,
  actorId: string,
  now: Date,
  secure: boolean,
): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const ends = new Date(now.getTime() + LASTS_SECONDS * 1000);
  await database.pool.query(
    `with old as (delete from jig.session where token_hash in ` +
      `(select token_hash from jig.session where expires_at < $2::timestamptz limit ${MOST_REMOVED})) ` +
      `insert into jig.session (token_hash, actor_id, created_at, expires_at) values ($1, $3, $2::timestamptz, $4::timestamptz)`,
    [digest(token), now.toISOString(), actorId, ends.toISOString()],
  );
  return cookieText(token, LASTS_SECONDS, secure);
}

/** Ends the session of a cookie header, if there is one, and gives the value of `Set-Cookie` that removes it. */
export async function endSession(
  database: Pick<Database, 'pool'>,
  cookie: string | null,
  secure: boolean,
): Promise<string> {
  const token = readToken(cookie);
  if (token !== null)
    await database.pool.query('delete from jig.session where token_hash = $1', [digest(token)]);
  return cookieText('', 0, secure);
}

function readToken(cookie: string | null): string | null {
  if (cookie === null) return null;
  for (const part of cookie.split(';')) {
    const [name, value = ''] = part.trim().split('=', 2);
    if (name === SESSION_COOKIE) return TOKEN.test(value) ? value : null;
  }
  return null;
}

function digest(token: string): Buffer {
  return hash('sha256', token, 'buffer');
}

function cookieText(token: string, seconds: number, secure: boolean): string {
  return `${SESSION_COOKIE}=${token}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
}
