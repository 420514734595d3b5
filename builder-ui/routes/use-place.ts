import { useParams, useSearch } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import type { TableView } from '../../runtime/wire/view.ts';
import { entityViewQuery, screenQuery, useNavigation } from '../api/views.ts';
import { readListSearch, type ListSearch } from './list-search.ts';
import type { Place } from './place.ts';

type Params = {
  readonly tool?: string;
  readonly screen?: string;
  readonly entity?: string;
  readonly id?: string;
};

/** Names in the address of the page that is open. */
export function usePageParams(): Params {
  return useParams({ strict: false });
}

/** What the address says of the list that the page belongs to. */
export function usePageSearch(): ListSearch {
  return readListSearch(useSearch({ strict: false }));
}

/** The place that the address names; null where there is none of that name for the person. */
export function usePlace(): Place | null {
  const { tool, screen, entity } = usePageParams();
  const navigation = useNavigation();
  if (entity !== undefined) return { entity, tool: null, screen: null };
  if (tool === undefined || screen === undefined) return null;
  const found = navigation.tools
    .find((each) => each.name === tool)
    ?.screens.find((each) => each.name === screen);
  return found === undefined ? null : { entity: found.entity, tool, screen };
}

/** The list that a place stands for: the screen itself if it is a table, else the list of its entity. */
export function useTableView(place: Place): {
  view: TableView | undefined;
  error: Error | null;
  retry: () => void;
} {
  const own = place.tool !== null && place.screen !== null;
  const screen = useQuery({ ...screenQuery(place.tool ?? '', place.screen ?? ''), enabled: own });
  const isTable = screen.data?.kind === 'table';
  const table = useQuery({
    ...entityViewQuery('table', place.entity, place.tool),
    enabled: !own || (screen.data !== undefined && !isTable),
  });
  return {
    view: screen.data?.kind === 'table' ? screen.data : table.data,
    error: screen.error ?? table.error,
    retry: () => void (screen.error === null ? table.refetch() : screen.refetch()),
  };
}
