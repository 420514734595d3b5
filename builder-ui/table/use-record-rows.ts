import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { RecordJson } from '../../runtime/wire/record.ts';
import type { ColumnView, TableView } from '../../runtime/wire/view.ts';
import { recordPagesQuery } from '../api/records.ts';
import type { Query } from '../api/request.ts';
import { useFormats } from '../format/formats.ts';
import { listQuery, type ListSearch } from '../routes/list-search.ts';
import { todayIn } from '../routes/relative-dates.ts';

const NO_ROWS: readonly RecordJson[] = [];

/** The very request that a list makes; the detail makes it too, to find the neighbours of its record. */
export function useListQuery(view: TableView, search: ListSearch, shown: readonly ColumnView[]): Query {
  const { timeZone } = useFormats();
  const today = todayIn(timeZone);
  return useMemo(
    () => listQuery(view, search, askedFields(view, shown), today),
    [view, search, shown, today],
  );
}

/** Shown columns and the title, which names the record in dialogs and for screen readers. */
function askedFields(view: TableView, shown: readonly ColumnView[]): readonly string[] {
  const title = view.columns.some((column) => column.path === view.entity.title_field);
  return [...new Set([...(title ? [view.entity.title_field] : []), ...shown.map((column) => column.path)])];
}

export type RecordRows = ReturnType<typeof useRecordRows>;

/** Rows of a list as far as they are loaded, and the way to load more. */
export function useRecordRows(entity: string, query: Query, enabled: boolean) {
  const pages = useInfiniteQuery({ ...recordPagesQuery(entity, query), enabled });
  const { data, fetchNextPage, hasNextPage, isFetchingNextPage, isPlaceholderData, error, isPending } = pages;
  const rows = useMemo(() => data?.pages.flatMap((page) => page.data) ?? NO_ROWS, [data]);
  return {
    rows,
    count: data?.pages[0]?.count ?? null,
    isPending,
    /** The rows are those of the list shown before; the new ones are on their way. */
    isStale: isPlaceholderData,
    isFetching: pages.isFetching,
    error,
    hasMore: hasNextPage,
    loadMore: () => {
      if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
    },
    retry: () => void pages.refetch(),
  };
}
