/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows are placed one by one, which no HTML table allows */
/* oxlint-disable jsx-a11y/click-events-have-key-events -- the grid around the rows has the keys */
import { Checkbox } from '@mantine/core';
import { memo, type MouseEvent } from 'react';
import { PlaceLink } from '../routes/PlaceLink.tsx';
import type { ColumnView } from '../../runtime/wire/view.ts';
import type { RecordJson } from '../../runtime/wire/record.ts';
import { CellValue } from './cells/CellValue.tsx';
import { isOwnPress, type GridRow } from './GridRow.tsx';
import { recordTitle } from './record-title.ts';
import { useRowFocus } from './use-grid-keys.ts';
import classes from './grid.module.css';

type Props = Parameters<typeof GridRow>[0];

/** Values below the title; more would not fit on one line of a telephone. */
const MOST_FACTS = 3;

/** Title (or first column) as headline, the first amount of money at the end of its line, a choice below it, the next values as facts. */
function cardParts(columns: readonly ColumnView[], record: RecordJson, title: string) {
  const head = columns.find((column) => column.path === title) ?? columns[0];
  const filled = columns
    .filter((column) => column !== head)
    .filter((column) => record[column.path] !== null && record[column.path] !== undefined);
  const amount = filled.find((column) => column.cell === 'money');
  const state = filled.find((column) => column.cell === 'choice');
  const facts = filled.filter((column) => column !== amount && column !== state).slice(0, MOST_FACTS);
  return { head, amount, state, facts };
}

function Value({ column, record }: { readonly column: ColumnView; readonly record: RecordJson }) {
  return <CellValue field={column} value={record[column.path]} focusable={false} />;
}

function Card(props: Props) {
  const { record, entity, columns, index, top, isActive, isSelected, takeFocus, actions } = props;
  const row = useRowFocus(isActive, takeFocus);
  const { head: first, amount, state, facts } = cardParts(columns, record, entity.title_field);
  const address = actions.address(record);
  const title = first === undefined ? recordTitle(entity, record) : <Value column={first} record={record} />;
  const press = (event: MouseEvent): void => {
    if (!isOwnPress(event)) return;
    actions.activate(index);
    actions.open(index, event.ctrlKey || event.metaKey);
  };
  return (
    <div
      ref={row}
      role="row"
      aria-rowindex={index + 1}
      aria-selected={actions.toggle === null ? undefined : isSelected}
      tabIndex={isActive ? 0 : -1}
      className={classes.card}
      data-selected={isSelected || undefined}
      style={{ transform: `translateY(${top}px)` }}
      onClick={press}
    >
      {actions.toggle === null ? null : (
        <div role="gridcell" className={classes.cardCheck}>
          <Checkbox
            aria-label={`Select ${recordTitle(entity, record)}`}
            checked={isSelected}
            tabIndex={isActive ? 0 : -1}
            onChange={() => actions.toggle?.(index, 'one')}
          />
        </div>
      )}
      <div role="gridcell" className={classes.cardText}>
        <span className={classes.cardTitle}>
          {address === null || first?.cell === 'reference' ? (
            title
          ) : (
            <PlaceLink {...address} className={classes.rowLink} tabIndex={isActive ? 0 : -1}>
              {title}
            </PlaceLink>
          )}
        </span>
        <span className={classes.cardFacts}>
          {facts.map((column) => (
            <span key={column.path} className={classes.cardFact}>
              <Value column={column} record={record} />
            </span>
          ))}
        </span>
      </div>
      <div role="gridcell" className={classes.cardEnd}>
        {amount === undefined ? null : <Value column={amount} record={record} />}
        {state === undefined ? null : <Value column={state} record={record} />}
      </div>
    </div>
  );
}

/** One record of a list on a narrow screen, in two lines. */
export const CardRow = memo(Card);
