import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf, messageOf } from '../db/connection-problem.ts';
import { inApp } from '../sql/ddl-quote.ts';
import { MigrationPause } from './migration-problem.ts';
import { type BatchProgress, markDone, markProgress } from './migration-row.ts';
import { patiently, type StageRun } from './stage-run.ts';
import type { Stage } from './stage.ts';

/** Before every id that there is. */
const FIRST = '00000000-0000-0000-0000-000000000000';
/** Shorter than what Postgres waits before it looks for a deadlock, so that it is the batch that steps back. */
const ROW_WAIT_MS = 250;
const BATCH_MS = 60_000;
/** A batch that takes less than this is followed by a larger one, one that takes three times as long by a smaller one. */
const SHORT_BATCH_MS = 40;
const LEAST_ROWS = 100;
/** Between two batches, so that requests get their turn on a small machine. */
const LONGEST_REST_MS = 50;

/** Goes through the table in the order of the ids, each batch in a transaction of its own that also notes where it is. */
export async function runBatches(
  run: StageRun,
  stage: Stage,
  done: number,
  resumed: BatchProgress | null,
): Promise<void> {
  let from = { upto: resumed?.after ?? FIRST, rows: resumed?.rows ?? 0 };
  let size = run.batchRows;
  for (;;) {
    const started = performance.now();
    const { upto, rows } = await patiently(run, stage, () => runBatch(run, stage, done, from, size));
    if (upto === null) return;
    from = { upto, rows: from.rows + rows };
    run.tell({ rows: from.rows });
    const took = performance.now() - started;
    size = nextSize(size, took, run.mostBatchRows);
    await sleep(Math.min(took / 2, LONGEST_REST_MS));
  }
}

/** What nobody notices on this machine: its records are locked, and its share of the disk is taken, for as long as it runs. */
function nextSize(size: number, tookMs: number, most: number): number {
  if (tookMs < SHORT_BATCH_MS) return Math.min(size * 2, most);
  return tookMs > 3 * SHORT_BATCH_MS ? Math.min(size, Math.max(Math.floor(size / 2), LEAST_ROWS)) : size;
}

type Batch = { readonly upto: string | null; readonly rows: number };

async function runBatch(
  run: StageRun,
  stage: Stage,
  done: number,
  { upto: after, rows: before }: { readonly upto: string; readonly rows: number },
  size: number,
): Promise<Batch> {
  const { client, id } = run;
  await client.query('begin');
  let batch: Batch = { upto: null, rows: 0 };
  try {
    await client.query(
      `set local lock_timeout = ${ROW_WAIT_MS}; set local statement_timeout = ${BATCH_MS}; set local synchronous_commit = off`,
    );
    batch = await nextBatch(run, stage, after, size);
    if (batch.upto === null) await markDone(client, id, 'running', done);
    else {
      for (const statement of stage.sql) await client.query(statement, [after, batch.upto]);
      const progress = { stage: stage.id, after: batch.upto, rows: before + batch.rows };
      await markProgress(client, id, progress);
    }
    await client.query('commit');
    return batch;
  } catch (error) {
    await client.query('rollback').catch(() => undefined); // a lost connection has rolled back by itself
    if (!isDataError(error) || batch.upto === null) throw error;
    throw await failingRecord(run, stage, after, batch.upto, error);
  }
}

async function nextBatch(
  { client }: StageRun,
  { table }: Stage,
  after: string,
  size: number,
): Promise<Batch> {
  const { rows } = await client.query<{ upto: string | null; rows: number }>(
    `select (array_agg(id order by id desc))[1] as upto, count(*)::int as rows
     from (select id from ${inApp(table ?? '')} where id > $1 order by id limit $2) batch`,
    [after, size],
  );
  return rows[0] ?? { upto: null, rows: 0 };
}

/** A value that cannot be what the statement makes of it, or that a constraint refuses. */
const isDataError = (error: unknown): boolean => /^2[23]/u.test(codeOf(error) ?? '');

/** Finds the first record of the batch on which it fails, by halves; nothing of it stays. */
async function failingRecord(
  run: StageRun,
  stage: Stage,
  after: string,
  upto: string,
  error: unknown,
): Promise<MigrationPause> {
  const { rows } = await run.client.query<{ id: string }>(
    `select id from ${inApp(stage.table ?? '')} where id > $1 and id <= $2 order by id`,
    [after, upto],
  );
  const ids = rows.map(({ id }) => id);
  let [low, high] = [0, ids.length - 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (await fails(run, stage, after, ids[middle] ?? upto)) high = middle;
    else low = middle + 1;
  }
  const record = ids[low] ?? upto;
  const place = stage.field === null ? stage.entity : `${stage.entity}.${stage.field}`;
  const words = messageOf(error).replace(/: ".*$/su, '');
  return new MigrationPause(
    {
      code: 'migration/record-fails',
      stage: stage.id,
      message: `\`${place}\` cannot be written for the record ${record}: ${words}.`,
      next: 'Mend or delete that record, then resume the migration: it goes on exactly there. Or take it back, if it is not active yet.',
      samples: [record],
    },
    { cause: error },
  );
}

async function fails({ client }: StageRun, stage: Stage, after: string, upto: string): Promise<boolean> {
  await client.query('begin');
  try {
    await client.query(`set local lock_timeout = ${ROW_WAIT_MS}; set local statement_timeout = ${BATCH_MS}`);
    for (const statement of stage.sql) await client.query(statement, [after, upto]);
    return false;
  } catch (error) {
    if (isDataError(error)) return true;
    throw error;
  } finally {
    await client.query('rollback').catch(() => undefined);
  }
}
