import type { FieldErrorJson } from '../wire/record.ts';
import { outcome } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { checkNames, groupQuery, readNames, readSelection, SELECTION_PARAMETERS } from './query.ts';
import type { Report, RequestedSelection } from './query.ts';

export const MEASURES = ['sum', 'min', 'max'] as const;
export type Measure = (typeof MEASURES)[number];

const MOST_GROUPS = 2;
const MOST_MEASURED = 10;
export const AGGREGATE_PARAMETERS = ['group', 'count', ...MEASURES, ...SELECTION_PARAMETERS];

/** Sums and counts as asked for, in the right form but not yet resolved against model and policy. */
export type AggregateRequest = RequestedSelection & {
  /** Fields by whose values the records are told apart; none makes one group of all. */
  readonly group: readonly string[];
  readonly measures: readonly { readonly measure: Measure; readonly path: string }[];
};

/** Reads query parameters; the number of records is always given, so that `count` changes nothing. */
export function parseAggregateRequest(pairs: Iterable<readonly [string, string]>): Outcome<AggregateRequest> {
  const errors: FieldErrorJson[] = [];
  const report: Report = (parameter, code, message) =>
    void errors.push({ pointer: `?${parameter}`, code, message });
  const query = groupQuery(pairs);
  checkNames(query, AGGREGATE_PARAMETERS, report);
  const value = {
    ...readSelection(query, report),
    group: readNames(query, 'group', MOST_GROUPS, report) ?? [],
    measures: MEASURES.flatMap((measure) =>
      (readNames(query, measure, MOST_MEASURED, report) ?? []).map((path) => ({ measure, path })),
    ),
  };
  return outcome(value, errors);
}
