import type {
  DesiredCheck,
  DesiredColumn,
  DesiredIndex,
  DesiredReference,
  DesiredTable,
} from '../sql/ddl.ts';
import type { Conversion } from './conversions.ts';

type On = { readonly table: DesiredTable };

/** One change of the records' schema. None of them ever drops a table, or a column or value that anybody wrote. */
export type Step =
  | (On & { readonly kind: 'create-table' })
  | (On & { readonly kind: 'add-column'; readonly column: DesiredColumn })
  /** Of a generated column: what it holds can be worked out again. */
  | (On & { readonly kind: 'drop-generated'; readonly column: string; readonly byTrigger: boolean })
  | (On & {
      readonly kind: 'change-type';
      readonly column: DesiredColumn;
      readonly from: string;
      readonly conversion: Conversion | null;
    })
  | (On & { readonly kind: 'create-sequence'; readonly column: DesiredColumn; readonly start: number })
  | (On & { readonly kind: 'drop-sequence'; readonly column: string })
  | (On & { readonly kind: 'raise-sequence'; readonly column: DesiredColumn; readonly start: number })
  | (On & { readonly kind: 'require'; readonly column: DesiredColumn })
  | (On & { readonly kind: 'allow-empty'; readonly column: string })
  | (On & { readonly kind: 'add-check'; readonly check: DesiredCheck })
  | (On & { readonly kind: 'add-reference'; readonly reference: DesiredReference })
  | (On & { readonly kind: 'drop-constraint'; readonly name: string })
  | (On & { readonly kind: 'create-index'; readonly index: DesiredIndex })
  | (On & { readonly kind: 'drop-index'; readonly name: string })
  /** The field is kept elsewhere from now on; what is there must be nothing, or it would vanish from sight. */
  | (On & {
      readonly kind: 'leave-place';
      readonly field: string;
      readonly place: { readonly table: string; readonly column: string | null };
    });
