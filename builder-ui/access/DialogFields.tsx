import { useId } from 'react';
import type { FieldView } from '../../runtime/wire/view.ts';
import form from '../form/theme/form.module.css';
import { WidgetOf } from '../form/widgets/WidgetOf.tsx';
import type { DialogForm } from './use-dialog-form.ts';

type Props = { readonly fields: readonly FieldView[]; readonly form: DialogForm };

/** Labels and widgets of a small dialog, the same as in the forms of records. */
export function DialogFields({ fields, form: state }: Props) {
  const prefix = useId();
  return fields.map((field) => (
    <DialogField key={field.path} id={`${prefix}${field.path}`} field={field} form={state} />
  ));
}

function DialogField({
  id,
  field,
  form: state,
}: {
  readonly id: string;
  readonly field: FieldView;
  readonly form: DialogForm;
}) {
  const error = state.errorAt(field.path);
  const notes = [
    error === undefined ? null : `${id}_error`,
    field.help === null ? null : `${id}_help`,
  ].filter((each) => each !== null);
  return (
    <div className={form.field}>
      <div className={form.caption}>
        <label className={form.label} htmlFor={id}>
          {field.label}
          {field.required && <span className={form.required} title="Required" />}
        </label>
      </div>
      <WidgetOf
        id={id}
        field={field}
        value={state.values[field.path] ?? null}
        change={(value) => state.change(field.path, value)}
        leave={() => undefined}
        invalid={error !== undefined}
        describedBy={notes.length === 0 ? undefined : notes.join(' ')}
        compact={false}
        label={undefined}
      />
      {error === undefined ? null : (
        <p id={`${id}_error`} className={form.error}>
          {error}
        </p>
      )}
      {field.help === null ? null : (
        <p id={`${id}_help`} className={form.help}>
          {field.help}
        </p>
      )}
    </div>
  );
}
