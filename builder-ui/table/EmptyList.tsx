import { Button } from '@mantine/core';
import { FilterX, Inbox, Plus, Trash2 } from 'lucide-react';
import type { TableView } from '../../runtime/wire/view.ts';
import { readFilters, withoutFilters, type ListSearch } from '../routes/list-search.ts';
import { newPath, type Place } from '../routes/place.ts';
import { useGo } from '../routes/PlaceLink.tsx';
import { EmptyPanel } from '../screens/EmptyPanel.tsx';
import { inSentence } from '../format/in-sentence.ts';

type Props = {
  readonly view: TableView;
  readonly place: Place;
  readonly search: ListSearch;
  readonly onSearch: (search: ListSearch) => void;
};

/** Whether the person searches or filters. */
export const isNarrowed = (search: ListSearch): boolean =>
  search.q !== undefined || readFilters(search).length > 0;

/** The way back to all rows of the list. */
export function ClearButton({ search, onSearch }: Pick<Props, 'search' | 'onSearch'>) {
  return (
    <Button variant="default" onClick={() => onSearch(withoutFilters(search))}>
      Clear search and filters
    </Button>
  );
}

/** A list without rows: nothing deleted, nothing that matches, or nothing yet. */
export function EmptyList({ view, place, search, onSearch }: Props) {
  const go = useGo();
  const plural = inSentence(view.entity.plural);
  if (search.deleted === 'true')
    return (
      <EmptyPanel
        icon={Trash2}
        title={`No deleted ${plural}`}
        text="Deleted records wait here until they are restored."
      />
    );
  if (isNarrowed(search))
    return (
      <EmptyPanel
        icon={FilterX}
        title={`No ${plural} match`}
        text={
          search.q === undefined
            ? 'No record meets all filters.'
            : `Nothing holds “${search.q}”${readFilters(search).length > 0 ? ' and meets all filters' : ''}.`
        }
      >
        <ClearButton search={search} onSearch={onSearch} />
      </EmptyPanel>
    );
  return (
    <EmptyPanel
      icon={Inbox}
      title={view.filters.length > 0 || view.where !== null ? 'Nothing here right now' : `No ${plural} yet`}
      text={view.entity.about ?? undefined}
    >
      {view.can.create ? (
        <Button leftSection={<Plus size={14} aria-hidden />} onClick={() => go({ path: newPath(place) })}>
          New {inSentence(view.entity.title)}
        </Button>
      ) : null}
    </EmptyPanel>
  );
}
