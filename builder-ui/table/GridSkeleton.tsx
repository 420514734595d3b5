import type { CSSProperties } from 'react';
import { gridTemplate, type Layout } from './column-layout.ts';
import type { ListColumns } from './use-list-columns.ts';
import classes from './grid.module.css';

const ROWS = 14;
/** Widths of the bars, in percent, so that they look like text and not like a wall. */
const BARS = [62, 44, 78, 36, 55, 70, 48];

type Props = {
  readonly columns: ListColumns;
  readonly layout: Omit<Layout, 'widths'>;
  readonly cards: boolean;
};

/** The shape of a list that is loaded for the first time. */
export function GridSkeleton({ columns, layout, cards }: Props) {
  const template = gridTemplate(columns.shown, { ...layout, widths: columns.widths });
  const style = { '--list-columns': template } as CSSProperties;
  const shown = cards ? columns.shown.slice(0, 1) : columns.shown;
  return (
    <div className={classes.scroller} style={style} aria-busy="true">
      {cards ? null : <div className={classes.header} />}
      {Array.from({ length: ROWS }, (_, row) => (
        <div key={row} className={cards ? classes.card : classes.row} style={{ position: 'relative' }}>
          <div className={classes.checkCell} />
          {shown.map((column, index) => (
            <div
              key={column.path}
              className={classes.cell}
              data-align={column.align}
              style={cards ? { flex: 1 } : {}}
            >
              <div className={classes.bone} style={{ width: `${BARS[(row * 3 + index) % BARS.length]}%` }} />
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}
