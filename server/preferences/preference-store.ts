import { guardBody } from '../../runtime/validate/guard-body.ts';
import type { Database } from '../db/open.ts';
import { Refusal } from '../operations/refusal.ts';

/** Choices kept for one person: column layouts and the like. */
const MOST_KEYS = 500;
const LONGEST_KEY = 200;
const LARGEST_VALUE = 16 * 1024;

/** U+0000 and halves of characters, as JSON writes them; a backslash before makes it plain text. */
const UNSTORABLE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/iu;

/** The value kept under `key`, as JSON text; `null` where there is none. */
export async function readPreference(database: Database, actorId: string, key: string): Promise<string> {
  checkKey(key);
  const { rows } = await database.pool.query<{ value: string }>(
    'select value::text as value from jig.preference where actor_id = $1 and key = $2',
    [actorId, key],
  );
  return rows[0]?.value ?? 'null';
}

/** Keeps `value` under `key`. Refuses what is too large, what cannot be stored, and more keys than one person needs. */
export async function writePreference(
  database: Database,
  actorId: string,
  key: string,
  value: unknown,
): Promise<void> {
  checkKey(key);
  const tooDeep = guardBody(value);
  if (tooDeep !== null)
    throw new Refusal('request/invalid', 'The preference cannot be kept.', { errors: [tooDeep] });
  const text = JSON.stringify(value);
  if (Buffer.byteLength(text) > LARGEST_VALUE)
    throw new Refusal('request/too_large', `A preference takes at most ${LARGEST_VALUE / 1024} KB of JSON.`);
  if (UNSTORABLE.test(text)) throw unstorable('/value');
  const { rowCount } = await database.pool.query(
    `insert into jig.preference (actor_id, key, value, updated_at)
     select $1, $2, $3::jsonb, now()
     where (select count(*) from jig.preference where actor_id = $1 and key <> $2) < $4
     on conflict (actor_id, key) do update set value = excluded.value, updated_at = excluded.updated_at`,
    [actorId, key, text, MOST_KEYS],
  );
  if (rowCount === 0)
    throw new Refusal('request/too_large', `At most ${MOST_KEYS} preferences are kept for one person.`, {
      hint: 'Delete preferences that are no longer used.',
    });
}

/** Forgets the value; nothing happens where there is none. */
export async function deletePreference(database: Database, actorId: string, key: string): Promise<void> {
  checkKey(key);
  await database.pool.query('delete from jig.preference where actor_id = $1 and key = $2', [actorId, key]);
}

function checkKey(key: string): void {
  if (key.length > LONGEST_KEY || /\p{Cc}|\p{Surrogate}/u.test(key)) throw unstorable('?key');
}

function unstorable(pointer: string): Refusal {
  const message = `Expected a key of at most ${LONGEST_KEY} characters and a value without null characters or halves of characters.`;
  return new Refusal('request/invalid', 'The preference cannot be kept.', {
    errors: [{ pointer, code: 'preference/form', message }],
  });
}
