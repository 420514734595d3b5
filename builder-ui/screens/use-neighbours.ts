import { useCallback } from 'react';
import type { TableView } from '../../runtime/wire/view.ts';
import type { ListSearch } from '../routes/list-search.ts';
import { recordPath, type Place } from '../routes/place.ts';
import { useGo } from '../routes/PlaceLink.tsx';
import { useTableView } from '../routes/use-place.ts';
import { useListColumns } from '../table/use-list-columns.ts';
import { useListQuery, useRecordRows } from '../table/use-record-rows.ts';

export type Neighbours = {
  readonly previous: (() => void) | null;
  readonly next: (() => void) | null;
};

/** Stands in until the list's own view has arrived. */
const NO_VIEW: TableView = {
  kind: 'table',
  entity: { name: '', title: '', plural: '', about: null, title_field: '' },
  tool: null,
  screen: null,
  title: '',
  can: { create: false, update: false, delete: false, export: false },
  columns: [],
  shown: [],
  sort: [],
  filters: [],
  where: null,
  where_words: null,
  search: [],
};
const ignore = (): void => undefined;

/** The records before and after this one in the list that the address tells of. Rows already loaded are not asked for again. */
export function useNeighbours(place: Place, search: ListSearch, id: string): Neighbours {
  const go = useGo();
  const table = useTableView(place).view;
  const view = table ?? NO_VIEW;
  const columns = useListColumns(view, search, ignore);
  const query = useListQuery(view, search, columns.shown);
  const { rows, loadMore, hasMore } = useRecordRows(
    place.entity,
    query,
    table !== undefined && columns.ready,
  );
  const at = rows.findIndex((row) => row.id === id);
  const open = useCallback(
    (index: number) => {
      const row = rows[index];
      if (row !== undefined) go({ path: recordPath(place, row.id), search }, { replace: true });
    },
    [rows, go, place, search],
  );
  if (at === -1) return { previous: null, next: null };
  if (hasMore && at >= rows.length - 2) loadMore();
  return {
    previous: at > 0 ? () => open(at - 1) : null,
    next: at < rows.length - 1 ? () => open(at + 1) : null,
  };
}
