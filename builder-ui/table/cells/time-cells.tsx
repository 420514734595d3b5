import { useFormats } from '../../format/formats.ts';
import type { CellProps } from './cell.ts';
import classes from './cells.module.css';

export function DateCell({ value }: CellProps) {
  const formats = useFormats();
  if (typeof value !== 'string') return null;
  return (
    <time className={classes.time} dateTime={value}>
      {formats.date(value)}
    </time>
  );
}

/** In the workspace's zone; the title says the same instant in UTC. */
export function DatetimeCell({ value }: CellProps) {
  const formats = useFormats();
  if (typeof value !== 'string') return null;
  return (
    <time className={classes.time} dateTime={value} title={formats.utc(value)}>
      {formats.datetime(value)}
    </time>
  );
}

export function TimeCell({ value }: CellProps) {
  const formats = useFormats();
  if (typeof value !== 'string') return null;
  return (
    <time className={classes.time} dateTime={value}>
      {formats.time(value)}
    </time>
  );
}
