import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import type { RecordJson } from '../../runtime/wire/record.ts';
import type { EntityHead } from '../../runtime/wire/view.ts';
import { useRecordsChanged } from '../api/records.ts';
import { deleteWithUndo } from './delete-records.ts';
import { recordTitle } from './record-title.ts';
import { inSentence } from '../format/in-sentence.ts';
import classes from './dialog.module.css';

/** Names that the dialog lists before it counts the rest. */
const MOST_NAMES = 5;

type Props = {
  readonly entity: EntityHead;
  /** Records to be deleted; none keeps the dialog closed. */
  readonly records: readonly RecordJson[];
  readonly onClose: () => void;
  readonly onDeleted: () => void;
};

/** Asks before records are deleted, naming them. */
export function DeleteDialog({ entity, records, onClose, onDeleted }: Props) {
  const [busy, setBusy] = useState(false);
  const changed = useRecordsChanged();
  const [first] = records;
  const one = records.length === 1 && first !== undefined;
  const what = one ? recordTitle(entity, first) : `${records.length} ${inSentence(entity.plural)}`;
  const confirm = async (): Promise<void> => {
    setBusy(true);
    const outcome = await deleteWithUndo(entity, records, changed);
    setBusy(false);
    onClose();
    if (outcome.done.length > 0) onDeleted();
  };
  return (
    <Modal opened={records.length > 0} onClose={onClose} title={`Delete ${what}?`} size="sm">
      {one ? null : (
        <ul className={classes.names}>
          {records.slice(0, MOST_NAMES).map((record) => (
            <li key={record.id}>{recordTitle(entity, record)}</li>
          ))}
          {records.length > MOST_NAMES ? <li>and {records.length - MOST_NAMES} more</li> : null}
        </ul>
      )}
      <p className={classes.text}>
        {one ? 'It disappears' : 'They disappear'} from every list. Whoever may delete{' '}
        {inSentence(entity.plural)} can restore {one ? 'it' : 'them'}.
      </p>
      <div className={classes.actions}>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button color="red" loading={busy} data-autofocus onClick={() => void confirm()}>
          Delete
        </Button>
      </div>
    </Modal>
  );
}
