import { useQueryClient } from '@tanstack/react-query';
import { sessionBegan } from '../api/session-state.ts';
import { Mark } from '../shell/Mark.tsx';
import { usePageTitle } from '../shell/page-title.ts';
import { PeopleList } from './PeopleList.tsx';
import classes from './session.module.css';

/** Sign-in while developing: a choice of people, without a password. The address asked for stays. */
export function SignInPage() {
  const client = useQueryClient();
  usePageTitle('Sign in');
  const entered = (): void => {
    sessionBegan();
    void client.resetQueries();
  };
  return (
    <main className={classes.page}>
      <div className={classes.card}>
        <Mark />
        <h1 className={classes.title}>Sign in</h1>
        <PeopleList only={null} onSignedIn={entered} />
      </div>
    </main>
  );
}
