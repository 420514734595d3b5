import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../db/open.ts';
import type { MigrationOutcome, Progress } from '../migrate/migration-outcome.ts';
import { runMigration, type MigrationHooks } from '../migrate/run-migration.ts';
import { hasRunner } from '../migrate/runner-session.ts';
import { activateMigration } from './migration-rows.ts';
import { untilDrained } from './process-rows.ts';
import { writeReleaseEntry } from './release-audit.ts';

export type RunContext = {
  readonly database: Database;
  readonly now: () => Date;
  readonly requestId: string;
  readonly decidedBy?: string | null;
  readonly progress?: (progress: Progress) => void;
  /** Pauses it after the batch or stage that runs. */
  readonly pause?: AbortSignal;
};

/** How long the server may take to notice that the runner before let go, and how often it is asked. */
const LETTING_GO_MS = 1_000;
const ASK_EVERY_MS = 50;

/** Runs the migration of a release to its end, or goes on with one that stopped. */
export async function runRelease(context: RunContext, id: string): Promise<MigrationOutcome> {
  await untilUnattended(context.database);
  return runMigration(context.database, id, hooksOf(context, id));
}

/** Waits a moment for a runner that is about to let go; gives whether none is there. */
export async function untilUnattended(database: Database): Promise<boolean> {
  for (const end = performance.now() + LETTING_GO_MS; await hasRunner(database); await sleep(ASK_EVERY_MS))
    if (performance.now() > end) return false;
  return true;
}

export function hooksOf(context: RunContext, id: string): MigrationHooks {
  const { database, now, requestId, decidedBy = null, progress, pause } = context;
  return {
    activate: async (client) => {
      const { number, facts } = await activateMigration(client, id);
      await writeReleaseEntry(
        client,
        { actorId: facts.actorId, now, requestId, decidedBy },
        { ...facts, number },
      );
      return number;
    },
    drained: (release) => untilDrained(database.pool, release),
    progress: progress ?? (() => undefined),
    ...(pause === undefined ? {} : { pause }),
  };
}
