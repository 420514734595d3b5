import type { PlannedMigration } from '../../runtime/diff/plan.ts';
import type { Preparation } from '../migrate/prepare-migration.ts';

/** The migration as a plan tells it; nothing where the tables stay as they are. */
export function plannedMigration({ mode, stages }: Preparation): PlannedMigration {
  return {
    mode,
    stages:
      mode === 'none'
        ? []
        : stages.map(({ phase, what, entity, sql, lock, rows, rewrites }) => ({
            phase,
            what,
            entity,
            sql,
            lock,
            rows,
            rewrites,
          })),
  };
}
