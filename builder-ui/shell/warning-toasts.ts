import { useEffect } from 'react';
import { onWarnings } from '../api/warnings.ts';
import { showToast } from './toasts.ts';

/** Says what rules remarked on a write that was made all the same. */
export function useWarningToasts(): void {
  useEffect(
    () =>
      onWarnings((warnings) => {
        for (const message of new Set(warnings.map((warning) => warning.message)))
          showToast({ message, warned: true });
      }),
    [],
  );
}
