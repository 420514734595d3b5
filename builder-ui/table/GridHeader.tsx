/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows are placed one by one, which no HTML table allows */
import { Checkbox } from '@mantine/core';
import { ArrowDown, ArrowUp } from 'lucide-react';
import type { KeyboardEvent, MouseEvent } from 'react';
import type { ColumnView } from '../../runtime/wire/view.ts';
import { MIN_WIDTH } from './column-layout.ts';
import { ColumnEdge } from './ColumnEdge.tsx';
import { nextSort, sortDirection } from './sort-state.ts';
import classes from './grid.module.css';

type Props = {
  readonly columns: readonly ColumnView[];
  readonly sort: readonly string[];
  readonly onSort: (sort: readonly string[]) => void;
  readonly onResize: (path: string, width: number, done: boolean) => void;
  /** Null where rows cannot be selected. */
  readonly selectAll: { readonly state: 'none' | 'some' | 'all'; readonly onChange: () => void } | null;
};

/** Column labels: a press sorts, with Shift it sorts within the present order; Shift and arrows set the width. */
export function GridHeader({ columns, sort, onSort, onResize, selectAll }: Props) {
  return (
    <div role="row" className={classes.header} aria-rowindex={1}>
      {selectAll === null ? null : (
        <div role="columnheader" className={classes.checkCell} data-sticky>
          <Checkbox
            aria-label="Select all loaded rows"
            checked={selectAll.state === 'all'}
            indeterminate={selectAll.state === 'some'}
            onChange={selectAll.onChange}
          />
        </div>
      )}
      {columns.map((column, index) => (
        <HeaderCell
          key={column.path}
          column={column}
          sort={sort}
          onSort={onSort}
          onResize={onResize}
          sticky={index === 0}
        />
      ))}
    </div>
  );
}

type CellProps = Omit<Props, 'columns' | 'selectAll'> & {
  readonly column: ColumnView;
  readonly sticky: boolean;
};

function HeaderCell({ column, sort, onSort, onResize, sticky }: CellProps) {
  const direction = sortDirection(sort, column.path);
  const cell = {
    role: 'columnheader',
    className: classes.headerCell,
    'data-align': column.align,
    'data-sticky': sticky || undefined,
    'aria-sort': direction ?? (column.sortable ? 'none' : undefined),
  } as const;
  const widen = (event: KeyboardEvent<HTMLElement>): void => {
    if (!event.shiftKey || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return;
    event.preventDefault();
    const width = event.currentTarget.parentElement?.getBoundingClientRect().width ?? MIN_WIDTH;
    onResize(column.path, Math.max(MIN_WIDTH, width + (event.key === 'ArrowRight' ? 16 : -16)), true);
  };
  const press = (event: MouseEvent): void => onSort(nextSort(sort, column.path, event.shiftKey));
  return (
    <div {...cell}>
      {column.sortable ? (
        <button
          type="button"
          className={classes.sortButton}
          onClick={press}
          onKeyDown={widen}
          title={column.help ?? undefined}
        >
          <span className={classes.headerLabel}>{column.label}</span>
          {direction === 'ascending' ? <ArrowUp size={13} aria-hidden /> : null}
          {direction === 'descending' ? <ArrowDown size={13} aria-hidden /> : null}
        </button>
      ) : (
        <span className={classes.headerLabel} title={column.help ?? undefined}>
          {column.label}
        </span>
      )}
      <ColumnEdge onResize={(width, done) => onResize(column.path, width, done)} />
    </div>
  );
}
