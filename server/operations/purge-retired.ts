import type { Verdict } from '../../runtime/policy/workspace-policy.ts';
import { codeOf, messageOf } from '../db/connection-problem.ts';
import { dropRetired, referrersTo } from '../migrate/drop-retired.ts';
import { listRetired, type Retired } from '../migrate/list-retired.ts';
import { SCHEMA_LOCK } from '../migrate/migrate-system.ts';
import { findOpenMigration } from '../releases/open-migration.ts';
import type { Client } from './operation.ts';
import { Refusal } from './refusal.ts';
import type { WorkspaceOperation, WorkspaceTask, WorkspaceWriter } from './workspace-operation.ts';

/** What is to be removed for good. */
export type PurgeRequest = {
  readonly entity: string;
  readonly field: string | null;
  /** How many values whoever asks knows that they lose. */
  readonly values: number;
  readonly reason: string | null;
};

/** How long a busy table is waited for, and everybody else behind it. */
const TABLE_WAIT_MS = 1_000;

/**
 * Removes a retired field or entity for good, with everything that was written in it: the only operation that does. Refuses
 * what is in force, what something else refers to, and where other values would be lost than was confirmed.
 */
export const purgeRetired: WorkspaceOperation<PurgeRequest, readonly Retired[]> = {
  name: 'purge',
  prepare: (task, request) => {
    task.require(mayPurge(task));
    return { kind: 'write', run: (writer) => purge(task, writer, request) };
  },
};

function mayPurge({ context }: WorkspaceTask): Verdict {
  return context.actor.kind === 'system'
    ? { allowed: true, reason: 'An operator may.', by: 'operator' }
    : { allowed: false, reason: 'Only an operator purges, at the command line.', by: null };
}

async function purge(
  task: WorkspaceTask,
  { client, audit }: WorkspaceWriter,
  { entity, field, values, reason }: PurgeRequest,
): Promise<readonly Retired[]> {
  await client.query(`set local statement_timeout = 0; set local lock_timeout = ${TABLE_WAIT_MS}`);
  await client.query('select pg_advisory_xact_lock($1)', [SCHEMA_LOCK]);
  const open = await findOpenMigration(client);
  if (open !== null)
    throw new Refusal(
      'purge/referenced',
      `A migration of ${open.startedBy} has been open since ${open.startedAt}; it may still need what is to be purged.`,
      { hint: 'Let it end or take it back first (`jig releases` shows it).' },
    );
  const name = field === null ? entity : `${entity}.${field}`;
  const places = await listRetired(client, { entity, field });
  if (places.length === 0) throw nothingRetired(task, name, entity, field);
  await refuseReferred(client, places, name);
  const found = places.reduce((sum, place) => sum + place.values, 0);
  if (found !== values)
    throw new Refusal(
      'purge/not_confirmed',
      `\`${name}\` holds ${found} values, and ${values} were confirmed.`,
    );
  for (const place of places) await drop(client, place, name);
  await audit({
    before: { purged: name, values: found, places: places.map(describe) },
    after: null,
    reason,
  });
  return places;
}

function nothingRetired(
  { context }: WorkspaceTask,
  name: string,
  entity: string,
  field: string | null,
): Refusal {
  const { entities } = context.release.model;
  const own = Object.hasOwn(entities, entity) ? entities[entity] : undefined;
  const isInForce = own !== undefined && (field === null || Object.hasOwn(own.fields, field));
  return new Refusal(
    'purge/not_retired',
    isInForce
      ? `\`${name}\` is in force in release ${context.release.number}: what people use is not purged.`
      : `Nothing retired is called \`${name}\`.`,
  );
}

async function refuseReferred(client: Client, places: readonly Retired[], name: string): Promise<void> {
  for (const place of places) {
    const referrers = await referrersTo(client, place);
    if (referrers.length > 0)
      throw new Refusal(
        'purge/referenced',
        `\`${name}\` is still referred to by ${referrers.join(' and ')}.`,
      );
  }
}

async function drop(client: Client, place: Retired, name: string): Promise<void> {
  try {
    await dropRetired(client, place);
  } catch (error) {
    // Postgres names what depends on it, such as a view that somebody made.
    if (codeOf(error) !== '2BP01') throw error;
    throw new Refusal(
      'purge/referenced',
      `\`${name}\` cannot go: ${messageOf(error)}; something that was made by hand looks at it.`,
      { hint: 'Drop what looks at it (a view, for example), then purge again.', cause: error },
    );
  }
}

const describe = ({ kind, table, column, release, values, bytes }: Retired): Record<string, unknown> => ({
  kind,
  table,
  column,
  retired_in: release,
  values,
  bytes,
});
