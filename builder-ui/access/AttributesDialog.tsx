import type { PersonAccessJson } from '../../runtime/wire/access.ts';
import type { FieldView } from '../../runtime/wire/view.ts';
import { setAttributes, useAccessChanged } from '../api/access.ts';
import { showToast } from '../shell/toasts.ts';
import { FormDialog } from './FormDialog.tsx';
import { givenValues } from './given-values.ts';
import { textField } from './plain-fields.ts';
import { useDialogForm } from './use-dialog-form.ts';

const REASON = textField({ path: 'reason', label: 'Why' }, { max_length: 500 });

type Props = {
  readonly person: PersonAccessJson;
  readonly fields: readonly FieldView[];
  readonly onClose: () => void;
};

/** Changes what rules read of a person. */
export function AttributesDialog({ person, fields, onClose }: Props) {
  const changed = useAccessChanged();
  const shown = [...fields.map((field) => ({ ...field, path: `attributes.${field.path}` })), REASON];
  const form = useDialogForm({
    fields: shown,
    start: Object.fromEntries(
      Object.entries(person.attributes).map(([name, value]) => [`attributes.${name}`, value]),
    ),
    send: async (values) => {
      const attributes = givenValues(values, 'attributes.');
      await setAttributes(person.id, person.version, { attributes, reason: values['reason'] ?? null });
      await changed();
      onClose();
      showToast({ message: `The attributes of ${person.name} are changed.` });
    },
  });
  return (
    <FormDialog
      title={`Attributes of ${person.name}`}
      form={form}
      fields={shown}
      action="Change"
      onClose={onClose}
    />
  );
}
