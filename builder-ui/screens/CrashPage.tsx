import { Button } from '@mantine/core';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { ProblemPanel } from './ProblemPanel.tsx';

/** A page whose drawing failed; the rest of the app goes on. */
export function CrashPage({ error, reset }: ErrorComponentProps) {
  return (
    <ProblemPanel page error={error} onRetry={reset}>
      <Button variant="default" onClick={() => globalThis.location.reload()}>
        Load the page again
      </Button>
    </ProblemPanel>
  );
}
