import type { Database } from '../db/open.ts';
import type { MigrationOutcome, Progress } from '../migrate/migration-outcome.ts';
import { runMigration, type MigrationHooks } from '../migrate/run-migration.ts';
import { activateMigration } from './migration-rows.ts';
import { untilDrained } from './process-rows.ts';
import { writeReleaseEntry } from './release-audit.ts';

export type RunContext = {
  readonly database: Database;
  readonly now: () => Date;
  readonly requestId: string;
  readonly progress?: (progress: Progress) => void;
  /** Pauses it after the batch or stage that runs. */
  readonly pause?: AbortSignal;
};

/** Runs the migration of a release to its end, or goes on with one that stopped. */
export function runRelease(context: RunContext, id: string): Promise<MigrationOutcome> {
  return runMigration(context.database, id, hooksOf(context, id));
}

export function hooksOf(context: RunContext, id: string): MigrationHooks {
  const { database, now, requestId, progress, pause } = context;
  return {
    activate: async (client) => {
      const { number, facts } = await activateMigration(client, id);
      await writeReleaseEntry(client, { actorId: facts.actorId, now, requestId }, { ...facts, number });
      return number;
    },
    drained: (release) => untilDrained(database.pool, release),
    progress: progress ?? (() => undefined),
    ...(pause === undefined ? {} : { pause }),
  };
}
