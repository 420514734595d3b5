import { useQuery } from '@tanstack/react-query';
import { Suspense } from 'react';
import { ApiProblem } from '../api/problem.ts';
import { useSessionEnded } from '../api/session-state.ts';
import { meQuery, navigationQuery } from '../api/views.ts';
import { ProblemPanel } from '../screens/ProblemPanel.tsx';
import { SignInPage } from '../session/SignInPage.tsx';
import { SessionEndedDialog } from '../session/SessionEndedDialog.tsx';
import { ConnectionBanner } from './ConnectionBanner.tsx';
import { Shell } from './Shell.tsx';

/**
 * Decides between sign-in and the tools. Once somebody is in, an ended session opens a dialog above the page instead of
 * leaving it, so that nothing typed is lost.
 */
export function App() {
  const ended = useSessionEnded();
  const me = useQuery(meQuery);
  const navigation = useQuery({ ...navigationQuery, enabled: me.data !== undefined });
  const error = me.error ?? navigation.error;
  if (me.data !== undefined && navigation.data !== undefined)
    return (
      <>
        <Shell me={me.data} />
        <SessionEndedDialog opened={ended} me={me.data} />
      </>
    );
  if (me.error instanceof ApiProblem && me.error.status === 401)
    return (
      <Suspense fallback={null}>
        <SignInPage />
      </Suspense>
    );
  return (
    <>
      <ConnectionBanner />
      {error === null ? null : (
        <ProblemPanel
          page
          error={error}
          onRetry={() => void (me.error === null ? navigation.refetch() : me.refetch())}
        />
      )}
    </>
  );
}
