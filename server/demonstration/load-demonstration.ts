import type { Context } from '../operations/operation.ts';
import { createRecords } from '../operations/create-records.ts';
import { Refusal } from '../operations/refusal.ts';
import { runOperation } from '../operations/run-operation.ts';
import { updateRecord } from '../operations/update-record.ts';
import { parametersInForce } from '../parameters/parameter-store.ts';
import type { ExplainRefusal, RecordDoor } from './create-batch.ts';
import { createFromFiles } from './create-from-files.ts';
import { readDemonstrationFiles, type DemonstrationFile } from './demonstration-file.ts';
import { appointActor } from './loading-actor.ts';
import { inSingleTransaction } from '../db/single-transaction.ts';

/** Two processes that start at once take turns; the second finds records and loads nothing. */
const LOADING_LOCK = 7_305_002;

export type LoadingContext = Pick<Context, 'database' | 'release' | 'now' | 'observe'>;

/** Records that each entity got; null when the database had records already, or there are no files. */
export type Loaded = ReadonlyMap<string, number> | null;

/**
 * Loads the CSV files of `folder` into a database that holds no record yet, through the operations, in one transaction: all
 * of it or nothing. Throws DemonstrationProblem naming file, line and column of what cannot be loaded.
 */
export async function loadDemonstration(context: LoadingContext, folder: string): Promise<Loaded> {
  const files = await readDemonstrationFiles(folder);
  return files.length === 0
    ? null
    : loadFiles(context, files, { key: 'demonstration', name: 'Demonstration data' });
}

/** Creates the records of `files` in an empty database, in the name of the service `identity`. */
export function loadFiles(
  context: LoadingContext,
  files: readonly DemonstrationFile[],
  identity: { readonly key: string; readonly name: string },
): Promise<Loaded> {
  return inSingleTransaction(context.database, async (database) => {
    await database.pool.query('select pg_advisory_xact_lock($1)', [LOADING_LOCK]);
    if (await holdsRecords({ ...context, database })) return null;
    const actor = await appointActor(database, identity);
    const params = await parametersInForce(database.pool, context.release.model, context.now());
    const door = openDoor({ ...context, database, actor, params, requestId: identity.key });
    const counts = await createFromFiles(context.release.model, files, door, explainRefusal);
    return counts;
  });
}

async function holdsRecords({ database, release }: LoadingContext): Promise<boolean> {
  const tables = Object.keys(release.model.entities).map((entity) => release.names.table(entity));
  const { rows } = await database.pool.query<{ found: boolean }>(
    `select ${tables.map((table) => `exists (select 1 from ${table})`).join(' or ') || 'false'} as found`,
  );
  return rows[0]?.found ?? false;
}

function openDoor(context: Context): RecordDoor {
  return {
    create: (entity, bodies) => runOperation(context, createRecords, { entity, bodies }),
    update: async (entity, id, body) => {
      await runOperation(context, updateRecord, { entity, id, version: 1, body });
    },
  };
}

const explainRefusal: ExplainRefusal = (error, locate) => {
  if (!(error instanceof Refusal)) return null;
  if (error.errors.length === 0) return [`${error.title}: ${error.detail}`];
  return error.errors.map(({ pointer, message }) => {
    const [, index = '0', ...rest] = pointer.split('/');
    return `${locate(Number(index), `/${rest.join('/')}`)}: ${message}`;
  });
};
