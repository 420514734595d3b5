import { Button, Modal } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { plain } from '../access/plain-words.ts';
import { useReleasesChanged } from '../api/releases.ts';
import access from '../access/access.module.css';

type Props = {
  readonly title: string;
  readonly action: string;
  readonly run: () => Promise<unknown>;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/** Asks once more, does it, and stays open with the reason where it did not work. */
export function ConfirmDialog({ title, action, run, onClose, children }: Props) {
  const changed = useReleasesChanged();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const confirm = async (): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      await run();
      onClose();
    } catch (error) {
      setFailure(error instanceof Error ? plain(error.message) : 'It did not work.');
    } finally {
      await changed();
      setBusy(false);
    }
  };
  return (
    <Modal opened onClose={onClose} title={title} size="md">
      <div className={access.dialog}>
        <p>{children}</p>
        {failure === null ? null : (
          <p className={access.failure} role="alert">
            {failure}
          </p>
        )}
        <div className={access.dialogActions}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button color="red" loading={busy} onClick={() => void confirm()}>
            {action}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
