import { useVirtualizer, defaultRangeExtractor, type Range } from '@tanstack/react-virtual';
import { useCallback, useLayoutEffect, useMemo, useRef, useState, type CSSProperties } from 'react';
import type { TableView } from '../../runtime/wire/view.ts';
import { CardRow } from './CardRow.tsx';
import { gridTemplate, leastWidth } from './column-layout.ts';
import { GridHeader } from './GridHeader.tsx';
import { GridRow, type RowActions } from './GridRow.tsx';
import { keptPosition, keepPosition } from './list-position.ts';
import { useTableModel } from './table-model.ts';
import { useGridKeys } from './use-grid-keys.ts';
import type { ListColumns } from './use-list-columns.ts';
import type { RecordRows } from './use-record-rows.ts';
import type { useRowSelection } from './use-row-selection.ts';
import classes from './grid.module.css';

/** Rows that are drawn beyond the visible ones on each side. */
const OVERSCAN = 12;
/** The next page is asked for when fewer rows than this are left below. */
const AHEAD = 40;

type Props = {
  readonly view: TableView;
  readonly columns: ListColumns;
  readonly data: RecordRows;
  readonly selection: ReturnType<typeof useRowSelection>;
  readonly selectable: boolean;
  readonly cards: boolean;
  readonly sort: readonly string[];
  readonly onSort: (sort: readonly string[]) => void;
  readonly address: RowActions['address'];
  readonly onOpen: (index: number, inNewTab: boolean) => void;
  /** Under this name the scroll position is kept until the list is opened again. */
  readonly positionKey: string;
};

function useRows({ data, cards, positionKey }: Props, active: { readonly current: number }) {
  const scroller = useRef<HTMLDivElement>(null);
  const rem = useMemo(() => Number.parseFloat(getComputedStyle(document.documentElement).fontSize), []);
  const virtualizer = useVirtualizer({
    count: data.rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (cards ? 3.75 : 1.875) * rem,
    overscan: OVERSCAN,
    scrollPaddingStart: cards ? 0 : 1.875 * rem,
    initialOffset: keptPosition(positionKey)?.offset ?? 0,
    rangeExtractor: (range: Range) => {
      const shown = defaultRangeExtractor(range);
      const at = active.current;
      return shown.includes(at) || at >= range.count ? shown : [...shown, at].sort((a, b) => a - b);
    },
  });
  const last = virtualizer.range?.endIndex ?? 0;
  const { loadMore } = data;
  const nearEnd = data.hasMore && !data.isStale && last >= data.rows.length - AHEAD;
  useLayoutEffect(() => {
    if (nearEnd) loadMore();
  });
  return { scroller, virtualizer };
}

/** The rows of a list, drawn as far as they are visible. */
export function RecordGrid(props: Props) {
  const { view, columns, data, selection, selectable, cards, sort, onSort, address, onOpen, positionKey } =
    props;
  const activeIndex = useRef(keptPosition(positionKey)?.active ?? 0);
  const { scroller, virtualizer } = useRows(props, activeIndex);
  const [draft, setDraft] = useState<Readonly<Record<string, number>> | null>(null);
  const widths = draft ?? columns.widths;
  const table = useTableModel({
    rows: data.rows,
    columns: columns.shown,
    widths,
    selection: selection.selection,
  });
  const rows = table.getRowModel().rows;
  const toggle = selectable ? selection.toggle : null;
  const keys = useGridKeys(
    {
      count: rows.length,
      pageRows: () => Math.max(1, virtualizer.getVirtualItems().length - 2 * OVERSCAN - 1),
      scrollTo: (index) => virtualizer.scrollToIndex(index, { align: 'auto' }),
      open: onOpen,
      toggle,
      selectAll: selection.selectAll,
      clear: selection.clear,
      hasSelection: selection.selected.length > 0,
    },
    activeIndex.current,
  );
  activeIndex.current = keys.active;
  const { setActive } = keys;

  const opener = useRef(onOpen);
  opener.current = onOpen;
  const actions: RowActions = useMemo(
    () => ({
      address,
      open: (index, inNewTab) => opener.current(index, inNewTab),
      activate: setActive,
      toggle,
    }),
    [address, setActive, toggle],
  );

  const onScroll = useCallback(() => {
    const element = scroller.current;
    if (element === null) return;
    keepPosition(positionKey, { offset: element.scrollTop, active: activeIndex.current });
    element.toggleAttribute('data-scrolled', element.scrollLeft > 0);
  }, [positionKey, scroller]);

  const resize = (path: string, width: number, done: boolean): void => {
    const next = { ...widths, [path]: width };
    if (done) columns.resize(next);
    setDraft(done ? null : next);
  };

  const style = {
    '--list-columns': gridTemplate(columns.shown, widths, selectable),
    '--list-least': cards ? '0' : leastWidth(columns.shown, widths, selectable),
  } as CSSProperties;
  const allSelected = rows.length > 0 && table.getIsAllRowsSelected();
  const RowView = cards ? CardRow : GridRow;
  return (
    <div ref={scroller} className={classes.scroller} onScroll={onScroll}>
      <div
        role="grid"
        aria-label={view.title}
        aria-rowcount={data.count === null || data.count.capped ? -1 : data.count.value + 1}
        aria-multiselectable={selectable}
        aria-busy={data.isStale}
        className={classes.grid}
        style={style}
        onKeyDown={keys.onKeyDown}
      >
        {cards ? null : (
          <div role="rowgroup" className={classes.headerGroup}>
            <GridHeader
              columns={columns.shown}
              sort={sort}
              onSort={onSort}
              onResize={resize}
              selectAll={
                selectable
                  ? {
                      state: allSelected ? 'all' : selection.selected.length > 0 ? 'some' : 'none',
                      onChange: allSelected ? selection.clear : selection.selectAll,
                    }
                  : null
              }
            />
          </div>
        )}
        <div
          role="rowgroup"
          className={classes.body}
          data-stale={data.isStale || undefined}
          style={{ height: virtualizer.getTotalSize() }}
        >
          {virtualizer.getVirtualItems().map((item) => {
            const row = rows[item.index];
            return row === undefined ? null : (
              <RowView
                key={row.id}
                record={row.original}
                entity={view.entity}
                columns={columns.shown}
                index={item.index}
                top={item.start}
                isActive={item.index === keys.active}
                isSelected={row.getIsSelected()}
                wantsFocus={keys.wantsFocus}
                actions={actions}
              />
            );
          })}
        </div>
      </div>
      {data.hasMore ? <div className={classes.more}>Loading more…</div> : null}
    </div>
  );
}
