import { Button, Modal } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import type { FieldView } from '../../runtime/wire/view.ts';
import { DialogFields } from './DialogFields.tsx';
import type { DialogForm } from './use-dialog-form.ts';
import classes from './access.module.css';

type Props = {
  readonly title: string;
  readonly form: DialogForm;
  readonly fields: readonly FieldView[];
  readonly action: string;
  readonly danger?: boolean;
  readonly onClose: () => void;
  /** Between the title and the fields. */
  readonly children?: ReactNode;
};

/** A dialog that asks for a few values and does one thing with them. */
export function FormDialog({ title, form, fields, action, danger = false, onClose, children }: Props) {
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    form.submit();
  };
  return (
    <Modal opened onClose={onClose} title={title} size="md">
      <form className={classes.dialog} onSubmit={submit} noValidate>
        {children}
        <DialogFields fields={fields} form={form} />
        {form.failure === null ? null : (
          <p className={classes.failure} role="alert">
            {form.failure}
          </p>
        )}
        <div className={classes.dialogActions}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={form.busy} {...(danger ? { color: 'red' } : {})}>
            {action}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
