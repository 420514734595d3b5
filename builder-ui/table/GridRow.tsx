/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows are placed one by one, which no HTML table allows */
/* oxlint-disable jsx-a11y/click-events-have-key-events -- the grid around the rows has the keys */
import { Checkbox } from '@mantine/core';
import { memo, type MouseEvent } from 'react';
import type { RecordJson } from '../../runtime/wire/record.ts';
import type { ColumnView, EntityHead } from '../../runtime/wire/view.ts';
import { PlaceLink, type Address } from '../routes/PlaceLink.tsx';
import { CellValue } from './cells/CellValue.tsx';
import { recordTitle } from './record-title.ts';
import { useRowFocus } from './use-grid-keys.ts';
import type { SelectHow } from './use-row-selection.ts';
import classes from './grid.module.css';

/** Cells that are links themselves; the row's own link would swallow them. */
const LINKS = new Set(['reference', 'references', 'email', 'url', 'phone']);

export type RowActions = {
  readonly address: (record: RecordJson) => Address | null;
  readonly open: (index: number, inNewTab: boolean) => void;
  readonly activate: (index: number) => void;
  readonly toggle: ((index: number, how: SelectHow) => void) | null;
};

type Props = {
  readonly record: RecordJson;
  readonly entity: EntityHead;
  readonly columns: readonly ColumnView[];
  readonly index: number;
  readonly top: number;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  readonly takeFocus: () => boolean;
  readonly actions: RowActions;
};

/** Whether a press was meant for something inside the row, or ended a selection of text. */
export function isOwnPress(event: MouseEvent): boolean {
  const inside = (event.target as HTMLElement).closest('a, button, input, label');
  return inside === null && (globalThis.getSelection()?.isCollapsed ?? true);
}

function FirstValue({
  column,
  record,
  isActive,
  actions,
}: Pick<Props, 'record' | 'isActive' | 'actions'> & { readonly column: ColumnView }) {
  const value = record[column.path];
  const content = <CellValue field={column} value={value} focusable={isActive} />;
  const address = actions.address(record);
  if (address === null || LINKS.has(column.cell)) return content;
  return (
    <PlaceLink {...address} className={classes.rowLink} tabIndex={isActive ? 0 : -1}>
      {value === null || value === undefined || value === '' ? (
        <span className={classes.untitled}>Untitled</span>
      ) : (
        content
      )}
    </PlaceLink>
  );
}

function Row(props: Props) {
  const { record, entity, columns, index, top, isActive, isSelected, takeFocus, actions } = props;
  const row = useRowFocus(isActive, takeFocus);
  const press = (event: MouseEvent): void => {
    if (!isOwnPress(event)) return;
    actions.activate(index);
    if (event.shiftKey && actions.toggle !== null) actions.toggle(index, 'range');
    else actions.open(index, event.ctrlKey || event.metaKey || event.button === 1);
  };
  return (
    <div
      ref={row}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={actions.toggle === null ? undefined : isSelected}
      tabIndex={isActive ? 0 : -1}
      className={classes.row}
      data-selected={isSelected || undefined}
      style={{ transform: `translateY(${top}px)` }}
      onClick={press}
      onAuxClick={(event) => event.button === 1 && press(event)}
    >
      {actions.toggle === null ? null : (
        <div role="gridcell" className={classes.checkCell} data-sticky>
          <Checkbox
            aria-label={`Select ${recordTitle(entity, record)}`}
            checked={isSelected}
            tabIndex={isActive ? 0 : -1}
            onClick={(event) => actions.toggle?.(index, event.shiftKey ? 'range' : 'one')}
            onChange={() => undefined}
          />
        </div>
      )}
      {columns.map((column, at) => {
        return (
          <div
            key={column.path}
            role="gridcell"
            className={classes.cell}
            data-align={column.align}
            data-sticky={at === 0 || undefined}
          >
            {at === 0 ? (
              <FirstValue column={column} record={record} isActive={isActive} actions={actions} />
            ) : (
              <CellValue field={column} value={record[column.path]} focusable={isActive} />
            )}
          </div>
        );
      })}
    </div>
  );
}

/** One row of a list; drawn again only when its record, place, focus or selection changes. */
export const GridRow = memo(Row);
