import { CircleAlert, TriangleAlert } from 'lucide-react';
import { useFormParts } from './form-context.ts';
import { useFormPart } from './state/form-store.ts';
import classes from './theme/form.module.css';

/** What rules say of the record as a whole, above the buttons that save it. */
export function RuleNotes() {
  const { store } = useFormParts();
  const error = useFormPart(store, (form) => form.errorAt(''));
  const warning = useFormPart(store, (form) => form.warningAt(''));
  if (error === undefined && warning === undefined) return null;
  return (
    <output className={classes.wholeNotes}>
      {error === undefined ? null : (
        <span className={classes.error}>
          <CircleAlert size={14} aria-hidden /> {error}
        </span>
      )}
      {warning === undefined ? null : (
        <span className={classes.warning}>
          <TriangleAlert size={14} aria-hidden /> {warning}
        </span>
      )}
    </output>
  );
}
