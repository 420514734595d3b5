import type { MigrationOutcome } from '../migrate/migration-outcome.ts';
import { MigrationPause } from '../migrate/migration-problem.ts';
import { takeBackMigration } from '../migrate/take-back-migration.ts';
import { Refusal } from '../operations/refusal.ts';
import { findOpenMigration, type OpenMigration } from './open-migration.ts';
import { writeEntry, type ReleaseActing } from './release-audit.ts';
import { hooksOf, runRelease, type RunContext, untilUnattended } from './run-release.ts';

/** The open migration, if somebody may go on with it now: refuses where there is none, or a process is at it. */
export async function migrationToResume({ database }: Pick<RunContext, 'database'>): Promise<OpenMigration> {
  const open = await findOpenMigration(database.pool);
  if (open === null) throw new Refusal('release/no_migration', 'No migration is open.');
  if (!(await untilUnattended(database)))
    throw new Refusal(
      'release/no_migration',
      'The migration is being worked on already, by another process.',
    );
  return open;
}

/** The open migration, if it may be taken back: refuses once its release is in force. */
export async function migrationToTakeBack({
  database,
}: Pick<RunContext, 'database'>): Promise<OpenMigration> {
  const open = await findOpenMigration(database.pool);
  if (open === null) throw new Refusal('release/no_migration', 'No migration is open.');
  if (open.release !== null)
    throw new Refusal(
      'release/no_migration',
      `Release ${open.release} is in force already, so the migration can only go on.`,
      { hint: 'Resume it; then `jig rollback` publishes the release before again.' },
    );
  return open;
}

/** Writes who goes on with a migration, then goes on with it. */
export async function resumeRelease(
  context: RunContext & ReleaseActing,
  open: OpenMigration,
  reason: string | null,
): Promise<MigrationOutcome> {
  await note(context, 'resume-migration', open, reason);
  // What allowed the release itself was said by whoever began it.
  return runRelease({ ...context, decidedBy: null }, open.id);
}

/** Writes who takes a migration back, then undoes what it did, up to the release before. */
export async function takeBackRelease(
  context: RunContext & ReleaseActing,
  open: OpenMigration,
  reason: string | null,
): Promise<MigrationOutcome> {
  await note(context, 'take-back-migration', open, reason);
  try {
    await takeBackMigration(context.database, open.id, hooksOf(context, open.id));
    return { state: 'taken_back' };
  } catch (error) {
    if (error instanceof MigrationPause) return { state: 'paused', problem: error.problem };
    throw error;
  }
}

async function note(
  context: RunContext & ReleaseActing,
  operation: string,
  open: OpenMigration,
  reason: string | null,
): Promise<void> {
  const { rows } = await context.database.pool.query<{ base: number | null }>(
    'select base from jig.migration where id = $1',
    [open.id],
  );
  const { id, state, stagesDone, stages } = open;
  await writeEntry(context.database.pool, context, {
    operation,
    release: open.release ?? rows[0]?.base ?? null,
    before: { migration: id, state, steps_done: stagesDone, steps: stages },
    after: null,
    reason,
  });
}
