import { useMediaQuery } from '@mantine/hooks';
import { useCallback, useMemo, useState } from 'react';
import type { RecordJson } from '../../runtime/wire/record.ts';
import type { TableView } from '../../runtime/wire/view.ts';
import type { ListSearch } from '../routes/list-search.ts';
import { recordPath, type Place } from '../routes/place.ts';
import { useGo, type Address } from '../routes/PlaceLink.tsx';
import { ProblemPanel } from '../screens/ProblemPanel.tsx';
import { ClearButton, EmptyList, isNarrowed } from './EmptyList.tsx';
import { GridSkeleton } from './GridSkeleton.tsx';
import { RecordGrid } from './RecordGrid.tsx';
import { SelectionBar } from './SelectionBar.tsx';
import type { ListColumns } from './use-list-columns.ts';
import type { RecordRows } from './use-record-rows.ts';
import { useRowSelection } from './use-row-selection.ts';
import classes from './list.module.css';

/** Below this width rows become cards; also at 200 % zoom of a usual screen. */
const NARROW = '(max-width: 44em)';

type Props = {
  readonly view: TableView;
  readonly place: Place;
  readonly search: ListSearch;
  readonly onSearch: (search: ListSearch) => void;
  readonly columns: ListColumns;
  readonly data: RecordRows;
};

function useOpening({ place, search, data }: Props) {
  const go = useGo();
  const address = useCallback(
    (record: RecordJson): Address => ({ path: recordPath(place, record.id), search }),
    [place, search],
  );
  const { rows } = data;
  const open = useCallback(
    (index: number, inNewTab: boolean): void => {
      const record = rows[index];
      if (record === undefined) return;
      if (inNewTab) globalThis.open(recordPath(place, record.id), '_blank', 'noopener');
      else go(address(record));
    },
    [rows, place, go, address],
  );
  return { address, open };
}

/** The name of the list whose rows are shown: while a new one is on its way, still the one before. */
function useShownList(name: string, isStale: boolean): string {
  const [shown, setShown] = useState(name);
  if (!isStale && shown !== name) setShown(name);
  return isStale ? shown : name;
}

/** The rows of a list with everything that can be done to them, in whatever state the list is. */
export function RecordTable(props: Props) {
  const { view, place, search, onSearch, columns, data } = props;
  const cards =
    useMediaQuery(NARROW, globalThis.matchMedia(NARROW).matches, { getInitialValueInEffect: false }) ?? false;
  const selection = useRowSelection(data.rows);
  const { address, open } = useOpening(props);
  const { clear } = selection;
  const deleted = search.deleted === 'true';
  const selectable = view.can.delete || view.can.export;
  const sort = useMemo(
    () => (search.sort === undefined ? view.sort : search.sort.split(',').filter((path) => path !== '')),
    [search.sort, view.sort],
  );
  const onSort = (next: readonly string[]): void => {
    const { sort: _sort, ...rest } = search;
    onSearch(next.length === 0 ? rest : { ...rest, sort: next.join(',') });
  };
  const positionKey = useShownList(
    `${place.tool}/${place.screen}/${place.entity}?${JSON.stringify(search)}`,
    data.isStale,
  );

  if (data.rows.length === 0 && data.error !== null)
    return (
      <ProblemPanel error={data.error} onRetry={data.retry}>
        {isNarrowed(search) ? <ClearButton search={search} onSearch={onSearch} /> : null}
      </ProblemPanel>
    );
  if (data.isPending || !columns.ready)
    return (
      <GridSkeleton columns={columns} layout={{ title: view.entity.title_field, selectable }} cards={cards} />
    );
  if (data.rows.length === 0)
    return <EmptyList view={view} place={place} search={search} onSearch={onSearch} />;
  return (
    <div className={classes.table}>
      {data.error === null ? null : (
        <output className={classes.staleNote}>
          These rows may be out of date: {data.error.message}{' '}
          <button type="button" onClick={data.retry}>
            Try again
          </button>
        </output>
      )}
      <RecordGrid
        key={String(cards)}
        view={view}
        columns={columns}
        data={data}
        selection={selection}
        selectable={selectable}
        cards={cards}
        sort={sort}
        onSort={onSort}
        address={address}
        onOpen={open}
        positionKey={positionKey}
      />
      <SelectionBar
        view={view}
        columns={columns.shown}
        selected={selection.selected}
        onClear={clear}
        deleted={deleted}
      />
    </div>
  );
}
