import type { ClientBase } from 'pg';
import type { DataRefusal } from '../../runtime/diff/refusals.ts';
import type { DesiredTable } from '../sql/ddl.ts';
import { inApp, quote } from '../sql/ddl-quote.ts';
import { columnsOf, mayBeRefused } from './apply-steps.ts';
import { backfill } from './backfill.ts';
import { checkStep } from './check-step.ts';
import type { Step } from './step.ts';
import { converted } from './sync-trigger.ts';

/**
 * Asks the data what it has against the steps, without making any: a column that is not there yet holds what it will be filled
 * with, one of another type its converted values. What builds on something refused is not asked.
 */
export async function countRefusals(
  client: Pick<ClientBase, 'query'>,
  steps: readonly Step[],
  timeZone: string,
): Promise<readonly DataRefusal[]> {
  const fresh = new Set(steps.flatMap((step) => (step.kind === 'create-table' ? [step.table.name] : [])));
  const numbered = new Set(
    steps.flatMap((step) =>
      step.kind === 'create-sequence' ? [`${step.table.name}.${step.column.name}`] : [],
    ),
  );
  const blocked = new Set<string>();
  const refusals: DataRefusal[] = [];
  for (const step of steps) {
    const places = columnsOf(step).map((column) => `${step.table.name}.${column}`);
    if (fresh.has(step.table.name) || !mayBeRefused(step)) continue;
    if (places.some((place) => blocked.has(place))) continue;
    if (step.kind === 'require' && places.some((place) => numbered.has(place))) continue;
    if (step.kind === 'add-reference' && fresh.has(step.reference.target[1]) && isAdded(steps, step))
      continue;
    const item = await checkStep(client, step, recordsAfter(steps, step, timeZone));
    if (item === null) continue;
    refusals.push(item);
    for (const place of places) blocked.add(place);
  }
  return refusals;
}

function isAdded(steps: readonly Step[], step: Extract<Step, { kind: 'add-reference' }>): boolean {
  return steps.some(
    (other) =>
      other.kind === 'add-column' &&
      other.table.name === step.table.name &&
      other.column.name === step.reference.column,
  );
}

/** The table as it will be; undefined where its columns stay as they are, or the step is about what is there now. */
function recordsAfter(steps: readonly Step[], step: Step, timeZone: string): string | undefined {
  if (step.kind === 'change-type' || step.kind === 'add-column' || step.kind === 'leave-place')
    return undefined;
  const { table } = step;
  const values = new Map<string, string>();
  const computed = new Map<string, string>();
  for (const other of steps) {
    if (other.table.name !== table.name) continue;
    if (other.kind === 'change-type')
      values.set(other.column.name, converted(other.conversion, quote(other.column.name), other.column.type));
    if (other.kind === 'add-column' && other.column.generated !== null)
      computed.set(other.column.name, other.column.generated.expression);
    else if (other.kind === 'add-column')
      values.set(other.column.name, `(${backfill(other.column, timeZone) ?? 'null'})::${other.column.type}`);
  }
  if (values.size + computed.size === 0) return undefined;
  return subquery(table, values, computed);
}

function subquery(
  table: DesiredTable,
  values: ReadonlyMap<string, string>,
  computed: ReadonlyMap<string, string>,
): string {
  const columns = table.columns
    .filter(({ name }) => !computed.has(name))
    .map(({ name }) => (values.has(name) ? `${values.get(name)} as ${quote(name)}` : quote(name)));
  const inner = `(select ${columns.join(', ')} from ${inApp(table.name)}) as stored`;
  const worked = [...computed].map(([name, expression]) => `, (${expression}) as ${quote(name)}`).join('');
  return `(select *${worked} from ${inner})`;
}
