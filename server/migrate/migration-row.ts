import type { ClientBase } from 'pg';
import type { MigrationProblem } from './migration-outcome.ts';
import type { NameRow } from './physical-names.ts';
import type { Stage } from './stage.ts';

type Client = Pick<ClientBase, 'query'>;

/** Where the batches of a stage are; the rest of it is done. */
export type BatchProgress = {
  readonly stage: string;
  /** Id of the last record that was gone through. */
  readonly after: string;
  readonly rows: number;
};

/** What a runner reads of a row of `jig.migration`. */
export type MigrationRow = {
  readonly id: string;
  readonly state: 'running' | 'paused' | 'taking_back' | 'done' | 'taken_back';
  readonly stages: readonly Stage[];
  /** How many stages are done; while it is taken back, how many still are. */
  readonly done: number;
  readonly progress: BatchProgress | null;
  readonly release: number | null;
  /** Tables that it is about: those of its stages, of one that does everything at once all. */
  readonly tables: readonly string[];
};

/** Throws where there is no such migration. */
export async function readMigration(client: Client, id: string): Promise<MigrationRow> {
  const { rows } = await client.query<Omit<MigrationRow, 'tables'> & { readonly names: NameRow[] }>(
    'select id, state, stages, done, progress, release, names from jig.migration where id = $1',
    [id],
  );
  const [row] = rows;
  if (row === undefined) throw new Error(`There is no migration ${id}.`);
  const { names, ...own } = row;
  const staged = own.stages.flatMap(({ table }) => table ?? []);
  const tables = staged.length > 0 ? staged : names.map((name) => name.link_name ?? name.table_name);
  return { ...own, tables: [...new Set(tables)] };
}

/** Begins or goes on; false where it cannot be, as it is over or was decided otherwise meanwhile. */
export async function markRunning(client: Client, id: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `update jig.migration set state = 'running', problem = null, updated_at = now() where id = $1 and state in ('running', 'paused')`,
    [id],
  );
  return rowCount === 1;
}

/** Decides that it goes back; false once it is active or over. A runner that is at it stops at its next note. */
export async function markTakingBack(client: Client, id: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `update jig.migration set state = 'taking_back', problem = null, updated_at = now()
     where id = $1 and release is null and state in ('running', 'paused', 'taking_back')`,
    [id],
  );
  return rowCount === 1;
}

/** Somebody else decided meanwhile what becomes of the migration: what was under way is rolled back. */
export class MigrationTakenOver extends Error {
  override readonly name = 'MigrationTakenOver';
}

type Running = 'running' | 'taking_back';

/**
 * Notes that the stages up to `done` are done, in the transaction of the last of them where it has one. Throws MigrationTakenOver
 * unless the migration is still in that state.
 */
export async function markDone(client: Client, id: string, state: Running, done: number): Promise<void> {
  const { rowCount } = await client.query(
    'update jig.migration set done = $3, progress = null, updated_at = now() where id = $1 and state = $2',
    [id, state, done],
  );
  if (rowCount !== 1) throw new MigrationTakenOver();
}

/** Notes how far the batches are, in the transaction of the last of them; throws like `markDone`. */
export async function markProgress(client: Client, id: string, progress: BatchProgress): Promise<void> {
  const { rowCount } = await client.query(
    `update jig.migration set progress = $2, updated_at = now() where id = $1 and state = 'running'`,
    [id, JSON.stringify(progress)],
  );
  if (rowCount !== 1) throw new MigrationTakenOver();
}

/** Notes the release that the activation made. */
export async function markActivated(client: Client, id: string, release: number): Promise<void> {
  await client.query('update jig.migration set release = $2, updated_at = now() where id = $1', [
    id,
    release,
  ]);
}

/** Notes why it waits. One that is being taken back stays so, with its problem. */
export async function markPaused(client: Client, id: string, problem: MigrationProblem): Promise<void> {
  await client.query(
    `update jig.migration set state = case state when 'running' then 'paused' else state end, problem = $2, updated_at = now()
     where id = $1 and state in ('running', 'paused', 'taking_back')`,
    [id, JSON.stringify(problem)],
  );
}

export async function markFinished(client: Client, id: string, state: 'done' | 'taken_back'): Promise<void> {
  await client.query(
    `update jig.migration set state = $2, progress = null, problem = null, updated_at = now(), finished_at = now() where id = $1`,
    [id, state],
  );
}
