import type { FieldErrorJson } from '../wire/record.ts';
import { MOST_FIELDS } from './list-request.ts';
import type { ListRequest } from './list-request.ts';
import { outcome } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { checkNames, groupQuery, readNames, readSelection, readSort, SELECTION_PARAMETERS } from './query.ts';
import type { Report } from './query.ts';

/** Records read at once while an export is sent. */
const PAGE = 1000;

export const EXPORT_PARAMETERS = ['fields', 'sort', ...SELECTION_PARAMETERS];

/** Reads query parameters of an export: a list from its beginning to its end. */
export function parseExportRequest(pairs: Iterable<readonly [string, string]>): Outcome<ListRequest> {
  const errors: FieldErrorJson[] = [];
  const report: Report = (parameter, code, message) =>
    void errors.push({ pointer: `?${parameter}`, code, message });
  const query = groupQuery(pairs);
  checkNames(query, EXPORT_PARAMETERS, report);
  const value = {
    fields: readNames(query, 'fields', MOST_FIELDS, report),
    ...readSelection(query, report),
    sort: readSort(query, report),
    limit: PAGE,
    after: null,
    count: false,
  };
  return outcome(value, errors);
}
