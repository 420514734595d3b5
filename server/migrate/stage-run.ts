import { setTimeout as sleep } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import { holdersOf, isWorthAnotherTry } from './migration-problem.ts';
import type { Stage } from './stage.ts';

/** What the stages of one run share. */
export type StageRun = {
  readonly client: PoolClient;
  /** Id of the migration. */
  readonly id: string;
  readonly activate: (client: PoolClient) => Promise<number>;
  /** Tells how far a stage is, and what it waits for. */
  readonly tell: (news: { readonly rows?: number; readonly waiting?: string }) => void;
  /** Throws MigrationPause where somebody asked to stop. */
  readonly stopIfAsked: (stage: Stage) => void;
  readonly tableWaitMs: number;
  /** Records of the first batch; later ones have as many as take a moment, up to the most. */
  readonly batchRows: number;
  readonly mostBatchRows: number;
  readonly patienceMs: number;
};

/** Between two tries: from a tenth of a second on, longer each time, never the same for two processes. */
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2_000;

/** One transaction on the runner's own connection. */
export async function within<Result>(client: PoolClient, work: () => Promise<Result>): Promise<Result> {
  await client.query('begin');
  try {
    const result = await work();
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => undefined); // a lost connection has rolled back by itself
    throw error;
  }
}

/** Tries again while a table is busy, until the patience is at its end. */
export async function patiently<Result>(
  run: StageRun,
  stage: Stage,
  work: () => Promise<Result>,
): Promise<Result> {
  const until = performance.now() + run.patienceMs;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 1.7, LONGEST_PAUSE_MS)) {
    run.stopIfAsked(stage);
    try {
      return await work();
    } catch (error) {
      if (!isWorthAnotherTry(error) || performance.now() > until) throw error;
      run.tell({ waiting: await whatFor(run, stage) });
      await sleep(pause * (0.5 + Math.random()));
    }
  }
}

async function whatFor({ client }: StageRun, { table }: Stage): Promise<string> {
  if (table === null) return 'for other transactions';
  const holders = await holdersOf(client, table);
  return `for the table \`${table}\`${holders.length === 0 ? '' : `, held by ${holders.join('; ')}`}`;
}
