import { Button, Modal } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useFormParts } from './form-context.ts';
import classes from './theme/form.module.css';

type Props = {
  /** The person asked to leave by the form's own button or key. */
  readonly asked: boolean;
  readonly stay: () => void;
  readonly leave: () => void;
};

/** Asks before unsaved input is left behind: by the form's button, by a link or the back button, by closing the window. */
export function LeaveGuard({ asked, stay, leave }: Props) {
  const { store } = useFormParts();
  const free = useRef(false);
  const isDirty = (): boolean => !free.current && store.dirtyNames().length > 0;
  const blocker = useBlocker({ shouldBlockFn: isDirty, enableBeforeUnload: isDirty, withResolver: true });
  const clean = asked && !isDirty();
  const go = useRef(leave);
  go.current = leave;
  useEffect(() => {
    if (clean) go.current();
  }, [clean]);
  const blocked = blocker.status === 'blocked';
  const keep = (): void => {
    if (blocked) blocker.reset();
    stay();
  };
  const discard = (): void => {
    free.current = true;
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
