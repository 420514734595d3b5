import { createHash } from 'node:crypto';
import type { Plan } from '../../runtime/diff/plan.ts';
import { renderPlanJson } from '../../runtime/diff/render/render-json.ts';

/** SHA-256 over everything in a plan but its hash: over the text of its file, with no hash in it. */
export function planHash(plan: Omit<Plan, 'hash'>): string {
  return createHash('sha256')
    .update(renderPlanJson({ ...plan, hash: '' }))
    .digest('hex');
}
