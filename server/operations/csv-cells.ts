import { stringify } from 'csv-stringify/sync';
import type { ReadField } from '../../runtime/plan/record-plan.ts';
import type { FieldTypeName } from '../../runtime/model/field.ts';

type Row = Readonly<Record<string, unknown>>;

const NUMBERS: ReadonlySet<FieldTypeName> = new Set<FieldTypeName>([
  'integer',
  'decimal',
  'money',
  'percent',
  'duration',
]);

/** The first line of an export: the id, then the paths of the fields. */
export function csvHead(fields: readonly ReadField[]): string {
  return lines([['id', ...fields.map(({ path }) => asText(path))]]);
}

/** Records, as lists send them, as lines of CSV. */
export function csvRows(fields: readonly ReadField[], rows: readonly Row[]): string {
  return lines(
    rows.map((row) => [String(row['id']), ...fields.map((field) => cell(field, row[field.path]))]),
  );
}

function lines(cells: readonly (readonly string[])[]): string {
  return stringify(cells as string[][], { record_delimiter: 'windows' });
}

function cell(field: ReadField, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean' || typeof value === 'number') return String(value);
  if (field.form !== 'lines' && NUMBERS.has(field.at.field.type) && isNumber(value)) return value;
  return asText(textOf(value));
}

function isNumber(value: unknown): value is string {
  return typeof value === 'string' && /^-?\d+(?:\.\d+)?$/u.test(value);
}

/** A reference by its title, a list by its items, a masked value by its mask; anything else that is not text as JSON. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map((item) => textOf(item)).join(', ');
  if (typeof value === 'object' && value !== null) {
    if ('masked' in value) return String(value.masked);
    if ('id' in value && 'title' in value) return String(value.title ?? value.id);
  }
  return JSON.stringify(value);
}

/** Text that a spreadsheet would take for a formula is marked as text; numbers are left as they are. */
function asText(text: string): string {
  return /^[=+\-@\t\r]/u.test(text) ? `'${text}` : text;
}
