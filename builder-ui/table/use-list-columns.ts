import { useMemo } from 'react';
import type { ColumnView, TableView } from '../../runtime/wire/view.ts';
import { usePreference } from '../api/preferences.ts';
import type { ListSearch } from '../routes/list-search.ts';

type Choice = {
  readonly columns: readonly string[] | null;
  readonly widths: Readonly<Record<string, number>>;
};

export type ListColumns = {
  readonly shown: readonly ColumnView[];
  readonly widths: Readonly<Record<string, number>>;
  /** False until the person's own choice has been read; a list waits for it so that columns do not jump. */
  readonly ready: boolean;
  readonly isChosen: boolean;
  readonly choose: (paths: readonly string[]) => void;
  readonly resize: (widths: Readonly<Record<string, number>>) => void;
  readonly reset: () => void;
};

const NO_WIDTHS: Readonly<Record<string, number>> = {};

/**
 * Columns of a list: those in the address, else those the person chose here earlier, else the author's. A column that is
 * not (or no longer) offered is passed over.
 */
export function useListColumns(
  view: TableView,
  search: ListSearch,
  onSearch: (search: ListSearch) => void,
): ListColumns {
  const key = `columns.${view.tool ?? 'all'}.${view.screen ?? view.entity.name}`;
  const { value, ready, choose: keep } = usePreference<Choice>(key);
  const own = value?.columns ?? null;
  const widths = value?.widths ?? NO_WIDTHS;
  const wanted = search.columns;
  const shown = useMemo(() => {
    const byPath = new Map(view.columns.map((column) => [column.path, column]));
    const pick = (paths: readonly string[]): ColumnView[] =>
      [...new Set(paths)].map((path) => byPath.get(path)).filter((column) => column !== undefined);
    const candidates = [wanted?.split(','), own, view.shown, view.columns.map((column) => column.path)];
    for (const paths of candidates) {
      const columns = pick(paths ?? []);
      if (columns.length > 0) return columns;
    }
    return [];
  }, [view, wanted, own]);
  return {
    shown,
    widths,
    ready: ready || wanted !== undefined,
    isChosen: own !== null || wanted !== undefined || Object.keys(widths).length > 0,
    choose: (paths) => {
      keep({ columns: paths, widths });
      onSearch({ ...search, columns: paths.join(',') });
    },
    resize: (next) => keep({ columns: own, widths: next }),
    reset: () => {
      keep({ columns: null, widths: {} });
      const { columns: _columns, ...rest } = search;
      onSearch(rest);
    },
  };
}
