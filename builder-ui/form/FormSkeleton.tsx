import classes from './theme/form.module.css';

/** Shape of a form while it is being read; appears only when that takes longer than a blink. */
export function FormSkeleton() {
  return (
    <output className={classes.skeleton} aria-label="Loading the form">
      {Array.from({ length: 8 }, (_none, index) => (
        <span key={index} />
      ))}
    </output>
  );
}
