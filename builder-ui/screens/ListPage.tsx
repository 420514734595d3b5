import { ActionIcon, Button, Menu } from '@mantine/core';
import { ArrowDownUp, Check, Ellipsis, Plus } from 'lucide-react';
import { useCallback } from 'react';
import type { TableView } from '../../runtime/wire/view.ts';
import { useFormats } from '../format/formats.ts';
import type { ListSearch } from '../routes/list-search.ts';
import { newPath, type Place } from '../routes/place.ts';
import { useGo } from '../routes/PlaceLink.tsx';
import { usePageTitle } from '../shell/page-title.ts';
import { useShortcuts } from '../shell/shortcuts.ts';
import { ColumnChooser } from '../table/ColumnChooser.tsx';
import { ExportLink } from '../table/ExportLink.tsx';
import { FilterBar } from '../table/filters/FilterBar.tsx';
import { RecordTable } from '../table/RecordTable.tsx';
import { SearchBox } from '../table/SearchBox.tsx';
import { nextSort, sortDirection } from '../table/sort-state.ts';
import { useListColumns, type ListColumns } from '../table/use-list-columns.ts';
import { useListQuery, useRecordRows, type RecordRows } from '../table/use-record-rows.ts';
import { inSentence } from '../format/in-sentence.ts';
import classes from '../table/list.module.css';
import bar from '../table/toolbar.module.css';

type Props = {
  readonly view: TableView;
  readonly place: Place;
  readonly search: ListSearch;
  readonly onSearch: (search: ListSearch, how?: { readonly replace?: boolean }) => void;
};

function Count({ view, data }: { readonly view: TableView; readonly data: RecordRows }) {
  const formats = useFormats();
  const { count } = data;
  if (count === null) return <span className={classes.count} />;
  const one = count.value === 1 && !count.capped;
  const noun = inSentence(one ? view.entity.title : view.entity.plural);
  return (
    <output
      className={classes.count}
      title={`${formats.count(count.value)}${count.capped ? '+' : ''} ${noun}`}
    >
      {formats.count(count.value)}
      {count.capped ? '+' : ''}
    </output>
  );
}

/** Sorting without column heads, as on a telephone, and for the keyboard. */
function SortMenu({
  view,
  search,
  onSearch,
  columns,
}: Omit<Props, 'place'> & { readonly columns: ListColumns }) {
  const sort = search.sort?.split(',') ?? view.sort;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon size={28} aria-label="Sort">
          <ArrowDownUp size={15} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {columns.shown
          .filter((column) => column.sortable)
          .map((column) => {
            const direction = sortDirection(sort, column.path);
            return (
              <Menu.Item
                key={column.path}
                rightSection={direction === null ? null : direction === 'ascending' ? 'up' : 'down'}
                onClick={() => {
                  const { sort: _sort, ...rest } = search;
                  const next = nextSort(sort, column.path, false).join(',');
                  onSearch(next === '' ? rest : { ...rest, sort: next });
                }}
              >
                {column.label}
              </Menu.Item>
            );
          })}
      </Menu.Dropdown>
    </Menu>
  );
}

function DeletedMenu({ view, search, onSearch }: Omit<Props, 'place'>) {
  const on = search.deleted === 'true';
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon size={28} aria-label="More">
          <Ellipsis size={15} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          rightSection={on ? <Check size={14} aria-hidden /> : null}
          onClick={() => {
            const { deleted: _deleted, ...rest } = search;
            onSearch(on ? rest : { ...rest, deleted: 'true' });
          }}
        >
          {on
            ? `Back to current ${inSentence(view.entity.plural)}`
            : `Deleted ${inSentence(view.entity.plural)}`}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function useListShortcuts({ view, place, search, onSearch }: Props): void {
  const go = useGo();
  const create = useCallback(() => view.can.create && go({ path: newPath(place) }), [view, place, go]);
  const press = (selector: string): void => document.querySelector<HTMLElement>(selector)?.click();
  useShortcuts('List', [
    {
      keys: '/',
      label: 'Search the list',
      run: () => document.querySelector<HTMLElement>('[data-list-search]')?.focus(),
    },
    { keys: 'f', label: 'Add a filter', run: () => press('[data-list-filter]') },
    { keys: 'n', label: `New ${inSentence(view.entity.title)}`, run: create },
    {
      keys: 'x',
      label: 'Clear search and filters',
      run: () =>
        onSearch(
          Object.fromEntries(
            Object.entries(search).filter(([name]) => name === 'sort' || name === 'columns'),
          ) as ListSearch,
        ),
    },
  ]);
}

/** A list: its title and count, search and filters, and the rows. */
export function ListPage(props: Props) {
  const { view, place, search, onSearch } = props;
  const go = useGo();
  const columns = useListColumns(view, search, (next) => onSearch(next, { replace: true }));
  const query = useListQuery(view, search, columns.shown);
  const data = useRecordRows(view.entity.name, query, columns.ready);
  const deleted = search.deleted === 'true';
  const title = deleted ? `Deleted ${inSentence(view.entity.plural)}` : view.title;
  usePageTitle(title);
  useListShortcuts(props);
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <h1 className={classes.title}>{title}</h1>
        <Count view={view} data={data} />
        {view.can.create && !deleted ? (
          <Button leftSection={<Plus size={14} aria-hidden />} onClick={() => go({ path: newPath(place) })}>
            New<span className={classes.noun}>&nbsp;{inSentence(view.entity.title)}</span>
          </Button>
        ) : null}
      </header>
      <div className={bar.toolbar}>
        {view.search.length === 0 ? null : (
          <SearchBox
            value={search.q ?? ''}
            fields={view.search}
            onSearch={(q) => {
              const { q: _q, ...rest } = search;
              onSearch(q.trim() === '' ? rest : { ...rest, q: q.trim() }, { replace: true });
            }}
          />
        )}
        <FilterBar view={view} search={search} onSearch={(next) => onSearch(next, { replace: true })} />
        <span className={bar.space} />
        <span className={bar.narrowOnly}>
          <SortMenu view={view} search={search} onSearch={onSearch} columns={columns} />
        </span>
        {view.can.export && !deleted ? <ExportLink view={view} query={query} /> : null}
        <ColumnChooser view={view} columns={columns} />
        {view.can.delete ? <DeletedMenu view={view} search={search} onSearch={onSearch} /> : null}
      </div>
      <RecordTable
        key={String(deleted)}
        view={view}
        place={place}
        search={search}
        onSearch={onSearch}
        columns={columns}
        data={data}
      />
    </div>
  );
}
