import type { ReactNode } from 'react';
import type { FieldView, FormView } from '../../../runtime/wire/view.ts';
import { inputId, useFormParts } from '../form-context.ts';
import { useFormPart } from '../state/form-store.ts';
import { ChangeMark } from './ChangeMark.tsx';
import { FieldNotes } from './FieldNotes.tsx';
import { LockedNote } from './LockedNote.tsx';
import { ReadNote } from './ReadNote.tsx';
import classes from './form.module.css';

type Props = { readonly name: string; readonly readOnly?: boolean; readonly children: ReactNode };

const WIDE = new Set(['long_text', 'markdown', 'json']);

function widthOf(field: FieldView): 'all' | 'two' | undefined {
  return field.lines !== undefined ? 'all' : WIDE.has(field.widget) ? 'two' : undefined;
}

/** Whether a section says the field's name already: it holds nothing else, under the same title. */
function isAlone(view: FormView, field: FieldView): boolean {
  return view.sections.some(
    ({ fields, title }) => fields.length === 1 && fields[0]?.path === field.path && title === field.label,
  );
}

/** Label, help, messages and change mark around the editing (or the text) of one field. Nothing where a rule hides it. */
export function FieldFrame({ name, readOnly = false, children }: Props) {
  const { store, fields } = useFormParts();
  const shown = useFormPart(store, (form) => form.isShown(`/${name}`));
  const field = fields.byName.get(name);
  if (field === undefined || !shown) return null;
  return (
    <ShownField field={field} readOnly={readOnly}>
      {children}
    </ShownField>
  );
}

type ShownProps = { readonly field: FieldView; readonly readOnly: boolean; readonly children: ReactNode };

function ShownField({ field, readOnly, children }: ShownProps) {
  const { store, idPrefix, mode, view } = useFormParts();
  const pointer = `/${field.path}`;
  const id = inputId(idPrefix, pointer);
  const locked = useFormPart(store, (form) => !readOnly && form.isLocked(pointer));
  const required = useFormPart(store, (form) => form.standing(pointer)?.required ?? field.required);
  const caption = (
    <>
      {field.label}
      {required && !readOnly && !locked && <span className={classes.required} title="Required" />}
    </>
  );
  return (
    <div className={classes.field} data-width={widthOf(field)} data-field={field.path}>
      <div className={classes.caption} data-alone={isAlone(view, field) || undefined}>
        {readOnly || locked || field.lines !== undefined ? (
          <span className={classes.label} id={`${id}_label`}>
            {caption}
          </span>
        ) : (
          <label className={classes.label} htmlFor={id}>
            {caption}
          </label>
        )}
        {readOnly && <ReadNote field={field} />}
        {locked && <LockedNote field={field} />}
        {mode === 'update' && !readOnly && !locked && <ChangeMark field={field} />}
      </div>
      {children}
      {!readOnly && <FieldNotes id={id} pointer={pointer} />}
      {field.help !== null && (
        <p id={`${id}_help`} className={classes.help}>
          {field.help}
        </p>
      )}
    </div>
  );
}
