import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Model } from '../../runtime/model/model.ts';
import type { Attributes } from '../../runtime/policy/decision.ts';
import type { Database } from '../db/open.ts';
import { inTransaction } from '../db/transaction.ts';
import { DEV_PEOPLE_FILE, problem } from './dev-people-problem.ts';
import { childObject, readPerson } from './read-dev-person.ts';
import { removeOthers, syncPerson } from './sync-dev-person.ts';

/** A role that the file gives to a person. */
export type DevRole = {
  readonly role: string;
  /** Attributes that replace the person's own for the grants of this role. */
  readonly scope: Attributes | null;
  /** Instant from which it is no longer held. */
  readonly until: string | null;
};

/** A person who may sign in during development. */
export type DevPerson = {
  readonly key: string;
  readonly name: string;
  readonly email: string | null;
  readonly roles: readonly DevRole[];
  readonly attributes: Attributes;
};

const MOST_BYTES = 100_000;

/**
 * Reads `people.dev.yaml` of a definitions folder: `people: { anna: { name: Anna Berg, email: ..., roles: [sales] } }`; a
 * role may also be `{ role: sales, scope: { regions: [north] }, until: 2027-01-01 }`, and a person may have `attributes`.
 * Gives nobody where there is no such file; throws DevPeopleProblem for one with mistakes, unknown roles and attributes
 * included.
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
 * Makes actors, attributes and role assignments in the database those of the file: people who left it lose their roles and
 * sessions. Only people who were made by this function are touched, and of what they hold only what the file gave: what
 * somebody gave, or set, at the screens stays until the file says something else.
 */
export async function syncDevPeople(
  database: Database,
  people: readonly DevPerson[],
  now: Date,
): Promise<void> {
  await inTransaction(database, async (client) => {
    // One process at a time: two that start together would both insert.
    await client.query(`select pg_advisory_xact_lock(hashtext('jig dev people'))`);
    for (const person of people) await syncPerson(client, { ...person, key: actorKey(person.key) }, now);
    const keys = people.map(({ key }) => actorKey(key));
    await removeOthers(client, keys, now);
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
