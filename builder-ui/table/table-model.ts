import {
  columnSizingFeature,
  rowSelectionFeature,
  tableFeatures,
  useTable,
  type ColumnDef,
} from '@tanstack/react-table';
import { useMemo } from 'react';
import type { RecordJson } from '../../runtime/wire/record.ts';
import type { ColumnView } from '../../runtime/wire/view.ts';
import { MIN_WIDTH, startWidth } from './column-layout.ts';
import type { Selection } from './use-row-selection.ts';

const features = tableFeatures({ columnSizingFeature, rowSelectionFeature });
type Features = typeof features;

function defineColumn(column: ColumnView): ColumnDef<Features, RecordJson> {
  return {
    id: column.path,
    accessorFn: (record) => record[column.path],
    size: startWidth(column),
    minSize: MIN_WIDTH,
  };
}

type Options = {
  readonly rows: readonly RecordJson[];
  readonly columns: readonly ColumnView[];
  readonly widths: Readonly<Record<string, number>>;
  readonly selection: Selection;
};

/** Rows and columns as TanStack Table models them. Sorting, filtering and paging are the server's. */
export function useTableModel({ rows, columns, widths, selection }: Options) {
  const definitions = useMemo(() => columns.map(defineColumn), [columns]);
  return useTable({
    features,
    data: rows,
    columns: definitions,
    getRowId: (record) => record.id,
    state: {
      columnSizing: widths,
      rowSelection: selection,
    },
  });
}
