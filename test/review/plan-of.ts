import { compareAccess } from '../../runtime/diff/access/compare-access.ts';
import { composePlan } from '../../runtime/diff/compose-plan.ts';
import { diffModels } from '../../runtime/diff/diff-models.ts';
import type { Plan, PlanSide } from '../../runtime/diff/plan.ts';
import type { ReviewModels } from '../../runtime/review/review-models.ts';

const side = (name: string, digit: string, release: number | null): PlanSide => ({
  name,
  contentHash: digit.repeat(64),
  modelHash: digit.repeat(64),
  release,
});

/** The plan between two models as it is made without a database. */
export function planOf({ base, head }: ReviewModels): Plan {
  const changes = diffModels(base, head);
  const access = compareAccess(base, head);
  const parts = composePlan({
    base,
    head,
    changes,
    access,
    answers: new Map(),
    migration: null,
    refusals: [],
    drift: [],
    today: '2026-11-26',
    inputs: {},
    baseSide:
      base === null ? side('an empty database', '0', null) : side('the database, release 12', 'a', 12),
    headSide: side('definitions/', 'c', null),
  });
  return { ...parts, hash: 'e'.repeat(64) };
}
