import type { ColumnView } from '../../../runtime/wire/view.ts';
import { formatDuration, readDuration } from '../../form/values/duration-text.ts';
import { readDecimal, shiftPoint } from '../../form/values/number-text.ts';

/** Typed text as the server's filter value: empty for no bound, null when it is not a number of that kind. */
export function readNumber(column: ColumnView, typed: string, locale: string): string | null {
  if (typed.trim() === '') return '';
  if (column.cell === 'sequence') return typed.trim();
  const reading = column.cell === 'duration' ? readDuration(typed) : readDecimal(typed, locale);
  if (!reading.ok) return null;
  const value = String(reading.value ?? '');
  return column.cell === 'percent' && value !== '' ? shiftPoint(value, -2) : value;
}

/** A filter value as it would be typed. */
export function writeNumber(column: ColumnView, value: string): string {
  if (column.cell === 'percent' && /^-?\d+(?:\.\d+)?$/u.test(value)) return shiftPoint(value, 2);
  return column.cell === 'duration' ? formatDuration(Number(value)) : value;
}
