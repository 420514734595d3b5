import type { PoolClient } from 'pg';
import type { Database } from '../db/open.ts';
import { asRunner } from './runner-session.ts';
import { explainFailure, isConnectionLost, MigrationPause } from './migration-problem.ts';
import type { MigrationOutcome, MigrationProblem, Progress } from './migration-outcome.ts';
import {
  markFinished,
  markPaused,
  markRunning,
  type MigrationRow,
  MigrationTakenOver,
  readMigration,
} from './migration-row.ts';
import { runStage } from './run-stage.ts';
import { type StageRun, within } from './stage-run.ts';
import type { Stage } from './stage.ts';
import { writeTableState } from './table-state.ts';
import { undoStages } from './undo-stages.ts';

export type MigrationHooks = {
  /** Writes the release, its names and the state of the schema in the transaction of `client`, tells the processes; gives its number. */
  readonly activate: (client: PoolClient) => Promise<number>;
  /** Waits until no living process works under a release before this one. */
  readonly drained: (release: number) => Promise<void>;
  /** What it throws is thrown by the run, which then stops like a process that dies. */
  readonly progress: (progress: Progress) => void;
  /** How long one try waits for a busy table, and others behind it; a second unless told otherwise. */
  readonly tableWaitMs?: number;
  /** Records of every batch; as many as take a moment unless told otherwise. */
  readonly batchRows?: number;
  /** How long a stage tries again before the migration pauses; a minute unless told otherwise. */
  readonly patienceMs?: number;
  /** Pauses after the batch or stage that runs. */
  readonly pause?: AbortSignal;
};

const TABLE_WAIT_MS = 1_000;
const FIRST_BATCH_ROWS = 1_000;
const MOST_BATCH_ROWS = 10_000;
const PATIENCE_MS = 60_000;

/**
 * Runs a migration of `jig.migration` from where it is to its end; one that is being taken back goes on back. Whatever stops it
 * leaves a row from which this or another process goes on. Gives the reason where it pauses; throws only what `progress` throws
 * and faults of the program.
 */
export async function runMigration(
  database: Pick<Database, 'pool'>,
  id: string,
  hooks: MigrationHooks,
): Promise<MigrationOutcome> {
  const outcome = await asRunner(database, async (client) => {
    const row = await readMigration(client, id);
    if (row.state === 'done') return done(row);
    if (row.state === 'taken_back') return { state: 'taken_back' } as const;
    const where = { stage: row.stages[row.done] ?? row.stages.at(-1) };
    try {
      if (row.state === 'taking_back') {
        await undoStages(stageRun(client, row, hooks, where), row, (stage) => (where.stage = stage));
        return { state: 'taken_back' } as const;
      }
      if (!(await markRunning(client, id))) return { state: 'elsewhere' } as const;
      await goOn(client, row, hooks, where);
      return done(await readMigration(client, id));
    } catch (error) {
      if (error instanceof MigrationTakenOver) return { state: 'elsewhere' } as const;
      if (error instanceof HookFailure) throw error.cause;
      const problem = await pausedBy(database, client, id, where.stage, error);
      return { state: 'paused', problem } as const;
    }
  });
  return outcome ?? { state: 'elsewhere' };
}

function done(row: MigrationRow): MigrationOutcome {
  if (row.release === null) throw new Error(`The migration ${row.id} is done without a release.`);
  return { state: 'done', release: row.release };
}

type Where = { stage: Stage | undefined };

async function goOn(
  client: PoolClient,
  row: MigrationRow,
  hooks: MigrationHooks,
  where: Where,
): Promise<void> {
  const run = stageRun(client, row, hooks, where);
  let isDrained = false;
  for (const [at, stage] of row.stages.entries()) {
    if (at < row.done) continue;
    where.stage = stage;
    run.stopIfAsked(stage);
    run.tell({});
    if (stage.phase === 'contract' && !isDrained) {
      const { release } = await readMigration(client, row.id);
      if (release === null) throw new Error(`The migration ${row.id} has no release after its activation.`);
      await hooks.drained(release);
      isDrained = true;
    }
    const from = at === row.done && row.progress?.stage === stage.id ? row.progress : null;
    await runStage(run, stage, at + 1, from);
  }
  where.stage = row.stages.at(-1);
  run.tell({});
  await within(client, async () => {
    await writeTableState(client, row.tables);
    await markFinished(client, row.id, 'done');
  });
}

/** What `progress` threw: to the program that runs the migration it is as if it had died there. */
class HookFailure extends Error {
  override readonly name = 'HookFailure';
}

/** What stages share; `where` names the one that runs. */
function stageRun(
  client: PoolClient,
  row: MigrationRow,
  hooks: Omit<MigrationHooks, 'activate' | 'drained'> & Partial<Pick<MigrationHooks, 'activate'>>,
  where: Where,
): StageRun {
  return {
    client,
    id: row.id,
    activate: hooks.activate ?? (() => Promise.reject(new Error('Nothing is activated on the way back.'))),
    tell: ({ rows, waiting }) => {
      const at = where.stage === undefined ? row.stages.length : row.stages.indexOf(where.stage) + 1;
      try {
        hooks.progress({
          migration: row.id,
          stage: at,
          of: row.stages.length,
          what: where.stage?.what ?? '',
          rows: rows ?? null,
          total: rows === undefined ? null : (where.stage?.rows ?? null),
          waiting: waiting ?? null,
        });
      } catch (error) {
        throw new HookFailure('The progress could not be told.', { cause: error });
      }
    },
    stopIfAsked: (stage) => {
      if (hooks.pause?.aborted !== true) return;
      throw new MigrationPause({
        code: 'migration/stopped',
        stage: stage.id,
        message: `The migration was asked to stop before or in “${stage.id}”.`,
        next: 'Resume it when it suits; it goes on exactly where it stopped.',
        samples: [],
      });
    },
    tableWaitMs: hooks.tableWaitMs ?? TABLE_WAIT_MS,
    batchRows: hooks.batchRows ?? FIRST_BATCH_ROWS,
    mostBatchRows: hooks.batchRows ?? MOST_BATCH_ROWS,
    patienceMs: hooks.patienceMs ?? PATIENCE_MS,
  };
}

/** Explains the failure and notes it, over another connection where this one is lost; where none can be had, the row says `running`. */
async function pausedBy(
  database: Pick<Database, 'pool'>,
  client: PoolClient,
  id: string,
  stage: Stage | undefined,
  error: unknown,
): Promise<MigrationProblem> {
  if (stage === undefined) throw error;
  const asked = isConnectionLost(error) ? database.pool : client;
  const problem = await explainFailure(asked, stage, error).catch(() => fallback(stage));
  await markPaused(asked, id, problem).catch(() => undefined);
  return problem;
}

function fallback(stage: Stage): MigrationProblem {
  return {
    code: 'migration/connection-lost',
    stage: stage.id,
    message: `Step “${stage.id}” stopped: the database does not answer.`,
    next: 'When it answers again, resume the migration; it goes on exactly where it stopped.',
    samples: [],
  };
}
