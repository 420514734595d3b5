import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import type { Model } from '../../runtime/model/model.ts';
import type { Database } from '../../server/db/open.ts';
import { SYSTEM_ACTOR_ID } from '../../server/db/system-tables.ts';
import type { MigrationOutcome } from '../../server/migrate/migration-outcome.ts';
import type { NameRow } from '../../server/migrate/physical-names.ts';
import { prepareMigration, type Preparation } from '../../server/migrate/prepare-migration.ts';
import { type MigrationHooks, runMigration } from '../../server/migrate/run-migration.ts';
import type { ActiveRelease } from '../../server/releases/activate.ts';
import { releaseOf, sha256 } from '../../server/releases/active-release.ts';
import { readReleaseState, writeRelease, writeSchemaState } from '../../server/releases/release-store.ts';

export type Begun = { readonly id: string; readonly preparation: Preparation; readonly model: Model };

/** Plans the way to the model step by step, and writes the row of the migration. */
export async function begin(database: Database, model: Model): Promise<Begun> {
  const preparation = await prepareMigration(database.pool, model, {
    forceOnline: true,
    countRefusals: false,
  });
  const { release } = await readReleaseState(database.pool);
  const id = randomUUID();
  const text = JSON.stringify(model);
  await database.pool.query(
    `insert into jig.migration (id, base, hash, model, names, schema_hash, stages, state, started_by)
     values ($1, $2, $3, $4, $5, $6, $7, 'running', $8)`,
    [
      id,
      release?.number ?? null,
      sha256(text),
      text,
      JSON.stringify(preparation.names),
      preparation.schemaHash,
      JSON.stringify(preparation.stages),
      SYSTEM_ACTOR_ID,
    ],
  );
  return { id, preparation, model };
}

/** What publishing does in the transaction of the activation. */
export async function writeActivation(client: PoolClient, id: string): Promise<number> {
  const { rows } = await client.query<{ model: Model; hash: string; names: NameRow[]; schema_hash: string }>(
    'select model, hash, names, schema_hash from jig.migration where id = $1',
    [id],
  );
  const row = rows[0];
  if (row === undefined) throw new Error('no migration');
  const state = await readReleaseState(client);
  const number = await writeRelease(client, {
    hash: row.hash,
    modelText: JSON.stringify(row.model),
    files: null,
    contentHash: null,
    published: null,
    actorId: SYSTEM_ACTOR_ID,
    base: state.release?.number ?? null,
    namesBefore: state.names.inForce,
    names: row.names,
  });
  await writeSchemaState(client, row.schema_hash);
  return number;
}

export function run(
  database: Database,
  id: string,
  hooks: Partial<MigrationHooks> = {},
): Promise<MigrationOutcome> {
  return runMigration(database, id, {
    activate: (client) => writeActivation(client, id),
    drained: () => Promise.resolve(),
    progress: () => undefined,
    ...hooks,
  });
}

/** Brings the database to the model online; throws with the problem where it pauses. */
export async function publishOnline(
  database: Database,
  model: Model,
  hooks: Partial<MigrationHooks> = {},
): Promise<ActiveRelease> {
  const begun = await begin(database, model);
  const outcome = await run(database, begun.id, hooks);
  if (outcome.state !== 'done') throw new Error(JSON.stringify(outcome));
  return released(begun, outcome.release);
}

export function released({ preparation, model }: Begun, number: number): ActiveRelease {
  return releaseOf(number, sha256(JSON.stringify(model)), model, preparation.names, preparation.schema);
}
