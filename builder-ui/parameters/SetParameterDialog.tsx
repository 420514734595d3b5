import type { ParameterJson } from '../../runtime/wire/parameters.ts';
import { FormDialog } from '../access/FormDialog.tsx';
import { instantField, textField } from '../access/plain-fields.ts';
import { useDialogForm } from '../access/use-dialog-form.ts';
import { setParameter, useParametersChanged } from '../api/parameters.ts';
import { useFormats } from '../format/formats.ts';
import { showToast } from '../shell/toasts.ts';

const FROM = instantField({ path: 'effective_from', label: 'Holds from' }, { help: 'Empty: at once.' });
const REASON = textField({ path: 'reason', label: 'Why' }, { required: true, max_length: 500 });

type Props = { readonly parameter: ParameterJson; readonly onClose: () => void };

/** Sets a parameter at once or from a later instant on. */
export function SetParameterDialog({ parameter, onClose }: Props) {
  const formats = useFormats();
  const changed = useParametersChanged();
  const { title, about, value, field } = parameter;
  const shown = [{ ...field, path: 'value', label: 'Value', help: about, required: true }, FROM, REASON];
  const form = useDialogForm({
    fields: shown,
    start: { value },
    send: async (values) => {
      const from = values['effective_from'] ?? null;
      await setParameter(parameter, {
        value: values['value'] ?? null,
        effective_from: from,
        reason: values['reason'],
      }).catch(async (error: unknown) => {
        // Somebody else may have set it: what the page shows is then out of date.
        await changed();
        throw error;
      });
      await changed();
      onClose();
      const when = from === null ? 'now' : `from ${formats.datetime(from)}`;
      showToast({ message: `${title} has its new value ${when}.` });
    },
  });
  return <FormDialog title={`Set ${title}`} form={form} fields={shown} action="Set" onClose={onClose} />;
}
