import { markFinished, type MigrationRow } from './migration-row.ts';
import { undoStage } from './run-stage.ts';
import { type StageRun, within } from './stage-run.ts';
import type { Stage } from './stage.ts';
import { writeTableState } from './table-state.ts';

/** Undoes the stages of a migration in reverse, from the one that may be half done; `at` hears of each. */
export async function undoStages(
  run: StageRun,
  row: MigrationRow,
  at: (stage: Stage) => void,
): Promise<void> {
  for (let index = Math.min(row.done, row.stages.length - 1); index >= 0; index -= 1) {
    const stage = row.stages[index];
    if (stage === undefined || stage.phase === 'contract' || stage.phase === 'activate') continue;
    // What runs within a transaction is done or not done; only what does not can be half done.
    if (index === row.done && stage.runs !== 'single') continue;
    at(stage);
    run.stopIfAsked(stage);
    run.tell({});
    await undoStage(run, stage, index);
  }
  await within(run.client, async () => {
    await writeTableState(run.client, row.tables);
    await markFinished(run.client, row.id, 'taken_back');
  });
}
