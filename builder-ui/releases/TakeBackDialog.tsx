import { FormDialog } from '../access/FormDialog.tsx';
import { textField } from '../access/plain-fields.ts';
import { useDialogForm } from '../access/use-dialog-form.ts';
import { takeMigrationBack, useReleasesChanged } from '../api/releases.ts';

const REASON = textField({ path: 'reason', label: 'Why' }, { required: true, max_length: 500 });

/** Asks why, then takes the open migration back. */
export function TakeBackDialog({ onClose }: { readonly onClose: () => void }) {
  const changed = useReleasesChanged();
  const form = useDialogForm({
    fields: [REASON],
    start: {},
    send: async (values) => {
      try {
        await takeMigrationBack(String(values['reason']));
        onClose();
      } finally {
        await changed();
      }
    },
  });
  return (
    <FormDialog
      title="Take the migration back?"
      form={form}
      fields={[REASON]}
      action="Take back"
      danger
      onClose={onClose}
    >
      <p>What was prepared is removed, and the release in force stays. Nothing that anybody wrote is lost.</p>
    </FormDialog>
  );
}
