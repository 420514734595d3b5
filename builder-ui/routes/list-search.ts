import { OPERATORS, type Operator } from '../../runtime/model/field-types/field-type.ts';
import type { TableView } from '../../runtime/wire/view.ts';
import type { Query } from '../api/request.ts';
import { isRelativeRange, relativeRange } from './relative-dates.ts';

/** What a list shows, as it stands in the address: the very names that the HTTP interface uses, and `columns`. */
export type ListSearch = {
  readonly q?: string;
  readonly sort?: string;
  readonly columns?: string;
  readonly deleted?: string;
  readonly [filter: `filter.${string}`]: readonly string[] | undefined;
};

/** `within` takes the name of a range of days (`last_7_days`) and is resolved when the list is asked for. */
export type ConditionOperator = Operator | 'within';
export type Condition = { readonly operator: ConditionOperator; readonly values: readonly string[] };
/** All conditions on one column. */
export type Filter = { readonly path: string; readonly conditions: readonly Condition[] };

const isOperator = (text: string): text is ConditionOperator =>
  text === 'within' || (OPERATORS as readonly string[]).includes(text);

/** Search text of an address as names with their values; nothing is guessed about the values' types. */
export function parseAddress(text: string): Record<string, string | string[]> {
  const result: Record<string, string | string[]> = {};
  const params = new URLSearchParams(text);
  for (const name of new Set(params.keys())) {
    if (name === '__proto__') continue;
    const values = params.getAll(name);
    result[name] = name.startsWith('filter.') ? values : (values[0] ?? '');
  }
  return result;
}

/** Inverse of `parseAddress`. Commas and colons stay readable. */
export function printAddress(search: Readonly<Record<string, unknown>>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(search))
    for (const each of Array.isArray(value) ? (value as unknown[]) : [value])
      if (typeof each === 'string' && each !== '') params.append(name, each);
  const text = params.toString().replaceAll('%2C', ',').replaceAll('%3A', ':');
  return text === '' ? '' : `?${text}`;
}

/** Keeps what a list understands of an address; anything else is dropped. */
export function readListSearch(raw: Readonly<Record<string, unknown>>): ListSearch {
  const kept: [string, string | readonly string[]][] = [];
  for (const [name, value] of Object.entries(raw)) {
    if (name.startsWith('filter.') && Array.isArray(value)) kept.push([name, value as string[]]);
    else if (['q', 'sort', 'columns', 'deleted'].includes(name) && typeof value === 'string' && value !== '')
      kept.push([name, value]);
  }
  return Object.fromEntries(kept) as ListSearch;
}

/** Filters in the order of the address, conditions of the same column together. */
export function readFilters(search: ListSearch): readonly Filter[] {
  const byPath = new Map<string, Condition[]>();
  for (const [name, values] of Object.entries(search)) {
    if (!name.startsWith('filter.') || !Array.isArray(values)) continue;
    const words = name.slice('filter.'.length).split('.');
    const last = words.at(-1) ?? '';
    const explicit = words.length > 1 && isOperator(last);
    const path = (explicit ? words.slice(0, -1) : words).join('.');
    const condition: Condition = { operator: explicit ? last : 'eq', values: values as readonly string[] };
    byPath.set(path, [...(byPath.get(path) ?? []), condition]);
  }
  return [...byPath].map(([path, conditions]) => ({ path, conditions }));
}

/** The search with other conditions on that column; none takes the filter away. */
export function withFilter(search: ListSearch, path: string, conditions: readonly Condition[]): ListSearch {
  const written = conditions
    .filter(({ values }) => values.length > 0)
    .map(({ operator, values }) => [`filter.${path}.${operator}`, values] as const);
  const mine = new Set(
    readFilters(search).some((filter) => filter.path === path) ? namesOf(search, path) : [],
  );
  const entries: (readonly [string, string | readonly string[]])[] = [];
  let placed = false;
  for (const [name, value] of Object.entries(search)) {
    if (!mine.has(name)) entries.push([name, value as string]);
    else if (!placed) {
      entries.push(...written);
      placed = true;
    }
  }
  return Object.fromEntries(placed ? entries : [...entries, ...written]) as ListSearch;
}

function namesOf(search: ListSearch, path: string): readonly string[] {
  const stem = `filter.${path}`;
  return Object.keys(search).filter(
    (name) => name === stem || (name.startsWith(`${stem}.`) && isOperator(name.slice(stem.length + 1))),
  );
}

/** The search without any filter and without search text. */
export function withoutFilters(search: ListSearch): ListSearch {
  return Object.fromEntries(
    Object.entries(search).filter(([name]) => !name.startsWith('filter.') && name !== 'q'),
  ) as ListSearch;
}

function conditionQuery(path: string, { operator, values }: Condition, today: string): Query {
  if (operator !== 'within') return values.map((value) => [`filter.${path}.${operator}`, value] as const);
  const name = values[0] ?? '';
  if (!isRelativeRange(name)) return [];
  const { from, to } = relativeRange(name, today);
  return [
    ...(from === null ? [] : [[`filter.${path}.gte`, from] as const]),
    ...(to === null ? [] : [[`filter.${path}.lte`, to] as const]),
  ];
}

/** What to ask the server for: the screen's fixed filters first, then the person's. `today` is the workspace's day. */
export function listQuery(
  view: TableView,
  search: ListSearch,
  fields: readonly string[],
  today: string,
): Query {
  const fixed = view.filters.flatMap(({ path, operator, values }) =>
    conditionQuery(path, { operator, values }, today),
  );
  const fixedPaths = new Set(view.filters.map((filter) => filter.path));
  const own = readFilters(search)
    .filter(({ path }) => !fixedPaths.has(path))
    .flatMap(({ path, conditions }) =>
      conditions.flatMap((condition) => conditionQuery(path, condition, today)),
    );
  const sort = search.sort ?? view.sort.join(',');
  return [
    ...fixed,
    ...own,
    ...(view.where === null ? [] : [['where', view.where] as const]),
    ...(search.q === undefined ? [] : [['q', search.q] as const]),
    ...(sort === '' ? [] : [['sort', sort] as const]),
    ...(search.deleted === 'true' ? [['deleted', 'true'] as const] : []),
    ['fields', fields.join(',')],
  ];
}
