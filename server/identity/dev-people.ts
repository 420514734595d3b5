import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { v7 } from 'uuid';
import { suggest } from '../../runtime/diagnostics/nearest-name.ts';
import type { Model } from '../../runtime/model/model.ts';
import type { Database } from '../db/open.ts';
import { SYSTEM_ACTOR_ID } from '../db/system-tables.ts';
import { inTransaction } from '../db/transaction.ts';

/** A person who may sign in during development. */
export type DevPerson = {
  readonly key: string;
  readonly name: string;
  readonly email: string | null;
  readonly roles: readonly string[];
};

export const DEV_PEOPLE_FILE = 'people.dev.yaml';
const MOST_BYTES = 100_000;
const KEY = /^[a-z][a-z0-9_]{0,49}$/u;

/** The file of people cannot be used; the message says where and what to do. */
export class DevPeopleProblem extends Error {
  override readonly name = 'DevPeopleProblem';
}

/**
 * Reads `people.dev.yaml` of a definitions folder: `people: { anna: { name: Anna Berg, email: ..., roles: [sales] } }`.
 * Gives nobody where there is no such file; throws DevPeopleProblem for one with mistakes, unknown roles included.
 */
export async function readDevPeople(folder: string, model: Model): Promise<readonly DevPerson[]> {
  const text = await readFile(join(folder, DEV_PEOPLE_FILE), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw problem(`cannot be read (${error.code ?? error.message})`);
  });
  if (text === null) return [];
  if (text.length > MOST_BYTES) throw problem(`is longer than ${MOST_BYTES} bytes`);
  const people = childObject(parseYaml(text), 'people', 'the file');
  return Object.entries(people).map(([key, value]) => readPerson(key, value, model));
}

/**
 * Makes actors and role assignments in the database those of the file: people who left it lose their roles and sessions.
 * Only people who were made by this function are touched.
 */
export async function syncDevPeople(
  database: Database,
  people: readonly DevPerson[],
  now: Date,
): Promise<void> {
  const at = now.toISOString();
  await inTransaction(database, async (client) => {
    // One process at a time: two that start together would both insert.
    await client.query(`select pg_advisory_xact_lock(hashtext('jig dev people'))`);
    for (const person of people) {
      const { rows } = await client.query<{ id: string }>(
        `insert into jig.actor (id, kind, key, name, email, created_at) values ($1, 'person', $2, $3, $4, $5::timestamptz) ` +
          `on conflict (key) do update set name = excluded.name, email = excluded.email, active = true returning id`,
        [v7(), actorKey(person.key), person.name, person.email, at],
      );
      const id = rows[0]?.id;
      await client.query(
        `update jig.role_assignment set revoked_at = $3::timestamptz where actor_id = $1 and revoked_at is null and role <> all($2::text[])`,
        [id, person.roles, at],
      );
      await client.query(
        `insert into jig.role_assignment (id, actor_id, role, given_by, given_at) ` +
          `select x.id, $1, x.role, $4, $5::timestamptz from unnest($2::uuid[], $3::text[]) x(id, role) where not exists ` +
          `(select 1 from jig.role_assignment r where r.actor_id = $1 and r.role = x.role and r.revoked_at is null)`,
        [id, person.roles.map(() => v7()), person.roles, SYSTEM_ACTOR_ID, at],
      );
    }
    const gone = `select id from jig.actor where key like 'dev:%' and key <> all($1::text[])`;
    const keys = people.map(({ key }) => actorKey(key));
    await client.query(
      `update jig.role_assignment set revoked_at = $2::timestamptz where revoked_at is null and actor_id in (${gone})`,
      [keys, at],
    );
    await client.query(`delete from jig.session where actor_id in (${gone})`, [keys]);
    await client.query(
      `update jig.actor set active = false where key like 'dev:%' and key <> all($1::text[])`,
      [keys],
    );
  });
}

/** Id of a person of the file, or null for somebody whom it does not name. */
export async function findDevPerson(database: Pick<Database, 'pool'>, key: string): Promise<string | null> {
  const text = `select id from jig.actor where key = $1 and active and kind = 'person'`;
  const { rows } = await database.pool.query<{ id: string }>(text, [actorKey(key)]);
  return rows[0]?.id ?? null;
}

/** Keys of development people are set apart, so that real sign-in can never meet them. */
function actorKey(key: string): string {
  return `dev:${key}`;
}

function parseYaml(text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 0 });
  } catch (error) {
    throw problem(`is not YAML: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function readPerson(key: string, value: unknown, model: Model): DevPerson {
  if (!KEY.test(key)) throw problem(`names somebody \`${key}\`: use lower-case letters, digits and _`);
  const person = { [key]: value };
  const facts = childObject(person, key, 'people');
  const unknown = Object.keys(facts).find((name) => !['name', 'email', 'roles'].includes(name));
  if (unknown !== undefined)
    throw problem(`has an unknown key \`${unknown}\` for ${key}: use name, email and roles`);
  const { name, email = null, roles = [] } = facts;
  if (typeof name !== 'string' || name.trim() === '') throw problem(`gives ${key} no name`);
  if (email !== null && typeof email !== 'string') throw problem(`gives ${key} an email that is no text`);
  if (!Array.isArray(roles)) throw problem(`gives ${key} roles that are no list`);
  return { key, name, email, roles: [...new Set(roles.map((role: unknown) => readRole(key, role, model)))] };
}

function readRole(key: string, role: unknown, model: Model): string {
  if (typeof role === 'string' && Object.hasOwn(model.roles, role)) return role;
  throw problem(
    `gives ${key} the unknown role \`${String(role)}\`; ${suggest(String(role), Object.keys(model.roles), 'no role is defined')}`,
  );
}

function childObject(parent: unknown, key: string, of: string): Record<string, unknown> {
  const child: unknown =
    typeof parent === 'object' && parent !== null ? (parent as Record<string, unknown>)[key] : undefined;
  if (typeof child !== 'object' || child === null || Array.isArray(child))
    throw problem(`needs a map \`${key}\` in ${of}`);
  return child as Record<string, unknown>;
}

function problem(what: string): DevPeopleProblem {
  return new DevPeopleProblem(`${DEV_PEOPLE_FILE} ${what}.`);
}
