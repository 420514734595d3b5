import type { ReactNode } from 'react';
import type { ColumnView } from '../../../runtime/wire/view.ts';
import type { Condition } from '../../routes/list-search.ts';

export type EditorProps = {
  readonly column: ColumnView;
  readonly conditions: readonly Condition[];
  /** Applied at once; an empty list takes the filter away. */
  readonly onChange: (conditions: readonly Condition[]) => void;
};

/** Edits the conditions on one column, inside the filter's popover. */
export type FilterEditor = (props: EditorProps) => ReactNode;
