import { TriangleAlert } from 'lucide-react';
import { useFormParts } from '../form-context.ts';
import { useFormPart } from '../state/form-store.ts';
import classes from './form.module.css';

type Props = { readonly id: string; readonly pointer: string };

/** What is wrong with the value, and what a rule merely remarks on. */
export function FieldNotes({ id, pointer }: Props) {
  const { store } = useFormParts();
  const error = useFormPart(store, (form) => form.errorAt(pointer));
  const warning = useFormPart(store, (form) => form.warningAt(pointer));
  return (
    <>
      {error === undefined ? null : (
        <p id={`${id}_error`} className={classes.error}>
          {error}
        </p>
      )}
      {warning === undefined ? null : (
        <output id={`${id}_warning`} className={classes.warning}>
          <TriangleAlert size={13} aria-hidden />
          <span>{warning}</span>
        </output>
      )}
    </>
  );
}
