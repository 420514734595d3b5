import type { PoolClient } from 'pg';
import { inApp } from '../sql/ddl-quote.ts';
import { MigrationPause, refused } from './migration-problem.ts';
import { type BatchProgress, markActivated, markDone } from './migration-row.ts';
import { runBatches } from './run-batches.ts';
import type { Stage } from './stage.ts';
import { patiently, type StageRun, within } from './stage-run.ts';

/** Statements that only look at the catalog; a hung one is not to hold its lock for longer. */
const BRIEF_STATEMENT_MS = 15_000;
/** What others may wait behind is tried for a second at most; these make nobody wait. */
const QUIET_LOCK_MS = 10_000;
const CONCURRENT_LOCK_MS = 300_000;
/** Runs one stage to its end, from where its batches are, and notes that it is done. `done` is how many are, with it. */
export async function runStage(
  run: StageRun,
  stage: Stage,
  done: number,
  from: BatchProgress | null,
): Promise<void> {
  const { client, id } = run;
  switch (stage.runs) {
    case 'transaction':
      return patiently(run, stage, () =>
        inStage(run, stage, async () => {
          for (const statement of stage.sql) await client.query(statement);
          await markDone(client, id, 'running', done);
        }),
      );
    case 'single':
      await patiently(run, stage, () => runSingle(run, stage, stage.sql));
      return markDone(client, id, 'running', done);
    case 'batches':
      return runBatches(run, stage, done, from);
    case 'check':
      return inStage(run, stage, async () => {
        const problem = await refused(client, stage);
        if (problem !== null) throw new MigrationPause(problem);
        await markDone(client, id, 'running', done);
      });
    case 'activate':
      return patiently(run, stage, () =>
        inStage(run, stage, async () => {
          for (const statement of stage.sql) await client.query(statement);
          const release = await run.activate(client);
          await markActivated(client, id, release);
          await markDone(client, id, 'running', done);
        }),
      );
  }
  return stage.runs satisfies never;
}

/** Takes back what a stage did; `done` is how many are left. */
export async function undoStage(run: StageRun, stage: Stage, done: number): Promise<void> {
  for (const statement of stage.undo) {
    if (isConcurrent(statement)) await patiently(run, stage, () => runSingle(run, stage, [statement]));
    else
      await patiently(run, stage, () =>
        inStage(run, { ...stage, lock: isQuiet(statement) ? null : 'ACCESS EXCLUSIVE' }, () =>
          run.client.query(statement),
        ),
      );
  }
  await markDone(run.client, run.id, 'taking_back', done);
}

const isConcurrent = (statement: string): boolean => / concurrently /u.test(statement);
const isQuiet = (statement: string): boolean => / validate constraint /u.test(statement);

/** One transaction. What nobody waits for may take its time; everything else gives up its place in the queue after a second. */
async function inStage(run: StageRun, stage: Stage, work: () => Promise<unknown>): Promise<void> {
  const { client } = run;
  const isBrief = stage.lock !== null || stage.runs === 'activate';
  const statement = stage.runs === 'activate' ? 0 : BRIEF_STATEMENT_MS;
  await within(client, async () => {
    await client.query(
      isBrief
        ? `set local lock_timeout = ${run.tableWaitMs}; set local statement_timeout = ${statement}`
        : `set local lock_timeout = ${QUIET_LOCK_MS}; set local statement_timeout = 0`,
    );
    await work();
  });
}

/** Statements outside a transaction. Of an index, what a killed build left behind is dropped first, and a finished one kept. */
async function runSingle(
  { client }: StageRun,
  { index }: Stage,
  statements: readonly string[],
): Promise<void> {
  await client.query(`set lock_timeout = ${CONCURRENT_LOCK_MS}; set statement_timeout = 0`);
  for (const statement of statements) {
    if (index === null || !/^create /iu.test(statement)) await client.query(statement);
    else await buildIndex(client, index, statement);
  }
}

async function buildIndex(client: PoolClient, index: string, statement: string): Promise<void> {
  const drop = `drop index concurrently if exists ${inApp(index)}`;
  const state = await indexState(client, index);
  if (state === 'valid') return;
  if (state === 'invalid') await client.query(drop);
  try {
    await client.query(statement);
  } catch (error) {
    // An unusable unique index would go on refusing doubles; where the connection is lost, the next run finds it.
    await client.query(drop).catch(() => undefined);
    throw error;
  }
}

async function indexState(client: PoolClient, index: string): Promise<'valid' | 'invalid' | 'missing'> {
  const { rows } = await client.query<{ valid: boolean }>(
    'select indisvalid as valid from pg_index where indexrelid = to_regclass($1)',
    [inApp(index)],
  );
  if (rows[0] === undefined) return 'missing';
  return rows[0].valid ? 'valid' : 'invalid';
}
