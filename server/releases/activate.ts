import type { PoolClient } from 'pg';
import type { SourceFile } from '../../runtime/definition/source-file.ts';
import type { Model } from '../../runtime/model/model.ts';
import { codeOf, messageOf } from '../db/connection-problem.ts';
import { DatabaseProblem } from '../db/database-problem.ts';
import type { Database } from '../db/open.ts';
import { SYSTEM_ACTOR_ID } from '../db/system-tables.ts';
import { inTransaction } from '../db/transaction.ts';
import { allocateNames } from '../migrate/allocate-names.ts';
import { findEmptyPlaces } from '../migrate/find-empty-places.ts';
import { applySteps } from '../migrate/apply-steps.ts';
import { diffSchema } from '../migrate/diff-schema.ts';
import { SCHEMA_LOCK } from '../migrate/migrate-system.ts';
import type { NameRow, PhysicalNames } from '../migrate/physical-names.ts';
import { readCatalog } from '../migrate/read-catalog.ts';
import { writeTableState } from '../migrate/table-state.ts';
import { desiredSchema } from '../sql/ddl.ts';
import { SchemaRefusal } from '../migrate/schema-refusal.ts';
import { placesOf, releaseOf, schemaHash, sha256 } from './active-release.ts';
import { contentHash, releaseFiles } from './content-hash.ts';
import { findOpenMigration } from './open-migration.ts';
import {
  type PublishedFacts,
  readReleaseState,
  type ReleaseState,
  writeRelease,
  writeSchemaState,
} from './release-store.ts';

/** The model in force, and where the database keeps what it names. */
export type ActiveRelease = {
  readonly number: number;
  /** SHA-256 of the model's JSON text, in hexadecimal. */
  readonly hash: string;
  readonly model: Model;
  readonly names: PhysicalNames;
};

export type ActivationOptions = {
  /** The files that the model was compiled from, kept with the release. */
  readonly files?: readonly SourceFile[];
  readonly actorId?: string;
  /** What a published release says of itself; development leaves it out. */
  readonly published?: PublishedFacts;
  /** The release that has to be in force still; throws MovedBase where it is another one. */
  readonly base?: number | null;
  /** Written in the same transaction as the release: its audit entry. */
  readonly record?: (client: PoolClient, number: number) => Promise<void>;
  /** How long to wait for a table that a running statement holds. */
  readonly tableWaitMs?: number;
};

/** Another release was put in force since the plan was made. */
export class MovedBase extends Error {
  override readonly name = 'MovedBase';
}

/** How long an activation waits for another one, and for a busy table. */
const TURN_WAIT_MS = 120_000;
const TABLE_WAIT_MS = 10_000;

/**
 * Puts the model in force: brings the records' schema to it and writes the release, both in one transaction, so that an
 * interruption leaves the old or the new. Does nothing when it is in force already; safe in several processes at once.
 * Throws SchemaRefusal when the data stands in the way, DatabaseProblem when a table stays busy.
 */
export async function activate(
  database: Database,
  model: Model,
  options: ActivationOptions = {},
): Promise<ActiveRelease> {
  const text = JSON.stringify(model);
  const hash = sha256(text);
  const inForce = await readReleaseState(database.pool);
  const unchanged = unchangedRelease(inForce, model, hash);
  if (unchanged !== null) return unchanged;
  try {
    return await inTransaction(database, (client) => bringUp(client, model, text, hash, options));
  } catch (error) {
    throw explained(error);
  }
}

/** The release in force when it is of this very model and the schema was brought to what this program makes of it. */
function unchangedRelease(state: ReleaseState, model: Model, hash: string): ActiveRelease | null {
  if (state.release?.hash !== hash) return null;
  const schema = desiredSchema(model, placesOf(state.names.inForce), state.trigramOperators);
  return schemaHash(schema) === state.schemaHash
    ? releaseOf(state.release.number, hash, model, state.names.inForce, schema)
    : null;
}

async function bringUp(
  client: PoolClient,
  model: Model,
  text: string,
  hash: string,
  options: ActivationOptions,
): Promise<ActiveRelease> {
  await client.query(`set local statement_timeout = 0; set local lock_timeout = ${TURN_WAIT_MS}`);
  await client.query('select pg_advisory_xact_lock($1)', [SCHEMA_LOCK]);
  await client.query(`set local lock_timeout = ${options.tableWaitMs ?? TABLE_WAIT_MS}`);
  const state = await readReleaseState(client);
  if (options.base !== undefined && options.base !== (state.release?.number ?? null)) throw new MovedBase();
  const done = unchangedRelease(state, model, hash);
  if (done !== null && options.published === undefined) return done;
  await refuseOpenMigration(client);

  const catalog = await readCatalog(client);
  const names = allocateNames(model, state.names, catalog, await findEmptyPlaces(client, model, state.names));
  const schema = desiredSchema(model, placesOf(names), state.trigramOperators);
  const steps = diffSchema(model, schema, catalog, state.names.inForce, names);
  await applySteps(client, steps, model.workspace.timeZone);

  const isSame =
    options.published === undefined && state.release?.hash === hash && sameNames(state.names.inForce, names);
  const number =
    isSame && state.release !== null
      ? state.release.number
      : await writeRelease(client, {
          hash,
          modelText: text,
          files: options.files === undefined ? null : releaseFiles(options.files),
          contentHash: options.files === undefined ? null : contentHash(options.files),
          published: options.published ?? null,
          actorId: options.actorId ?? SYSTEM_ACTOR_ID,
          base: state.release?.number ?? null,
          namesBefore: state.names.inForce,
          names,
        });
  await writeSchemaState(client, schemaHash(schema));
  await writeTableState(client, [...new Set(steps.map(({ table }) => table.name))]);
  await options.record?.(client, number);
  return releaseOf(number, hash, model, names, schema);
}

/** While the tables are on their way to another release, nothing else may change them. */
async function refuseOpenMigration(client: PoolClient): Promise<void> {
  const open = await findOpenMigration(client);
  if (open === null) return;
  throw new DatabaseProblem(
    'release/migration-open',
    `The definitions cannot take effect: a migration of ${open.startedBy} has been open since ${open.startedAt} (${open.stagesDone} of ${open.stages} steps are done).`,
    'Wait for it, or see `jig releases`; `jig release --resume` goes on with it, `jig release --take-back` undoes it.',
  );
}

function sameNames(a: readonly NameRow[], b: readonly NameRow[]): boolean {
  const lines = (rows: readonly NameRow[]): string =>
    rows
      .map((row) =>
        JSON.stringify([row.entity, row.field, row.kind, row.table_name, row.column_name, row.link_name]),
      )
      .sort()
      .join();
  return lines(a) === lines(b);
}

function explained(error: unknown): unknown {
  if (error instanceof SchemaRefusal || error instanceof DatabaseProblem) return error;
  const [title, hint] = {
    '55P03': [
      'The definitions cannot take effect now: a running statement holds a table that has to change.',
      'Wait for it to end and try again.',
    ],
    '53200': [
      'The definitions cannot take effect: the change needs more locks in one transaction than the server has.',
      'Raise max_locks_per_transaction of the database server (1024 is enough for a thousand entities) and restart it.',
    ],
    '42501': [
      `The definitions cannot take effect: the database user lacks a right (${messageOf(error)}).`,
      'Let the user of DATABASE_URL own the database and everything in the schemas `app` and `jig`.',
    ],
  }[codeOf(error) ?? ''] ?? [null, null];
  return title == null || hint == null
    ? error
    : new DatabaseProblem('database/activation', title, hint, { cause: error });
}
