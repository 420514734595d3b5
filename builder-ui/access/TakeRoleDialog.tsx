import type { AssignmentJson } from '../../runtime/wire/access.ts';
import { takeRole, useAccessChanged } from '../api/access.ts';
import { showToast } from '../shell/toasts.ts';
import { FormDialog } from './FormDialog.tsx';
import { textField } from './plain-fields.ts';
import { useDialogForm } from './use-dialog-form.ts';

const REASON = textField({ path: 'reason', label: 'Why' }, { required: true, max_length: 500 });

type Props = { readonly assignment: AssignmentJson; readonly onClose: () => void };

/** Asks why, then takes the role away. */
export function TakeRoleDialog({ assignment, onClose }: Props) {
  const changed = useAccessChanged();
  const { role, person, scope_text: scope } = assignment;
  const form = useDialogForm({
    fields: [REASON],
    start: {},
    send: async (values) => {
      await takeRole(assignment.id, String(values['reason']));
      await changed();
      onClose();
      showToast({ message: `${person.name} no longer holds ${role.title}.` });
    },
  });
  return (
    <FormDialog
      title={`Take ${role.title} away from ${person.name}?`}
      form={form}
      fields={[REASON]}
      action="Take away"
      danger
      onClose={onClose}
    >
      <p>
        From the next click on {person.name} can no longer do what {role.title} allows
        {scope === null ? '' : ` for ${scope}`}. The history keeps it.
      </p>
    </FormDialog>
  );
}
