import { suggest } from '../diagnostics/nearest-name.ts';
import { OPERATORS } from '../model/field-types/field-type.ts';
import type { Operator } from '../model/field-types/field-type.ts';
import type { Sort } from '../model/model.ts';

/** Conditions of one list; each costs the database a comparison for every row. */
const MOST_FILTERS = 30;
/** Values of one filter (any of). */
const MOST_VALUES = 200;
const MOST_SORTS = 5;
const MOST_WORDS = 8;
const LONGEST_SEARCH = 200;
const LONGEST_WHERE = 2000;

const REPEATABLE: ReadonlySet<Operator> = new Set<Operator>(['eq', 'not', 'has']);

/** One `filter.<path>.<operator>`, as asked for: names are not yet looked up, values not yet read. */
export type RequestedFilter = {
  readonly parameter: string;
  readonly path: string;
  readonly operator: Operator;
  readonly values: readonly string[];
};

/** Which records a request speaks of. */
export type RequestedSelection = {
  readonly filters: readonly RequestedFilter[];
  /** Text of an expression that must be true of a record. */
  readonly where: string | null;
  /** Words of `q`, each to be found. */
  readonly words: readonly string[];
  readonly deleted: boolean;
};

/** Parameters by name, each with all of its values. */
export type Query = ReadonlyMap<string, readonly string[]>;

/** Notes one problem of a parameter. */
export type Report = (parameter: string, code: string, message: string) => void;

/** Parameters that select records. */
export const SELECTION_PARAMETERS = ['q', 'where', 'deleted', 'filter.<field>'] as const;

/** Gathers the values of each parameter. */
export function groupQuery(pairs: Iterable<readonly [string, string]>): Query {
  const query = new Map<string, string[]>();
  for (const [name, value] of pairs) {
    const values = query.get(name);
    if (values === undefined) query.set(name, [value]);
    else values.push(value);
  }
  return query;
}

/** Reports parameters that are not among `known`, and those that are given twice. */
export function checkNames(query: Query, known: readonly string[], report: Report): void {
  for (const [name, values] of query) {
    if (name.startsWith('filter.')) continue;
    if (!known.includes(name))
      report(name, 'query/unknown', `There is no parameter \`${name}\`; ${suggest(name, known, '')}`);
    else if (values.length > 1) report(name, 'query/repeated', `\`${name}\` may be given only once.`);
  }
}

/** Reads what a request selects records by. */
export function readSelection(query: Query, report: Report): RequestedSelection {
  return {
    filters: readFilters(query, report),
    where: readWhere(query, report),
    words: readWords(query, report),
    deleted: readOption(query, 'deleted', { true: true, false: false }, false, report),
  };
}

/** Reads a list of names separated by commas; null where there is none. */
export function readNames(
  query: Query,
  name: string,
  most: number,
  report: Report,
): readonly string[] | null {
  const text = query.get(name)?.[0];
  if (text === undefined || text === '') return null;
  const names = [...new Set(text.split(',').map((part) => part.trim()))];
  if (names.length > most) report(name, 'query/too_many', `At most ${most} fields can be asked for.`);
  return names.slice(0, most);
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

function readWhere(query: Query, report: Report): string | null {
  const text = query.get('where')?.[0] ?? '';
  if (text.trim() === '') return null;
  if (text.length <= LONGEST_WHERE) return text;
  report('where', 'query/too_long', `\`where\` takes at most ${LONGEST_WHERE} characters.`);
  return null;
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

/** Reads `sort=-created_at,number`. */
export function readSort(query: Query, report: Report): readonly Sort[] {
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

/** Reads a parameter that takes one of a few words. */
export function readOption(
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
