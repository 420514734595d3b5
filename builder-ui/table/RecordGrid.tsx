/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows are placed one by one, which no HTML table allows */
import { useVirtualizer, defaultRangeExtractor, type Range } from '@tanstack/react-virtual';
import { useLayoutEffect, useMemo, useRef, useState, type CSSProperties, type UIEvent } from 'react';
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

function useRows({ data, cards, positionKey }: Props, active: number) {
  const scroller = useRef<HTMLDivElement>(null);
  const rem = useMemo(() => Number.parseFloat(getComputedStyle(document.documentElement).fontSize), []);
  // oxlint-disable-next-line react/incompatible-library -- the compiler is not used; the virtualizer is read on every draw
  const virtualizer = useVirtualizer({
    count: data.rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (cards ? 3.75 : 1.875) * rem,
    overscan: OVERSCAN,
    scrollPaddingStart: cards ? 0 : 1.875 * rem,
    initialOffset: keptPosition(positionKey)?.offset ?? 0,
    rangeExtractor: (range: Range) => {
      const shown = defaultRangeExtractor(range);
      const kept = shown.includes(active) || active >= range.count;
      return kept ? shown : [...shown, active].sort((a, b) => a - b);
    },
  });
  // Another search, filter or sort is another list: it begins at its top, or where it was left.
  const placed = useRef(positionKey);
  useLayoutEffect(() => {
    if (placed.current === positionKey) return;
    placed.current = positionKey;
    scroller.current?.scrollTo({ top: keptPosition(positionKey)?.offset ?? 0 });
  }, [positionKey]);
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
  const [wanted, setActive] = useState(() => keptPosition(positionKey)?.active ?? 0);
  const [drawnKey, setDrawnKey] = useState(positionKey);
  if (drawnKey !== positionKey) {
    setDrawnKey(positionKey);
    setActive(keptPosition(positionKey)?.active ?? 0);
  }
  const active = Math.max(0, Math.min(wanted, data.rows.length - 1));
  const { scroller, virtualizer } = useRows(props, active);
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
  const actions: RowActions = useMemo(
    () => ({
      address,
      open: (index, inNewTab) => {
        keepPosition(positionKey, { offset: scroller.current?.scrollTop ?? 0, active: index });
        onOpen(index, inNewTab);
      },
      activate: setActive,
      toggle,
    }),
    [address, onOpen, toggle, positionKey, scroller],
  );
  const keys = useGridKeys(active, setActive, {
    count: rows.length,
    pageRows: () => Math.max(1, virtualizer.getVirtualItems().length - 2 * OVERSCAN - 1),
    scrollTo: (index) => virtualizer.scrollToIndex(index, { align: 'auto' }),
    open: actions.open,
    toggle,
    selectAll: selection.selectAll,
    clear: selection.clear,
    hasSelection: selection.selected.length > 0,
  });

  const onScroll = (event: UIEvent<HTMLElement>): void => {
    const element = event.currentTarget;
    keepPosition(positionKey, { offset: element.scrollTop, active });
    element.toggleAttribute('data-scrolled', element.scrollLeft > 0);
  };

  const resize = (path: string, width: number, done: boolean): void => {
    const next = { ...widths, [path]: width };
    if (done) columns.resize(next);
    setDraft(done ? null : next);
  };

  const layout = { widths, selectable, title: view.entity.title_field };
  const style = {
    '--list-columns': gridTemplate(columns.shown, layout),
    '--list-least': cards ? '0' : leastWidth(columns.shown, layout),
  } as CSSProperties;
  const allSelected = rows.length > 0 && table.getIsAllRowsSelected();
  const RowView = cards ? CardRow : GridRow;
  return (
    <div ref={scroller} className={classes.scroller} onScroll={onScroll}>
      <div
        role="grid"
        tabIndex={-1}
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
                isActive={item.index === active}
                isSelected={row.getIsSelected()}
                takeFocus={keys.takeFocus}
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
