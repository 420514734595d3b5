import { Button, Modal } from '@mantine/core';
import { lazy, Suspense } from 'react';
import type { RecordJson } from '../../../runtime/wire/record.ts';
import type { ActionView, DetailView } from '../../../runtime/wire/view.ts';
import { recordTitle } from '../../table/record-title.ts';
import { FieldsSkeleton } from '../FieldsSkeleton.tsx';
import { useRunAction } from './use-run-action.ts';
import classes from '../../table/dialog.module.css';

const ActionForm = lazy(() =>
  import('../../form/ActionForm.tsx').then((module) => ({ default: module.ActionForm })),
);

type Props = {
  readonly view: DetailView;
  readonly record: RecordJson;
  readonly action: ActionView;
  readonly close: () => void;
};

/** What an action asks before it runs: a question to confirm, values to give, or both. */
export function ActionDialog({ view, record, action, close }: Props) {
  const { busy, run } = useRunAction({ view, record, action, onDone: close });
  return (
    <Modal
      opened
      onClose={close}
      closeOnClickOutside={action.input === null}
      title={`${action.title} ${recordTitle(view.entity, record)}`}
      size={action.input === null ? 'sm' : 'md'}
    >
      {action.confirm === null && action.about === null ? null : (
        <p className={classes.text}>{action.confirm ?? action.about}</p>
      )}
      {action.input === null ? (
        <div className={classes.actions}>
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <Button data-autofocus loading={busy} onClick={() => void run({})}>
            {action.title}
          </Button>
        </div>
      ) : (
        <Suspense fallback={<FieldsSkeleton />}>
          <ActionForm view={view} action={action} input={action.input} run={run} busy={busy} close={close} />
        </Suspense>
      )}
    </Modal>
  );
}
