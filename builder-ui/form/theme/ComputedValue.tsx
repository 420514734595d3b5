import type { FieldView } from '../../../runtime/wire/view.ts';
import { useFormParts } from '../form-context.ts';
import { useFormPart } from '../state/form-store.ts';
import { shownValue } from '../state/shown-value.ts';
import { ReadOnlyValue } from './ReadOnlyValue.tsx';
import classes from './form.module.css';

/** The live value at `pointer` as text that changes with it; undefined where only the server can tell. */
function useComputed(pointer: string): string | undefined {
  const { store } = useFormParts();
  return useFormPart(store, (form) => {
    const value = form.computed(pointer);
    return value === undefined ? undefined : JSON.stringify(value);
  });
}

type Props = {
  readonly field: FieldView;
  readonly pointer: string;
  /** The value that the server sent; undefined for a new record. */ readonly saved: unknown;
};

/**
 * A value that follows from others, kept current while they are typed. Where the browser cannot tell, what was saved stands
 * until it is saved again, and that is said once something changed.
 */
export function ComputedValue({ field, pointer, saved }: Props) {
  const { store, links, mode, view } = useFormParts();
  const text = useComputed(pointer);
  const changed = useFormPart(store, (form) => form.dirtyNames().length > 0);
  // Without a rule here it counts records that stand on their own, which no form of this record changes.
  if (text === undefined && field.computed === 'rollup')
    return <ReadOnlyValue field={field} value={saved ?? view.rules.start[field.path]} />;
  if (text === undefined)
    return mode === 'create' || changed ? (
      <div className={classes.computed}>
        {mode === 'create' ? null : <ReadOnlyValue field={field} value={saved} />}
        <span className={classes.later}>{mode === 'create' ? 'Known once it is saved' : 'until saved'}</span>
      </div>
    ) : (
      <ReadOnlyValue field={field} value={saved} />
    );
  const value = shownValue(field, JSON.parse(text), links);
  return (
    <output className={classes.computed} aria-label={field.label}>
      <ReadOnlyValue field={field} value={value} />
    </output>
  );
}
