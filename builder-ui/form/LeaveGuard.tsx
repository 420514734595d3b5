import { Button, Modal } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { useEffect, useEffectEvent, useState } from 'react';
import { useFormParts } from './form-context.ts';
import type { FormStore } from './state/form-store.ts';
import classes from './theme/form.module.css';

type Props = {
  /** The person asked to leave by the form's own button or key. */
  readonly asked: boolean;
  readonly stay: () => void;
  readonly leave: () => void;
};

/** Whether leaving must be asked about: there is input, and nobody has said yet that it may go. */
function createGate(store: FormStore): { readonly isShut: () => boolean; readonly open: () => void } {
  let opened = false;
  return {
    isShut: () => !opened && store.dirtyNames().length > 0,
    open: () => {
      opened = true;
    },
  };
}

/** Asks before unsaved input is left behind: by the form's button, by a link or the back button, by closing the window. */
export function LeaveGuard({ asked, stay, leave }: Props) {
  const { store } = useFormParts();
  const [gate] = useState(() => createGate(store));
  const blocker = useBlocker({
    shouldBlockFn: gate.isShut,
    enableBeforeUnload: gate.isShut,
    withResolver: true,
  });
  const clean = asked && !gate.isShut();
  const go = useEffectEvent(leave);
  useEffect(() => {
    if (clean) go();
  }, [clean]);
  const blocked = blocker.status === 'blocked';
  const keep = (): void => {
    if (blocked) blocker.reset();
    stay();
  };
  const discard = (): void => {
    gate.open();
    if (blocked) blocker.proceed();
    else leave();
  };
  return (
    <Modal
      opened={blocked || (asked && !clean)}
      onClose={keep}
      title="Leave without saving?"
      size="sm"
      closeButtonProps={{ 'aria-label': 'Close' }}
      zIndex={300}
    >
      <p className={classes.modalText}>What you typed here has not been saved.</p>
      <div className={classes.modalButtons}>
        <Button variant="subtle" color="red" onClick={discard}>
          Discard changes
        </Button>
        <Button data-autofocus onClick={keep}>
          Keep editing
        </Button>
      </div>
    </Modal>
  );
}
