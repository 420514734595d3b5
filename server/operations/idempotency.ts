import type { IdempotencyKey } from '../sql/write-record.ts';
import type { Client, KeptAnswer } from './operation.ts';
import { Refusal } from './refusal.ts';

const KEPT_FOR_MS = 24 * 60 * 60 * 1000;
/** Expired answers removed with one look-up, so that no request pays for all of them. */
const MOST_REMOVED = 100;

/** The answer kept for an earlier request with the same key, or null; expired ones are removed on the way. */
export async function findKept(
  client: Client,
  actorId: string,
  key: IdempotencyKey,
  now: Date,
): Promise<KeptAnswer | null> {
  const expired = new Date(now.getTime() - KEPT_FOR_MS).toISOString();
  const { rows } = await client.query<{ request_hash: string; status: number; response: string }>({
    name: 'jig_find_kept',
    text:
      `with own as (select actor_id, key from jig.idempotency ` +
      `where actor_id = $1::uuid and key = $2::text and created_at < $3::timestamptz for update skip locked), ` +
      `old as (select actor_id, key from jig.idempotency where created_at < $3::timestamptz ` +
      `order by created_at limit ${MOST_REMOVED} for update skip locked), ` +
      `gone as (delete from jig.idempotency i using (select * from own union select * from old) o ` +
      `where i.actor_id = o.actor_id and i.key = o.key) ` +
      `select request_hash, status, response from jig.idempotency ` +
      `where actor_id = $1::uuid and key = $2::text and created_at >= $3::timestamptz`,
    values: [actorId, key.key, expired],
  });
  const kept = rows[0];
  if (kept === undefined) return null;
  if (kept.request_hash !== key.requestHash)
    throw new Refusal(
      'request/key_reused',
      `The key \`${key.key}\` was used for another request within the last 24 hours.`,
    );
  return { status: kept.status, json: kept.response };
}

/** Keeps the answer of a request in the transaction that did its work. */
export async function keepAnswer(
  client: Client,
  actorId: string,
  at: string,
  key: IdempotencyKey & { readonly status: number },
  json: string,
): Promise<void> {
  await client.query({
    text:
      `insert into jig.idempotency (actor_id, key, request_hash, status, response, created_at) ` +
      `values ($1::uuid, $2::text, $3::text, $6::int, $4::text, $5::timestamptz)`,
    values: [actorId, key.key, key.requestHash, json, at, key.status],
  });
}
