import { suggest } from '../diagnostics/nearest-name.ts';
import { OPERATORS } from '../model/field-types/field-type.ts';
import type { Operator } from '../model/field-types/field-type.ts';
import type { Sort } from '../model/model.ts';
import type { FieldErrorJson } from '../wire/record.ts';
import { outcome } from './outcome.ts';
import type { Outcome } from './outcome.ts';

/** Conditions of one list; each costs the database a comparison for every row. */
const MOST_FILTERS = 30;
/** Values of one filter (any of). */
const MOST_VALUES = 200;
const MOST_FIELDS = 200;
const MOST_SORTS = 5;
const MOST_WORDS = 8;
const LONGEST_SEARCH = 200;
const DEFAULT_LIMIT = 50;
const LARGEST_LIMIT = 200;

const PARAMETERS = ['fields', 'sort', 'limit', 'after', 'q', 'count', 'deleted', 'filter.<field>'] as const;
const REPEATABLE: ReadonlySet<Operator> = new Set<Operator>(['eq', 'not', 'has']);

/** One `filter.<path>.<operator>`, as asked for: names are not yet looked up, values not yet read. */
export type RequestedFilter = {
  readonly parameter: string;
  readonly path: string;
  readonly operator: Operator;
  readonly values: readonly string[];
};

/** A list as asked for, in the right form but not yet resolved against model and policy. */
export type ListRequest = {
  /** Null asks for every readable stored field. */
  readonly fields: readonly string[] | null;
  readonly filters: readonly RequestedFilter[];
  /** Words of `q`, each to be found. */
  readonly words: readonly string[];
  readonly sort: readonly Sort[];
  readonly limit: number;
  readonly after: string | null;
  readonly count: boolean;
  readonly deleted: boolean;
};

type Query = ReadonlyMap<string, readonly string[]>;

/** Reads query parameters, already percent-decoded; refuses unknown, repeated and malformed ones, each once. */
export function parseListRequest(pairs: Iterable<readonly [string, string]>): Outcome<ListRequest> {
  const errors: FieldErrorJson[] = [];
  const report: Report = (parameter, code, message) =>
    void errors.push({ pointer: `?${parameter}`, code, message });
  const query = group(pairs);
  checkNames(query, report);
  const value = {
    fields: readNames(query, report),
    filters: readFilters(query, report),
    words: readWords(query, report),
    sort: readSort(query, report),
    limit: readLimit(query, report),
    after: query.get('after')?.[0] ?? null,
    count: readOption(query, 'count', { capped: true, none: false }, false, report),
    deleted: readOption(query, 'deleted', { true: true, false: false }, false, report),
  };
  return outcome(value, errors);
}

type Report = (parameter: string, code: string, message: string) => void;

function group(pairs: Iterable<readonly [string, string]>): Query {
  const query = new Map<string, string[]>();
  for (const [name, value] of pairs) {
    const values = query.get(name);
    if (values === undefined) query.set(name, [value]);
    else values.push(value);
  }
  return query;
}

function checkNames(query: Query, report: Report): void {
  for (const [name, values] of query) {
    if (name.startsWith('filter.')) continue;
    if (!(PARAMETERS as readonly string[]).includes(name))
      report(name, 'query/unknown', `There is no parameter \`${name}\`; ${suggest(name, PARAMETERS, '')}`);
    else if (values.length > 1) report(name, 'query/repeated', `\`${name}\` may be given only once.`);
  }
}

function readNames(query: Query, report: Report): readonly string[] | null {
  const text = query.get('fields')?.[0];
  if (text === undefined || text === '') return null;
  const names = [...new Set(text.split(',').map((name) => name.trim()))];
  if (names.length > MOST_FIELDS)
    report('fields', 'query/too_many', `At most ${MOST_FIELDS} fields can be asked for.`);
  return names.slice(0, MOST_FIELDS);
}

function readFilters(query: Query, report: Report): RequestedFilter[] {
  const filters: RequestedFilter[] = [];
  for (const [parameter, values] of query) {
    if (!parameter.startsWith('filter.')) continue;
    const steps = parameter.slice('filter.'.length).split('.');
    const last = steps.at(-1) ?? '';
    const named = steps.length > 1 && (OPERATORS as readonly string[]).includes(last);
    const operator = named ? (last as Operator) : 'eq';
    const path = (named ? steps.slice(0, -1) : steps).join('.');
    if (values.length > 1 && !REPEATABLE.has(operator))
      report(parameter, 'query/repeated', `\`${operator}\` takes one value.`);
    else if (values.length > MOST_VALUES)
      report(parameter, 'query/too_many', `A filter takes at most ${MOST_VALUES} values.`);
    else filters.push({ parameter, path, operator, values });
  }
  if (filters.length > MOST_FILTERS)
    report('filter', 'query/too_many', `A list takes at most ${MOST_FILTERS} filters.`);
  return filters.slice(0, MOST_FILTERS);
}

function readWords(query: Query, report: Report): readonly string[] {
  const text = query.get('q')?.[0] ?? '';
  if (text.length > LONGEST_SEARCH) {
    report('q', 'query/too_long', `A search takes at most ${LONGEST_SEARCH} characters.`);
    return [];
  }
  if (/[\0]|\p{Surrogate}/u.test(text)) {
    report('q', 'query/text', 'Expected text without null characters or halves of characters.');
    return [];
  }
  const words = [...new Set(text.split(/\s+/u).filter((word) => word !== ''))];
  if (words.length > MOST_WORDS) report('q', 'query/too_many', `A search takes at most ${MOST_WORDS} words.`);
  return words.slice(0, MOST_WORDS);
}

function readSort(query: Query, report: Report): readonly Sort[] {
  const text = query.get('sort')?.[0] ?? '';
  if (text === '') return [];
  const sorts = text.split(',').map((part) => {
    const name = part.trim();
    return name.startsWith('-')
      ? { path: name.slice(1), descending: true }
      : { path: name, descending: false };
  });
  if (sorts.length > MOST_SORTS)
    report('sort', 'query/too_many', `A list sorts by at most ${MOST_SORTS} fields.`);
  const twice = sorts.find((sort, index) => sorts.findIndex((other) => other.path === sort.path) < index);
  if (twice !== undefined) report('sort', 'query/repeated', `\`${twice.path}\` stands twice in \`sort\`.`);
  return sorts.slice(0, MOST_SORTS);
}

function readLimit(query: Query, report: Report): number {
  const text = query.get('limit')?.[0];
  if (text === undefined) return DEFAULT_LIMIT;
  const limit = /^\d{1,6}$/u.test(text) ? Number(text) : 0;
  if (limit >= 1 && limit <= LARGEST_LIMIT) return limit;
  report('limit', 'query/limit', `\`limit\` is a whole number from 1 to ${LARGEST_LIMIT}.`);
  return DEFAULT_LIMIT;
}

function readOption(
  query: Query,
  name: string,
  options: Readonly<Record<string, boolean>>,
  otherwise: boolean,
  report: Report,
): boolean {
  const text = query.get(name)?.[0];
  if (text === undefined) return otherwise;
  if (Object.hasOwn(options, text)) return options[text] ?? otherwise;
  const listed = Object.keys(options).map((option) => `\`${option}\``);
  report(name, 'query/option', `\`${name}\` is ${listed.join(' or ')}.`);
  return otherwise;
}
