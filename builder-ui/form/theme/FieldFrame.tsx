import { Tooltip } from '@mantine/core';
import { RotateCcw } from 'lucide-react';
import type { ReactNode } from 'react';
import type { FieldView } from '../../../runtime/wire/view.ts';
import { inputId, useFormParts } from '../form-context.ts';
import { useFormPart } from '../state/form-store.ts';
import { shownValue } from '../state/shown-value.ts';
import { ReadOnlyValue } from './ReadOnlyValue.tsx';
import classes from './form.module.css';

type Props = { readonly name: string; readonly readOnly?: boolean; readonly children: ReactNode };

const WIDE = new Set(['long_text', 'markdown', 'json']);

function widthOf(field: FieldView): 'all' | 'two' | undefined {
  return field.lines !== undefined ? 'all' : WIDE.has(field.widget) ? 'two' : undefined;
}

/** Marks a changed field, shows what it was and puts that back. */
function ChangeMark({ field }: { readonly field: FieldView }) {
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

function FieldError({ id, pointer }: { readonly id: string; readonly pointer: string }) {
  const { store } = useFormParts();
  const error = useFormPart(store, (form) => form.errorAt(pointer));
  return error === undefined ? null : (
    <p id={`${id}_error`} className={classes.error}>
      {error}
    </p>
  );
}

/** Label, help, message and change mark around the editing (or the text) of one field. */
export function FieldFrame({ name, readOnly = false, children }: Props) {
  const { fields, idPrefix, mode, view } = useFormParts();
  const field = fields.byName.get(name);
  if (field === undefined) return null;
  const pointer = `/${name}`;
  const id = inputId(idPrefix, pointer);
  const caption = (
    <>
      {field.label}
      {field.required && !readOnly && <span className={classes.required} title="Required" />}
    </>
  );
  const alone = view.sections.some(
    (section) =>
      section.fields.length === 1 && section.fields[0]?.path === name && section.title === field.label,
  );
  const unlabelled = readOnly || field.lines !== undefined;
  return (
    <div className={classes.field} data-width={widthOf(field)} data-field={name}>
      <div className={classes.caption} data-alone={alone || undefined}>
        {unlabelled ? (
          <span className={classes.label} id={`${id}_label`}>
            {caption}
          </span>
        ) : (
          <label className={classes.label} htmlFor={id}>
            {caption}
          </label>
        )}
        {mode === 'update' && !readOnly && <ChangeMark field={field} />}
      </div>
      {children}
      {!readOnly && <FieldError id={id} pointer={pointer} />}
      {field.help !== null && (
        <p id={`${id}_help`} className={classes.help}>
          {field.help}
        </p>
      )}
    </div>
  );
}
