import type { ClientBase } from 'pg';
import { checkStep } from './check-step.ts';
import { renderStep } from './render-step.ts';
import { SchemaRefusal, type SchemaRefusalItem } from './schema-refusal.ts';
import type { Step } from './step.ts';

/** Statements sent to Postgres in one go. */
const BATCH = 200;

/**
 * Makes the steps in the transaction of `client`, asking the data before each that it could contradict. Throws
 * SchemaRefusal with everything that stands in the way; the caller then rolls back. `timeZone` is the workspace's.
 */
export async function applySteps(
  client: ClientBase,
  steps: readonly Step[],
  timeZone: string,
): Promise<void> {
  const refused: SchemaRefusalItem[] = [];
  const blocked = new Set<string>();
  const fresh = new Set(steps.flatMap((step) => (step.kind === 'create-table' ? [step.table.name] : [])));
  let waiting: string[] = [];
  const flush = async (): Promise<void> => {
    if (waiting.length > 0) await client.query(waiting.join(';\n'));
    waiting = [];
  };
  for (const step of steps) {
    const places = columnsOf(step).map((column) => `${step.table.name}.${column}`);
    // What builds on a refused step would only repeat the same reason in other words.
    if (places.some((place) => blocked.has(place))) continue;
    if (!fresh.has(step.table.name) && mayBeRefused(step)) {
      await flush();
      const item = await checkStep(client, step);
      if (item !== null) {
        refused.push(item);
        for (const place of places) blocked.add(place);
        continue;
      }
    }
    waiting.push(...renderStep(step, timeZone));
    if (waiting.length >= BATCH) await flush();
  }
  if (refused.length > 0) throw new SchemaRefusal(refused);
  await flush();
}

/** Whether the data may stand in the way of the step. */
export function mayBeRefused(step: Step): boolean {
  switch (step.kind) {
    case 'add-column':
    case 'require':
      return !step.column.nullable;
    case 'change-type':
    case 'add-check':
    case 'add-reference':
    case 'leave-place':
      return true;
    case 'create-index':
      return step.index.unique;
    case 'create-table':
    case 'create-sequence':
    case 'raise-sequence':
    case 'drop-sequence':
    case 'allow-empty':
    case 'drop-generated':
    case 'drop-constraint':
    case 'drop-index':
      return false;
  }
  return step satisfies never;
}

/** Columns that the step is about, physical; of a place that is left the field. */
export function columnsOf(step: Step): readonly string[] {
  switch (step.kind) {
    case 'add-column':
    case 'change-type':
    case 'create-sequence':
    case 'raise-sequence':
    case 'require':
      return [step.column.name];
    case 'allow-empty':
    case 'drop-generated':
    case 'drop-sequence':
      return [step.column];
    case 'add-check':
      return [step.check.column];
    case 'add-reference':
      return [step.reference.column];
    case 'create-index':
      return step.index.columns;
    case 'leave-place':
      return [step.field];
    case 'create-table':
    case 'drop-constraint':
    case 'drop-index':
      return [];
  }
  return step satisfies never;
}
