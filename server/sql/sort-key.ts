import type { Field } from '../../runtime/model/field.ts';
import { columnType } from './column-type.ts';

/** Bytes that a key of a btree index holds, with room for the row's own: Postgres stops at 2704. */
export const INDEX_KEY_BYTES = 2600;
/** Characters by which longer texts are put in order. */
const SORT_LENGTH = 200;

/** Bytes that a value of the field takes at most in an index; 4 per character is what UTF-8 needs. */
export function keyBytes(field: Field): number {
  if ('maxLength' in field) return field.maxLength * 4;
  return field.type === 'choice' ? 200 : 16;
}

/**
 * The expression by which lists order a field, over its (quoted) column; every index for sorting is over exactly this.
 * Texts are ordered as people do, in `jig.listing`; those that no index could hold whole, by their beginning.
 */
export function sortKey(field: Field, column: string): string {
  if (!('maxLength' in field)) return column;
  return keyBytes(field) > INDEX_KEY_BYTES
    ? `left(${column}, ${SORT_LENGTH}) collate jig.listing`
    : `${column} collate jig.listing`;
}

/** Bytes that `sortKey` takes at most in an index. */
export function sortKeyBytes(field: Field): number {
  return Math.min(keyBytes(field), 'maxLength' in field ? Math.max(SORT_LENGTH * 4, 0) : 16);
}

/** Whether the field's value is a column of the record's own table. */
export function isColumn(field: Field): boolean {
  return columnType(field) !== null;
}
