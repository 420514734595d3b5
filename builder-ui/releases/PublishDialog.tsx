import { useState } from 'react';
import type { Plan } from '../../runtime/diff/plan.ts';
import { FormDialog } from '../access/FormDialog.tsx';
import { textField } from '../access/plain-fields.ts';
import { useDialogForm } from '../access/use-dialog-form.ts';
import { publishOnce, useReleasesChanged } from '../api/releases.ts';
import { useGo } from '../routes/PlaceLink.tsx';
import { showToast } from '../shell/toasts.ts';

const REASON = textField(
  { path: 'reason', label: 'Why' },
  { required: true, max_length: 500, help: 'Everybody who sees releases reads it.' },
);

type Props = {
  readonly plan: Plan;
  readonly action: string;
  readonly back: number | null;
  readonly onClose: () => void;
};

/** Asks why, then publishes the plan. */
export function PublishDialog({ plan, action, back, onClose }: Props) {
  const go = useGo();
  const changed = useReleasesChanged();
  const [publish] = useState(() => publishOnce(plan.hash));
  const form = useDialogForm({
    fields: [REASON],
    start: {},
    send: async (values) => {
      const published = await publish(String(values['reason'])).catch(async (error: unknown) => {
        // Something moved, or an approval is missing: what the page shows is then out of date.
        await changed();
        throw error;
      });
      await changed();
      onClose();
      if (published.release === null) {
        go({ path: '/releases' });
        showToast({ message: 'The release is being published. This page shows how far it is.' });
        return;
      }
      go({ path: `/releases/${published.release.number}` });
      showToast({ message: `Release ${published.release.number} is in force.` });
    },
  });
  return (
    <FormDialog title={`${action}?`} form={form} fields={[REASON]} action={action} onClose={onClose}>
      <p>
        {back === null
          ? 'The definitions of this plan come into force as a new release.'
          : `The definitions of release ${back} come into force again, as a new release. What was written since is kept.`}
      </p>
    </FormDialog>
  );
}
