import { isDate } from '../model/field-types/temporal.ts';
import { FIELD_TYPES } from '../model/field-types/registry.ts';
import type { RequestedFilter, RequestedSelection } from '../request/query.ts';
import { outcome } from '../request/outcome.ts';
import type { Outcome } from '../request/outcome.ts';
import type { FieldErrorJson } from '../wire/record.ts';
import type { Column } from './column.ts';
import type { PlannedFilter, Selection } from './list-plan.ts';

/** Bound values of one filter. For instants the half-open range from `values` to `ends` that each text names. */
export type FilterValues = { readonly values: readonly string[]; readonly ends: readonly string[] };

/** A word of the search; `numbers` holds, for each searched field, the number it may be, for sequences. */
export type SearchWord = { readonly text: string; readonly numbers: readonly (string | null)[] };

/** Values for the places that a list plan leaves open. */
export type ListValues = {
  readonly filters: readonly FilterValues[];
  readonly words: readonly SearchWord[];
};

/** Reads the texts of a request by the types of the plan's fields; refuses those that are not of the type. */
export function readListValues(
  plan: Selection,
  request: RequestedSelection,
  timeZone: string,
): Outcome<ListValues> {
  const errors: FieldErrorJson[] = [];
  const filters = plan.filters.map((filter, index) =>
    readFilter(filter, request.filters[index], timeZone, errors),
  );
  const fields = plan.search?.fields ?? [];
  const words = request.words.map((text) => ({
    text,
    numbers: fields.map((field) => asNumber(field, text)),
  }));
  return outcome({ filters, words }, errors);
}

function asNumber(column: Column, text: string): string | null {
  if (column.field.type !== 'sequence') return null;
  const parsed = FIELD_TYPES.sequence.parseText(column.field, text);
  return parsed.ok ? parsed.value : null;
}

function readFilter(
  filter: PlannedFilter,
  requested: RequestedFilter | undefined,
  timeZone: string,
  errors: FieldErrorJson[],
): FilterValues {
  const values: string[] = [];
  const ends: string[] = [];
  for (const text of requested?.values ?? []) {
    const parsed = readText(filter, text);
    if (!parsed.ok) {
      const message = `Expected ${parsed.expected}, found \`${text.slice(0, 100)}\`.`;
      errors.push({ pointer: `?${filter.parameter}`, code: 'query/value', message });
      continue;
    }
    const range = filter.at.field.type === 'datetime' && filter.operator !== 'empty';
    values.push(range && parsed.day === true ? `${parsed.value} 00:00:00 ${timeZone}` : parsed.value);
    if (range)
      ends.push(parsed.day === true ? `${nextDay(parsed.value)} 00:00:00 ${timeZone}` : nextMs(parsed.value));
  }
  return { values, ends };
}

function readText(
  filter: PlannedFilter,
  text: string,
): ReturnType<(typeof FIELD_TYPES)['text']['parseText']> {
  if (filter.operator !== 'empty') return FIELD_TYPES[filter.at.field.type].parseText(filter.at.field, text);
  return text === 'true' || text === 'false'
    ? { ok: true, value: text }
    : { ok: false, expected: '`true` or `false`' };
}

/** The calendar's next day; after 9999-12-31 the end of Postgres's time. */
function nextDay(day: string): string {
  const next = new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  return isDate(next) ? next : '10000-01-01';
}

/** Instants have milliseconds; those that the system keeps with more are equal within a whole one. */
function nextMs(instant: string): string {
  return new Date(Date.parse(instant) + 1).toISOString().replace(/^\+0/u, '');
}
