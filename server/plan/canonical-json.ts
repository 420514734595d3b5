import { createHash } from 'node:crypto';
import type { Plan } from '../../runtime/diff/plan.ts';

/** JSON whose keys are in order, so that equal values have equal texts. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}

/** SHA-256 over everything in a plan but its hash. */
export function planHash(plan: Omit<Plan, 'hash'>): string {
  return createHash('sha256')
    .update(canonicalJson({ ...plan, hash: undefined }))
    .digest('hex');
}
