import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseProblem } from '../db/database-problem.ts';
import type { Database } from '../db/open.ts';
import { MigrationPause } from './migration-problem.ts';
import { markTakingBack, readMigration } from './migration-row.ts';
import { type MigrationHooks, runMigration } from './run-migration.ts';

export type TakeBackHooks = Pick<MigrationHooks, 'progress' | 'tableWaitMs' | 'patienceMs' | 'pause'>;

/** How long another process that runs the migration has to notice that it goes back: longer than a batch takes. */
const RUNNER_WAIT_MS = 90_000;
const ASK_EVERY_MS = 100;

/**
 * Takes a migration back that is not active yet: undoes its stages in reverse, whoever ran them. May be interrupted and called
 * again. Throws DatabaseProblem where it is active or over, MigrationPause where something is in the way.
 */
export async function takeBackMigration(
  database: Pick<Database, 'pool'>,
  id: string,
  hooks: TakeBackHooks,
): Promise<void> {
  if (!(await markTakingBack(database.pool, id))) throw await tooLate(database, id);
  const until = performance.now() + RUNNER_WAIT_MS;
  const nothing = (): Promise<never> => Promise.reject(new Error('Nothing is activated on the way back.'));
  for (;;) {
    const outcome = await runMigration(database, id, { ...hooks, activate: nothing, drained: nothing });
    if (outcome.state === 'taken_back') return;
    if (outcome.state === 'paused') throw new MigrationPause(outcome.problem);
    if (outcome.state === 'done') throw await tooLate(database, id);
    if (performance.now() > until)
      throw new DatabaseProblem(
        'migration/elsewhere',
        'Another process is still at a step of the migration; it goes back as soon as that step ends.',
        'Wait, and take it back again.',
      );
    await sleep(ASK_EVERY_MS);
  }
}

async function tooLate(database: Pick<Database, 'pool'>, id: string): Promise<DatabaseProblem> {
  const { state, release } = await readMigration(database.pool, id);
  return state === 'taken_back'
    ? new DatabaseProblem(
        'migration/over',
        'The migration was taken back already.',
        'There is nothing to do.',
      )
    : new DatabaseProblem(
        'migration/active',
        `The migration cannot be taken back: release ${release ?? '?'} is in force, and people may have worked under it.`,
        'Let it end (`jig release --resume`), then publish the release before it again: `jig rollback`.',
      );
}
