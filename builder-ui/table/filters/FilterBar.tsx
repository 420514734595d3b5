import { Menu } from '@mantine/core';
import { ListFilter } from 'lucide-react';
import { useState } from 'react';
import type { ColumnView, TableView } from '../../../runtime/wire/view.ts';
import { readFilters, withFilter, withoutFilters, type ListSearch } from '../../routes/list-search.ts';
import { FilterChip, FixedChip, WhereChip } from './FilterChip.tsx';
import classes from '../toolbar.module.css';

type Props = {
  readonly view: TableView;
  readonly search: ListSearch;
  readonly onSearch: (search: ListSearch) => void;
};

type MenuProps = { readonly columns: readonly ColumnView[]; readonly onPick: (path: string) => void };

/** Mantine calls every dropdown a menu; this one holds a text field too, which no menu may. */
const asDialog = (dropdown: HTMLElement | null): void => {
  dropdown?.setAttribute('role', 'dialog');
  dropdown?.removeAttribute('aria-orientation');
};

function FilterMenu({ columns, onPick }: MenuProps) {
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const found = columns.filter((column) => column.label.toLowerCase().includes(wanted));
  return (
    <Menu returnFocus={false} width={256} onClose={() => setText('')}>
      <Menu.Target>
        <button type="button" className={classes.quiet} data-list-filter>
          <ListFilter size={14} aria-hidden /> Filter
        </button>
      </Menu.Target>
      <Menu.Dropdown ref={asDialog}>
        <Menu.Search
          className={classes.menuSearch}
          placeholder="Filter by"
          aria-label="Find a column to filter by"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <div className={classes.menuList} {...(found.length === 0 ? {} : { role: 'menu' })}>
          {found.map((column) => (
            <Menu.Item key={column.path} onClick={() => onPick(column.path)}>
              {column.label}
            </Menu.Item>
          ))}
          {found.length === 0 ? <p className={classes.menuNote}>No column of that name</p> : null}
        </div>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Columns that can be filtered. Of a reference and its title only the reference is offered: it picks from the records. */
function offeredColumns(view: TableView): readonly ColumnView[] {
  const references = new Set(
    view.columns.filter((column) => column.cell === 'reference').map((column) => column.label),
  );
  return view.columns.filter(
    (column) => column.operators.length > 0 && (column.cell === 'reference' || !references.has(column.label)),
  );
}

/** Filters of a list: the screen's fixed ones, the person's own, and the menu that adds one. */
export function FilterBar({ view, search, onSearch }: Props) {
  const [editing, setEditing] = useState<string | null>(null);
  const fixed = new Set(view.filters.map((filter) => filter.path));
  const byPath = new Map(view.columns.map((column) => [column.path, column]));
  const filters = readFilters(search).filter(({ path }) => !fixed.has(path) && byPath.has(path));
  const present = new Set(filters.map((filter) => filter.path));
  const shown = [
    ...filters,
    ...(editing !== null && !present.has(editing) ? [{ path: editing, conditions: [] }] : []),
  ];
  const offered = offeredColumns(view).filter(
    (column) => !fixed.has(column.path) && !present.has(column.path),
  );
  return (
    <>
      {view.filters.map((filter) => {
        const column = byPath.get(filter.path);
        return column === undefined ? null : (
          <FixedChip key={`${filter.path}.${filter.operator}`} column={column} conditions={[filter]} />
        );
      })}
      {view.where === null ? null : <WhereChip words={view.where_words ?? view.where} />}
      {shown.map(({ path, conditions }) => {
        const column = byPath.get(path);
        return column === undefined ? null : (
          <FilterChip
            key={path}
            column={column}
            conditions={conditions}
            opened={editing === path}
            onOpen={(open) => setEditing(open ? path : null)}
            onChange={(next) => onSearch(withFilter(search, path, next))}
          />
        );
      })}
      {offered.length === 0 ? null : <FilterMenu columns={offered} onPick={setEditing} />}
      {filters.length === 0 ? null : (
        <button type="button" className={classes.quiet} onClick={() => onSearch(withoutFilters(search))}>
          Clear
        </button>
      )}
    </>
  );
}
