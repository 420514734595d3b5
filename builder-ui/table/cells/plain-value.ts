import type { FieldView } from '../../../runtime/wire/view.ts';
import { isMasked } from './masked.tsx';
import type { LinkJson } from '../../../runtime/wire/record.ts';

/** A value as text for the clipboard and for naming a record: exact, in wire form, without formatting. */
export function plainValue(field: FieldView, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (isMasked(value)) return value.masked;
  if (Array.isArray(value)) return value.map((each) => plainValue(field, each)).join(', ');
  if (typeof value === 'object')
    return 'title' in value ? ((value as LinkJson).title ?? '') : JSON.stringify(value);
  if (typeof value !== 'string') return JSON.stringify(value);
  return field.options?.find((option) => option.name === value)?.label ?? value;
}
