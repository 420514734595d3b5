import type { Finding } from '../../runtime/diff/finding.ts';
import { FormDialog } from '../access/FormDialog.tsx';
import { plain } from '../access/plain-words.ts';
import { textField } from '../access/plain-fields.ts';
import { useDialogForm } from '../access/use-dialog-form.ts';
import { approve, useReleasesChanged } from '../api/releases.ts';
import { showToast } from '../shell/toasts.ts';
import classes from './releases.module.css';

const REASON = textField(
  { path: 'reason', label: 'Why it is all right' },
  { required: true, max_length: 500 },
);

type Props = {
  readonly plan: string;
  readonly findings: readonly Finding[];
  readonly onClose: () => void;
  readonly onDone: () => void;
};

/** Asks why, then says yes to findings. */
export function ApproveDialog({ plan, findings, onClose, onDone }: Props) {
  const changed = useReleasesChanged();
  const form = useDialogForm({
    fields: [REASON],
    start: {},
    send: async (values) => {
      await approve(
        plan,
        findings.map(({ fingerprint }) => fingerprint),
        String(values['reason']),
      );
      await changed();
      onDone();
      onClose();
      showToast({ message: findings.length === 1 ? 'Approved.' : `${findings.length} findings approved.` });
    },
  });
  return (
    <FormDialog
      title="Approve what the plan found?"
      form={form}
      fields={[REASON]}
      action="Approve"
      onClose={onClose}
    >
      <ul className={classes.plainList}>
        {findings.map(({ fingerprint, message }) => (
          <li key={fingerprint}>{plain(message)}</li>
        ))}
      </ul>
    </FormDialog>
  );
}
