import { FIELD_TYPES } from '../model/field-types/registry.ts';
import type { Entity, Model } from '../model/model.ts';
import type { FieldTypeName } from '../model/field.ts';
import type { Condition } from '../policy/condition.ts';
import type { ReadScope } from '../policy/read-scope.ts';
import type { AggregateRequest, Measure } from '../request/aggregate-request.ts';
import { outcome } from '../request/outcome.ts';
import type { Outcome } from '../request/outcome.ts';
import { ownTitle } from './column.ts';
import type { Column } from './column.ts';
import { findColumn, planSelection } from './list-plan.ts';
import type { Planner, Selection } from './list-plan.ts';

/** A field whose values make groups; of a reference also the title of its record, said of that record. */
export type PlannedGroup = {
  readonly path: string;
  readonly at: Column;
  readonly target: { readonly entity: Entity; readonly title: Column | null } | null;
};

export type PlannedMeasure = { readonly measure: Measure; readonly path: string; readonly at: Column };

/** Counts and sums over the rows that an actor may read, of values as the actor may see them. */
export type AggregatePlan = Selection & {
  readonly groups: readonly PlannedGroup[];
  readonly measures: readonly PlannedMeasure[];
};

const NUMBERS: readonly FieldTypeName[] = ['integer', 'decimal', 'money', 'percent', 'duration'];
const MEASURED: Readonly<Record<Measure, readonly FieldTypeName[]>> = {
  sum: NUMBERS,
  min: [...NUMBERS, 'date', 'datetime', 'time'],
  max: [...NUMBERS, 'date', 'datetime', 'time'],
};
const GROUPED: readonly FieldTypeName[] = [
  'choice',
  'boolean',
  'reference',
  'user',
  'date',
  'text',
  'integer',
];

/** Resolves a request for counts and sums; what may not be read is refused as in lists. */
export function planAggregate(
  scope: ReadScope,
  entity: Entity,
  request: AggregateRequest,
  rows: Condition = true,
): Outcome<AggregatePlan> {
  const planner: Planner = { scope, entity, errors: [] };
  const plan: AggregatePlan = {
    ...planSelection(planner, request, rows),
    groups: request.group.flatMap((path) => planGroup(planner, path)),
    measures: request.measures.flatMap((measure) => planMeasure(planner, measure)),
  };
  return outcome(plan, planner.errors);
}

function planGroup(planner: Planner, path: string): PlannedGroup[] {
  const at = findColumn(planner, path, 'group');
  if (at === null) return [];
  if (GROUPED.includes(at.field.type)) return [{ path, at, target: groupTarget(planner.scope, at) }];
  refuse(planner, 'group', `\`${path}\` cannot be grouped by; group by ${listed(GROUPED)} fields.`);
  return [];
}

function groupTarget(scope: ReadScope, { field }: Column): PlannedGroup['target'] {
  const entity = field.type === 'reference' ? targetOf(scope.model, field.to) : undefined;
  if (entity === undefined) return null;
  return { entity, title: ownTitle(scope, entity) };
}

function targetOf({ entities }: Model, name: string): Entity | undefined {
  return Object.hasOwn(entities, name) ? entities[name] : undefined;
}

function planMeasure(
  planner: Planner,
  { measure, path }: AggregateRequest['measures'][number],
): PlannedMeasure[] {
  const at = findColumn(planner, path, measure);
  if (at === null) return [];
  const known = MEASURED[measure];
  if (known.includes(at.field.type) && FIELD_TYPES[at.field.type].sqlType(at.field) !== null)
    return [{ measure, path, at }];
  refuse(planner, measure, `There is no \`${measure}\` of \`${path}\`; it is for ${listed(known)} fields.`);
  return [];
}

function refuse({ errors }: Planner, parameter: string, message: string): void {
  errors.push({ pointer: `?${parameter}`, code: 'query/not_measurable', message });
}

function listed(names: readonly string[]): string {
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}
