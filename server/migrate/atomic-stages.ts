import { objectionTo, stageRefusal } from './check-step.ts';
import { mayBeRefused } from './apply-steps.ts';
import { rewritesNothing } from './conversions.ts';
import { activation } from './plan-stages.ts';
import { renderStep } from './render-step.ts';
import type { Stage } from './stage.ts';
import { finishStages } from './stage-draft.ts';
import type { Step } from './step.ts';

/** One stage that does everything in the transaction that writes the release. `rows` are those of the tables that are there. */
export function atomicStages(
  steps: readonly Step[],
  rows: ReadonlyMap<string, number>,
  timeZone: string,
): Stage[] {
  const present = steps.filter(({ table }) => rows.has(table.name));
  const names = new Set(present.map(({ table }) => table.name));
  const what =
    steps.length === 0
      ? 'Put the release in force; the tables stay as they are.'
      : 'Change the tables and put the release in force, all in one transaction.';
  const refused = steps.filter((step) => names.has(step.table.name) && mayBeRefused(step));
  const [only] = refused;
  const objection = refused.length === 1 && only !== undefined ? objectionTo(only) : null;
  return finishStages([
    {
      ...activation(
        steps.flatMap((step) => renderStep(step, timeZone)),
        what,
      ),
      lock: names.size === 0 ? null : 'ACCESS EXCLUSIVE',
      rows: Math.max(0, ...[...names].map((name) => rows.get(name) ?? 0)),
      rewrites: present.some(isRewrite),
      refusal: objection === null ? null : stageRefusal(objection),
    },
  ]);
}

/** Whether Postgres writes the whole table anew for the step. */
function isRewrite(step: Step): boolean {
  if (step.kind === 'add-column') return step.column.generated !== null;
  return step.kind === 'change-type' && !rewritesNothing(step.from, step.column.type);
}
