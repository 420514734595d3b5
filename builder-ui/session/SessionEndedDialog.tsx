import { Modal } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { MeJson } from '../../runtime/wire/view.ts';
import { sessionBegan } from '../api/session-state.ts';
import { PeopleList } from './PeopleList.tsx';
import classes from './session.module.css';

type Props = { readonly opened: boolean; readonly me: MeJson };

/**
 * Lets the same person sign in again above the page. Another person would go on with what the first one typed, so only
 * the same is offered; to change the person one signs out.
 */
export function SessionEndedDialog({ opened, me }: Props) {
  const client = useQueryClient();
  const entered = (): void => {
    sessionBegan();
    void client.invalidateQueries();
  };
  return (
    <Modal
      opened={opened}
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title="Your session has ended"
      size="sm"
    >
      <p className={classes.note}>Sign in again to go on. Nothing you typed is lost.</p>
      {opened ? <PeopleList only={me.actor.key} onSignedIn={entered} /> : null}
    </Modal>
  );
}
