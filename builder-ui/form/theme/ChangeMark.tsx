import { Tooltip } from '@mantine/core';
import { RotateCcw } from 'lucide-react';
import type { FieldView } from '../../../runtime/wire/view.ts';
import { useFormParts } from '../form-context.ts';
import { useFormPart } from '../state/form-store.ts';
import { shownValue } from '../state/shown-value.ts';
import { ReadOnlyValue } from './ReadOnlyValue.tsx';
import classes from './form.module.css';

/** Marks a changed field, shows what it was and puts that back. */
export function ChangeMark({ field }: { readonly field: FieldView }) {
  const { store, links, setField } = useFormParts();
  const dirty = useFormPart(store, (form) => form.isDirty(field.path));
  if (!dirty) return null;
  const before = store.baseline()[field.path];
  const old =
    field.lines === undefined ? (
      <ReadOnlyValue field={field} value={shownValue(field, before, links)} />
    ) : (
      'other lines'
    );
  return (
    <Tooltip label={<span className={classes.was}>Was: {old}</span>} multiline maw={320}>
      <button
        type="button"
        className={classes.discard}
        aria-label={`${field.label} was changed. Put the old value back`}
        onClick={() => setField(field.path, before ?? null)}
      >
        <RotateCcw size={12} aria-hidden />
        changed
      </button>
    </Tooltip>
  );
}
