import type { PoolClient } from 'pg';
import { v7 } from 'uuid';
import { SYSTEM_ACTOR_ID } from '../db/system-tables.ts';
import { assignmentRecord } from './assignment-record.ts';
import {
  endAssignment,
  EVERY_ASSIGNMENT,
  insertAssignment,
  readAssignments,
  type AssignmentRow,
} from './assignment-store.ts';
import { sameScope } from './assignment-view.ts';
import type { DevPerson, DevRole } from './dev-people.ts';
import { DEV_PEOPLE_FILE } from './dev-people-problem.ts';

/** Reason of the assignments that the file gives; what people give has theirs, and is left alone. */
const REASON = `Given by ${DEV_PEOPLE_FILE}.`;
const TAKEN = `No longer in ${DEV_PEOPLE_FILE}.`;
/** Under which the file's attributes of a person are kept, to see whether the file changed. */
const FILE_ATTRIBUTES = `${DEV_PEOPLE_FILE} attributes`;
const MOST_ASSIGNMENTS = 1000;

/** Makes one person what the file says; `key` is that of the actor. */
export async function syncPerson(client: PoolClient, person: DevPerson, now: Date): Promise<void> {
  const { rows } = await client.query<{ id: string }>(
    `insert into jig.actor (id, kind, key, name, email, created_at) values ($1, 'person', $2, $3, $4, $5::timestamptz) ` +
      `on conflict (key) do update set name = excluded.name, email = excluded.email, active = true returning id`,
    [v7(), person.key, person.name, person.email, now.toISOString()],
  );
  const id = rows[0]?.id ?? '';
  await syncAttributes(client, id, person, now);
  const open = await openAssignments(client, id, now);
  const wanted = person.roles.filter(({ until }) => until === null || Date.parse(until) > now.getTime());
  const held = wanted.map((role) => ({ role, row: open.find((row) => isSame(row, role)) ?? null }));
  const kept = new Set(held.flatMap(({ row }) => (row === null ? [] : [row.id])));
  for (const row of open) if (isOfFile(row) && !kept.has(row.id)) await take(client, row, now);
  for (const { role, row } of held) if (row === null) await give(client, id, role, now);
}

/** Takes roles and sessions from the people of earlier files that are not among `keys`. */
export async function removeOthers(client: PoolClient, keys: readonly string[], now: Date): Promise<void> {
  const { rows } = await client.query<{ id: string }>(
    `select id from jig.actor where key like 'dev:%' and active and key <> all($1::text[])`,
    [keys],
  );
  const gone = rows.map(({ id }) => id);
  for (const id of gone)
    for (const row of await openAssignments(client, id, now)) await take(client, row, now);
  await client.query(`delete from jig.session where actor_id = any($1::uuid[])`, [gone]);
  await client.query(`update jig.actor set active = false where id = any($1::uuid[])`, [gone]);
}

/** What was set at the screens stays until the file itself says something else than before. */
async function syncAttributes(client: PoolClient, id: string, person: DevPerson, now: Date): Promise<void> {
  const text = JSON.stringify(person.attributes);
  const { rowCount } = await client.query(
    `insert into jig.preference (actor_id, key, value, updated_at) select $1::uuid, $2, $3::jsonb, $4::timestamptz ` +
      `where $3::jsonb <> '{}' or exists (select from jig.preference where actor_id = $1::uuid and key = $2) ` +
      `on conflict (actor_id, key) do update set value = excluded.value, updated_at = excluded.updated_at ` +
      `where preference.value <> excluded.value`,
    [id, FILE_ATTRIBUTES, text, now.toISOString()],
  );
  if (rowCount === 0) return;
  const { rows } = await client.query<{ attributes: unknown }>(
    `select attributes from jig.actor where id = $1`,
    [id],
  );
  await client.query(`update jig.actor set attributes = $2::jsonb where id = $1`, [id, text]);
  const of = { id, name: person.name };
  await note(client, 'set-attributes', now, REASON, {
    before: { person: of, attributes: rows[0]?.attributes ?? {} },
    after: { person: of, attributes: person.attributes },
  });
}

const openAssignments = (client: PoolClient, id: string, now: Date): Promise<readonly AssignmentRow[]> =>
  readAssignments(client, { ...EVERY_ASSIGNMENT, people: [id], openAt: now, most: MOST_ASSIGNMENTS });

/** Those from before reasons were written included. */
function isOfFile({ given_by, reason }: AssignmentRow): boolean {
  return given_by.id === SYSTEM_ACTOR_ID && (reason === null || reason === REASON);
}

/** An assignment that somebody else gave stands in for the file's whatever its time. */
function isSame(row: AssignmentRow, { role, scope, until }: DevRole): boolean {
  return row.role === role && sameScope(row.scope, scope) && (!isOfFile(row) || row.expires_at === until);
}

async function give(client: PoolClient, personId: string, role: DevRole, now: Date): Promise<void> {
  const id = v7();
  await insertAssignment(client, {
    id,
    personId,
    role: role.role,
    scope: role.scope,
    giverId: SYSTEM_ACTOR_ID,
    at: now,
    startsAt: null,
    expiresAt: role.until === null ? null : new Date(role.until),
    reason: REASON,
  });
  const [row] = await readAssignments(client, { ...EVERY_ASSIGNMENT, id });
  if (row !== undefined)
    await note(client, 'give-role', now, REASON, { before: null, after: assignmentRecord(row) });
}

async function take(client: PoolClient, row: AssignmentRow, now: Date): Promise<void> {
  await endAssignment(client, { id: row.id, byId: SYSTEM_ACTOR_ID, at: now, reason: TAKEN });
  await note(client, 'revoke-role', now, TAKEN, { before: assignmentRecord(row), after: null });
}

async function note(
  client: PoolClient,
  operation: string,
  now: Date,
  reason: string,
  { before, after }: { readonly before: unknown; readonly after: unknown },
): Promise<void> {
  const json = (side: unknown): string | null => (side === null ? null : JSON.stringify(side));
  await client.query(
    `insert into jig.audit_entry (at, actor_id, operation, before, after, reason, decided_by, release) ` +
      `values ($1::timestamptz, $2, $3, $4::jsonb, $5::jsonb, $6, $7, (select max(number) from jig.release))`,
    [now.toISOString(), SYSTEM_ACTOR_ID, operation, json(before), json(after), reason, DEV_PEOPLE_FILE],
  );
}
