import { createElement } from 'react';
import { notifications } from '@mantine/notifications';
import { ToastBody } from './ToastBody.tsx';

type Toast = {
  readonly message: string;
  /** Something that can still be done about it, such as `Undo`. */
  readonly action?: { readonly label: string; readonly run: () => void };
  /** A failure stays until it is closed; anything else leaves by itself. */
  readonly failed?: boolean;
};

/** How long a message with a way back stays, in milliseconds; long enough to be read and reached by keyboard. */
const WITH_ACTION = 12_000;
const PLAIN = 5000;

/** Shows a message in the corner, read out by screen readers. */
export function showToast({ message, action, failed = false }: Toast): void {
  const id = crypto.randomUUID();
  notifications.show({
    id,
    message: createElement(ToastBody, {
      message,
      ...(action === undefined
        ? {}
        : {
            action: {
              label: action.label,
              run: () => {
                notifications.hide(id);
                action.run();
              },
            },
          }),
    }),
    autoClose: failed ? false : action === undefined ? PLAIN : WITH_ACTION,
    withBorder: false,
    color: failed ? 'red' : 'accent',
    closeButtonProps: { 'aria-label': 'Close message' },
  });
}

/** Tells that something failed, in the server's words where it gave any. */
export function showFailure(what: string, error: unknown): void {
  showToast({ message: `${what} ${error instanceof Error ? error.message : ''}`.trim(), failed: true });
}
