import type { Field } from '../../runtime/model/field.ts';
import { FIELD_TYPES } from '../../runtime/model/field-types/registry.ts';

/** Whether the field has no column and is worked out wherever it is read. */
export function isComputedOnRead({ computed }: Field): boolean {
  return computed !== null && (computed.is === 'rollup' || computed.kept === 'read');
}

/** Type of the field's own column; null where it has none: links, lines, and what is computed on read. */
export function columnType(field: Field): string | null {
  return isComputedOnRead(field) ? null : FIELD_TYPES[field.type].sqlType(field);
}
