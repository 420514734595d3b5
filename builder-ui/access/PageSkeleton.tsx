import grid from '../table/grid.module.css';
import classes from './access.module.css';

const ROWS = 8;

/** The shape of a list that is loaded for the first time. */
export function PageSkeleton() {
  return (
    <div className={classes.skeleton} aria-busy="true">
      {Array.from({ length: ROWS }, (_, index) => (
        <div key={index} className={grid.bone} style={{ width: `${90 - ((index * 23) % 45)}%` }} />
      ))}
    </div>
  );
}
