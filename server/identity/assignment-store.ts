import type pg from 'pg';
import type { Actor } from '../../runtime/policy/decision.ts';

type Client = Pick<pg.Pool, 'query'>;
type Somebody = { readonly id: string; readonly name: string };

/** An assignment as the database holds it; instants as ISO 8601. */
export type AssignmentRow = {
  readonly id: string;
  readonly person: Somebody;
  readonly role: string;
  readonly scope: unknown;
  readonly given_by: Somebody;
  readonly given_at: string;
  readonly starts_at: string | null;
  readonly expires_at: string | null;
  readonly reason: string | null;
  readonly revoked_at: string | null;
  readonly revoked_by: Somebody | null;
  readonly revoke_reason: string | null;
};

export type AssignmentFilter = {
  /** Only of these people; null means everybody. */
  readonly people: readonly string[] | null;
  readonly role: string | null;
  readonly id: string | null;
  /** Only what did not end before this instant; null gives what ended as well. */
  readonly openAt: Date | null;
  /** Id of the assignment after which the list goes on. */
  readonly after: string | null;
  readonly most: number;
};

export const EVERY_ASSIGNMENT: AssignmentFilter = {
  people: null,
  role: null,
  id: null,
  openAt: null,
  after: null,
  most: 100,
};

/** SQL: an instant as ISO 8601 with milliseconds. */
export const instant = (column: string): string =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const READ =
  `select r.id, json_build_object('id', a.id, 'name', a.name) as person, r.role, r.scope, ` +
  `json_build_object('id', g.id, 'name', g.name) as given_by, ${instant('r.given_at')} as given_at, ` +
  `${instant('r.starts_at')} as starts_at, ${instant('r.expires_at')} as expires_at, r.reason, ` +
  `${instant('r.revoked_at')} as revoked_at, r.revoke_reason, ` +
  `case when v.id is not null then json_build_object('id', v.id, 'name', v.name) end as revoked_by ` +
  `from jig.role_assignment r join jig.actor a on a.id = r.actor_id join jig.actor g on g.id = r.given_by ` +
  `left join jig.actor v on v.id = r.revoked_by ` +
  `where ($1::uuid[] is null or r.actor_id = any($1)) and ($2::text is null or r.role = $2) ` +
  `and ($3::uuid is null or r.id = $3) ` +
  `and ($4::timestamptz is null or r.revoked_at is null and (r.expires_at is null or r.expires_at > $4)) ` +
  `and ($5::uuid is null or (r.given_at, r.id) < (select b.given_at, b.id from jig.role_assignment b where b.id = $5)) ` +
  `order by r.given_at desc, r.id desc limit $6::int`;

/** Assignments of people and services, the latest first. */
export async function readAssignments(
  client: Client,
  { people, role, id, openAt, after, most }: AssignmentFilter,
): Promise<readonly AssignmentRow[]> {
  const { rows } = await client.query<AssignmentRow>({
    text: READ,
    values: [people, role, id, openAt?.toISOString() ?? null, after, most],
  });
  return rows;
}

export type NewAssignment = {
  readonly id: string;
  readonly personId: string;
  readonly role: string;
  readonly scope: Actor['attributes'] | null;
  readonly giverId: string;
  readonly at: Date;
  readonly startsAt: Date | null;
  readonly expiresAt: Date | null;
  readonly reason: string | null;
};

export async function insertAssignment(client: Client, given: NewAssignment): Promise<void> {
  await client.query({
    text:
      `insert into jig.role_assignment (id, actor_id, role, scope, given_by, given_at, starts_at, expires_at, reason) ` +
      `values ($1, $2, $3, $4::jsonb, $5, $6::timestamptz, $7::timestamptz, $8::timestamptz, $9)`,
    values: [
      given.id,
      given.personId,
      given.role,
      given.scope === null ? null : JSON.stringify(given.scope),
      given.giverId,
      given.at.toISOString(),
      given.startsAt?.toISOString() ?? null,
      given.expiresAt?.toISOString() ?? null,
      given.reason,
    ],
  });
}

/** Ends an assignment that nobody ended yet. */
export async function endAssignment(
  client: Client,
  ended: { readonly id: string; readonly byId: string; readonly at: Date; readonly reason: string | null },
): Promise<void> {
  await client.query({
    text:
      `update jig.role_assignment set revoked_at = $2::timestamptz, revoked_by = $3, revoke_reason = $4 ` +
      `where id = $1 and revoked_at is null`,
    values: [ended.id, ended.at.toISOString(), ended.byId, ended.reason],
  });
}

export type KnownActor = Somebody & {
  readonly kind: Actor['kind'];
  readonly active: boolean;
  readonly attributes: Readonly<Record<string, unknown>>;
};

/** The person or service, locked until the transaction ends, so that two changes of one person take turns. */
export async function lockActor(client: Client, id: string): Promise<KnownActor | null> {
  const { rows } = await client.query<KnownActor>({
    text: `select id, name, kind, active, attributes from jig.actor where id = $1::uuid and kind <> 'system' for update`,
    values: [id],
  });
  return rows[0] ?? null;
}
