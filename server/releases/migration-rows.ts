import type { PoolClient } from 'pg';
import { v7 } from 'uuid';
import type { SourceFile } from '../../runtime/definition/source-file.ts';
import { inTransaction } from '../db/transaction.ts';
import type { Database } from '../db/open.ts';
import { SCHEMA_LOCK } from '../migrate/migrate-system.ts';
import type { NameRow } from '../migrate/physical-names.ts';
import type { Preparation } from '../migrate/prepare-migration.ts';
import { filesOf } from './load-release.ts';
import { MovedBase } from './activate.ts';
import { newestRelease } from './load-release.ts';
import { readReleaseState, writeRelease, writeSchemaState, type PublishedFacts } from './release-store.ts';

/** What a release that takes steps begins with. */
export type NewMigration = {
  readonly base: number | null;
  readonly hash: string;
  readonly modelText: string;
  readonly files: readonly SourceFile[];
  readonly contentHash: string;
  readonly preparation: Pick<Preparation, 'names' | 'schemaHash' | 'stages'>;
  readonly published: PublishedFacts;
  readonly actorId: string;
};

/**
 * Opens the migration; from then on nothing else changes the tables. Throws MovedBase where another release came first, and an
 * error of the unique index where another migration did.
 */
export function openMigration(database: Database, migration: NewMigration): Promise<string> {
  const { preparation, published } = migration;
  const id = v7();
  return inTransaction(database, async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [SCHEMA_LOCK]);
    if ((await newestRelease(client)) !== migration.base) throw new MovedBase();
    await client.query(
      `insert into jig.migration (id, base, hash, content_hash, model, definitions, names, schema_hash, stages, state, reason,
         git_commit, plan, rolled_back_to, started_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'running', $10, $11, $12, $13, $14)`,
      [
        id,
        migration.base,
        migration.hash,
        migration.contentHash,
        migration.modelText,
        JSON.stringify(Object.fromEntries(migration.files.map(({ path, text }) => [path, text]))),
        JSON.stringify(preparation.names),
        preparation.schemaHash,
        JSON.stringify(preparation.stages),
        published.reason,
        published.gitCommit,
        published.plan,
        published.rolledBackTo,
        migration.actorId,
      ],
    );
    return id;
  });
}

/** The release that a migration leads to, as it was when it began. */
export type MigrationFacts = PublishedFacts & {
  readonly base: number | null;
  readonly contentHash: string;
  readonly actorId: string;
};

/** Writes the release of a migration in the transaction of its activation; gives its number and what it says of itself. */
export async function activateMigration(
  client: PoolClient,
  id: string,
): Promise<{ readonly number: number; readonly facts: MigrationFacts }> {
  await client.query('select pg_advisory_xact_lock($1)', [SCHEMA_LOCK]);
  const { rows } = await client.query<{
    base: number | null;
    hash: string;
    content_hash: string;
    model: string;
    definitions: Record<string, string>;
    names: readonly NameRow[];
    schema_hash: string;
    reason: string;
    git_commit: string | null;
    plan: string | null;
    rolled_back_to: number | null;
    started_by: string;
  }>(
    `select base, hash, content_hash, model::text as model, definitions, names, schema_hash, reason, git_commit, plan::text as plan,
       rolled_back_to, started_by from jig.migration where id = $1`,
    [id],
  );
  const row = rows[0];
  if (row === undefined) throw new Error(`There is no migration ${id}.`);
  const state = await readReleaseState(client);
  if ((state.release?.number ?? null) !== row.base) throw new MovedBase();
  const published = {
    reason: row.reason,
    gitCommit: row.git_commit,
    plan: row.plan,
    rolledBackTo: row.rolled_back_to,
  };
  const number = await writeRelease(client, {
    hash: row.hash,
    modelText: row.model,
    files: filesOf(row.definitions),
    contentHash: row.content_hash,
    published,
    actorId: row.started_by,
    base: row.base,
    namesBefore: state.names.inForce,
    names: row.names,
  });
  await writeSchemaState(client, row.schema_hash);
  return {
    number,
    facts: { ...published, base: row.base, contentHash: row.content_hash, actorId: row.started_by },
  };
}
