import { FIELD_TYPES } from '../../runtime/model/field-types/registry.ts';
import type { DesiredColumn, DesiredTable } from '../sql/ddl.ts';
import { inApp, literal, quote } from '../sql/ddl-quote.ts';

/**
 * SQL for the value that records already there get in a new column: the field's default, as if they had been created
 * with it (`now`, `today` and `user` mean when and by whom they were). Null without a default. `timeZone` is the
 * workspace's, for `today`.
 */
export function backfill(column: DesiredColumn, timeZone: string): string | null {
  const { field } = column;
  if (field === null) return null;
  if (field.type === 'sequence') return 'null'; // numbered when its sequence is made
  if (!('default' in field) || field.default === null) return null;
  if (field.type === 'user') return 'created_by';
  if (field.type === 'datetime' && field.default === 'now') return 'created_at';
  if (field.type === 'date' && field.default === 'today')
    return `(created_at at time zone ${literal(timeZone)})::date`;
  const value = FIELD_TYPES[field.type].toDatabase(field, field.default);
  if (value === null) return null;
  const text = typeof value === 'string' ? literal(value) : `array[${value.map(literal).join(', ')}]`;
  return `${text}::${column.type}`;
}

/** Whether that value is another one for each record: when and by whom it was created. */
export function isFilledPerRecord({ field }: DesiredColumn): boolean {
  if (field === null || !('default' in field) || field.default === null) return false;
  if (field.type === 'user') return true;
  return (
    (field.type === 'datetime' && field.default === 'now') ||
    (field.type === 'date' && field.default === 'today')
  );
}

/** Fills a new column; only where there is something to fill in. */
export function backfillStatement(table: DesiredTable, column: DesiredColumn, timeZone: string): string[] {
  const value = backfill(column, timeZone);
  return value === null || value === 'null'
    ? []
    : [`update ${inApp(table.name)} set ${quote(column.name)} = ${value}`];
}
