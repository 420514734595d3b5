import { createElement } from 'react';
import { notifications } from '@mantine/notifications';
import { ToastBody } from './ToastBody.tsx';

type Toast = {
  readonly message: string;
  /** Something that can still be done about it, such as `Undo`. */
  readonly action?: { readonly label: string; readonly run: () => void };
  /** A failure stays until it is closed; anything else leaves by itself. */
  readonly failed?: boolean;
  /** Done, but with a remark: stays as long as a message with a way back. */
  readonly warned?: boolean;
};

/** How long a message with a way back stays, in milliseconds; long enough to be read and reached by keyboard. */
const WITH_ACTION = 12_000;
const PLAIN = 5000;

/** Shows a message in the corner, read out by screen readers. */
export function showToast({ message, action, failed = false, warned = false }: Toast): void {
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
    autoClose: failed ? false : action === undefined && !warned ? PLAIN : WITH_ACTION,
    withBorder: false,
    color: failed ? 'red' : warned ? 'yellow' : 'accent',
    closeButtonProps: { 'aria-label': 'Close message' },
  });
}

/** Tells that something failed, in the server's words where it gave any; `why` says more. */
export function showFailure(what: string, error: unknown, why?: () => void): void {
  showToast({
    message: `${what} ${error instanceof Error ? error.message : ''}`.trim(),
    failed: true,
    ...(why === undefined ? {} : { action: { label: 'Why?', run: why } }),
  });
}
