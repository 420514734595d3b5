import type { Sort } from '../model/model.ts';
import { outcome } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import {
  checkNames,
  groupQuery,
  readNames,
  readOption,
  readSelection,
  readSort,
  SELECTION_PARAMETERS,
} from './query.ts';
import type { Query, Report, RequestedSelection } from './query.ts';
import type { FieldErrorJson } from '../wire/record.ts';

/** Fields of one record in a list or an export. */
export const MOST_FIELDS = 200;
const DEFAULT_LIMIT = 50;
const LARGEST_LIMIT = 200;

export const LIST_PARAMETERS = ['fields', 'sort', 'limit', 'after', 'count', ...SELECTION_PARAMETERS];

/** A list as asked for, in the right form but not yet resolved against model and policy. */
export type ListRequest = RequestedSelection & {
  /** Null asks for every readable stored field. */
  readonly fields: readonly string[] | null;
  readonly sort: readonly Sort[];
  readonly limit: number;
  readonly after: string | null;
  readonly count: boolean;
};

/** Reads query parameters, already percent-decoded; refuses unknown, repeated and malformed ones, each once. */
export function parseListRequest(pairs: Iterable<readonly [string, string]>): Outcome<ListRequest> {
  const errors: FieldErrorJson[] = [];
  const report: Report = (parameter, code, message) =>
    void errors.push({ pointer: `?${parameter}`, code, message });
  const query = groupQuery(pairs);
  checkNames(query, LIST_PARAMETERS, report);
  const value = {
    fields: readNames(query, 'fields', MOST_FIELDS, report),
    ...readSelection(query, report),
    sort: readSort(query, report),
    limit: readLimit(query, report),
    after: query.get('after')?.[0] ?? null,
    count: readOption(query, 'count', { capped: true, none: false }, false, report),
  };
  return outcome(value, errors);
}

function readLimit(query: Query, report: Report): number {
  const text = query.get('limit')?.[0];
  if (text === undefined) return DEFAULT_LIMIT;
  const limit = /^\d{1,6}$/u.test(text) ? Number(text) : 0;
  if (limit >= 1 && limit <= LARGEST_LIMIT) return limit;
  report('limit', 'query/limit', `\`limit\` is a whole number from 1 to ${LARGEST_LIMIT}.`);
  return DEFAULT_LIMIT;
}
