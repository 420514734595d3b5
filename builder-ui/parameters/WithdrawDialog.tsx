import type { ParameterChangeJson, ParameterJson } from '../../runtime/wire/parameters.ts';
import { FormDialog } from '../access/FormDialog.tsx';
import { textField } from '../access/plain-fields.ts';
import { useDialogForm } from '../access/use-dialog-form.ts';
import { useParametersChanged, withdrawPlan } from '../api/parameters.ts';
import { useFormats } from '../format/formats.ts';
import { showToast } from '../shell/toasts.ts';

const REASON = textField({ path: 'reason', label: 'Why' }, { required: true, max_length: 500 });

type Props = {
  readonly parameter: ParameterJson;
  readonly change: ParameterChangeJson;
  readonly onClose: () => void;
};

/** Takes a planned value back before it comes into force. */
export function WithdrawDialog({ parameter, change, onClose }: Props) {
  const formats = useFormats();
  const changed = useParametersChanged();
  const when = formats.datetime(change.effective_from);
  const form = useDialogForm({
    fields: [REASON],
    start: {},
    send: async (values) => {
      await withdrawPlan(parameter, change.id, String(values['reason']));
      await changed();
      onClose();
      showToast({ message: `The value planned for ${when} is withdrawn.` });
    },
  });
  return (
    <FormDialog
      title={`Withdraw the value planned for ${when}?`}
      form={form}
      fields={[REASON]}
      action="Withdraw"
      danger
      onClose={onClose}
    >
      <p>{parameter.title} keeps the value that it has then. The history keeps the plan.</p>
    </FormDialog>
  );
}
