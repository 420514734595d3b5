import grid from '../table/grid.module.css';
import classes from './detail.module.css';

const FIELDS = 9;

/** The shape of a page of fields that is loaded for the first time. */
export function FieldsSkeleton() {
  return (
    <div className={classes.page} aria-busy="true">
      <div className={classes.fields}>
        {Array.from({ length: FIELDS }, (_, index) => (
          <div key={index} className={classes.field}>
            <div className={grid.bone} style={{ width: '30%', marginBottom: '0.625rem' }} />
            <div className={grid.bone} style={{ width: `${50 + ((index * 17) % 40)}%` }} />
          </div>
        ))}
      </div>
    </div>
  );
}
