import type { Operator } from '../model/field-types/field-type.ts';
import { FIELD_TYPES } from '../model/field-types/registry.ts';
import type { Entity, Sort } from '../model/model.ts';
import type { ReadScope } from '../policy/read-scope.ts';
import type { ListRequest } from '../request/list-request.ts';
import { outcome } from '../request/outcome.ts';
import type { Outcome } from '../request/outcome.ts';
import type { RequestedFilter, RequestedSelection } from '../request/query.ts';
import type { FieldErrorJson } from '../wire/record.ts';
import { allOf } from '../policy/condition.ts';
import type { Condition } from '../policy/condition.ts';
import { suggestPath, resolveColumn, resolveMasked, titleColumn } from './column.ts';
import type { Column, MaskedColumn } from './column.ts';
import { planField, storedFields } from './record-plan.ts';
import type { ReadField, RecordPlan } from './record-plan.ts';
import { planWhere } from './where-plan.ts';
import type { PlannedWhere } from './where-plan.ts';

/** A condition whose values are bound later; `many` tells whether there is more than one. */
export type PlannedFilter = {
  readonly parameter: string;
  readonly at: Column;
  readonly operator: Operator;
  readonly many: boolean;
};

/** What a list is ordered by. `person` sorts by the name behind a user field. */
export type SortKey = {
  readonly at: Column;
  readonly person: boolean;
  readonly descending: boolean;
  readonly nullable: boolean;
};

/** A list that is resolved down to columns; values of filters, words and cursor are bound when it runs. Plain data. */
export type ListPlan = RecordPlan & {
  readonly filters: readonly PlannedFilter[];
  readonly where: PlannedWhere | null;
  /** Every one of `words` must be found in one of `fields`. */
  readonly search: { readonly words: number; readonly fields: readonly Column[] } | null;
  readonly sort: readonly SortKey[];
  /** Canonical text of `sort`; a cursor belongs to one order only. */
  readonly order: string;
  readonly limit: number;
  readonly count: boolean;
  readonly deleted: boolean;
};

/** What every plan over the rows of an entity selects them by. */
export type Selection = Pick<ListPlan, 'entity' | 'rows' | 'filters' | 'where' | 'search' | 'deleted'>;

/** Collects what is wrong with a request on the way. */
export type Planner = {
  readonly scope: ReadScope;
  readonly entity: Entity;
  readonly errors: FieldErrorJson[];
};

/**
 * Resolves a list request for one actor. An unreadable field is refused in exactly the words that an unknown one is, in
 * `fields`, `filter`, `where` and `sort` alike; search looks only into fields that may be read. `rows` is a condition
 * besides that of the grants for reading.
 */
export function planList(
  scope: ReadScope,
  entity: Entity,
  request: ListRequest,
  rows: Condition = true,
): Outcome<ListPlan> {
  const planner: Planner = { scope, entity, errors: [] };
  const plan: ListPlan = {
    ...planSelection(planner, request, rows),
    fields: planFields(planner, request.fields),
    sort: request.sort.flatMap((sort) => planSort(planner, sort)),
    order: request.sort.map((sort) => (sort.descending ? `-${sort.path}` : sort.path)).join(','),
    limit: request.limit,
    count: request.count,
  };
  return outcome(plan, planner.errors);
}

/** Resolves what a request selects rows by; problems are added to those of the planner. */
export function planSelection(planner: Planner, request: RequestedSelection, rows: Condition): Selection {
  const { scope, entity, errors } = planner;
  return {
    entity,
    rows: allOf([scope.rows(entity), rows]),
    filters: request.filters.flatMap((filter) => planFilter(planner, filter)),
    where: request.where === null ? null : planWhere(scope, entity, request.where, errors),
    search: planSearch(planner, request.words.length),
    deleted: request.deleted,
  };
}

/** The column to filter, sort, group or sum by; reports a path that may not be read, or only masked. */
export function findColumn(planner: Planner, path: string, parameter: string): Column | null {
  const found = findShown(planner, path, parameter);
  if (found === null || found.shown !== false) return found;
  const message = `\`${path}\` is shown masked, so that nothing can be selected, ordered or summed by it.`;
  planner.errors.push({ pointer: `?${parameter}`, code: 'query/masked', message });
  return null;
}

function findShown(planner: Planner, path: string, parameter: string): MaskedColumn | null {
  const { scope, entity, errors } = planner;
  const column = resolveMasked(scope, entity, path);
  if (column !== null) return column;
  const hint = suggestPath(scope, entity, path);
  const message = `${entity.plural} have no field \`${path.slice(0, 200)}\`; ${hint}`;
  errors.push({
    pointer: `?${parameter}`,
    code: 'query/unknown_field',
    message,
  });
  return null;
}

function planFields(planner: Planner, paths: readonly string[] | null): ReadField[] {
  if (paths === null) return storedFields(planner.scope, planner.entity);
  return paths.flatMap((path) => {
    const at = findShown(planner, path, 'fields');
    if (at === null) return [];
    const field =
      at.field.type === 'references' && at.steps.length > 0 ? null : planField(planner.scope, path, at);
    if (field !== null) return [field];
    const message = `\`${path}\` cannot be part of a list; read the record itself.`;
    planner.errors.push({ pointer: '?fields', code: 'query/not_listable', message });
    return [];
  });
}

function planFilter(planner: Planner, filter: RequestedFilter): PlannedFilter[] {
  const { parameter, operator } = filter;
  const at = findColumn(planner, filter.path, parameter);
  if (at === null) return [];
  const { operators } = FIELD_TYPES[at.field.type];
  if (operators.includes(operator)) return [{ parameter, at, operator, many: filter.values.length > 1 }];
  const known = operators.map((name) => `\`${name}\``).join(', ');
  const message =
    operators.length === 0
      ? `\`${filter.path}\` cannot be filtered.`
      : `\`${filter.path}\` cannot be filtered with \`${operator}\`; use one of ${known}.`;
  planner.errors.push({ pointer: `?${parameter}`, code: 'query/operator', message });
  return [];
}

function planSearch(planner: Planner, words: number): ListPlan['search'] {
  if (words === 0) return null;
  const { scope, entity, errors } = planner;
  const fields = entity.search.flatMap((name) => resolveColumn(scope, entity, name) ?? []);
  if (fields.length > 0) return { words, fields };
  const message = `${entity.plural} have no text to search; use filters.`;
  errors.push({ pointer: '?q', code: 'query/no_search', message });
  return null;
}

function planSort(planner: Planner, sort: Sort): SortKey[] {
  const found = findColumn(planner, sort.path, 'sort');
  if (found === null) return [];
  const type = FIELD_TYPES[found.field.type];
  if (!type.sortable) {
    const message = `\`${sort.path}\` cannot be sorted by.`;
    planner.errors.push({ pointer: '?sort', code: 'query/not_sortable', message });
    return [];
  }
  const title = type.wire === 'reference' ? titleColumn(planner.scope, found) : null;
  const at = title !== null && FIELD_TYPES[title.field.type].sortable ? title : found;
  const person = FIELD_TYPES[at.field.type].wire === 'user';
  const always = at.field.computed === null && (at.field.required || at.field.type === 'sequence');
  const nullable = at.steps.length > 0 || at.shown !== true || !always;
  return [{ at, person, descending: sort.descending, nullable }];
}
