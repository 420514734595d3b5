import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiProblem } from '../api/problem.ts';
import { devPeopleQuery, signInAs } from '../api/session.ts';
import { ProblemPanel } from '../screens/ProblemPanel.tsx';
import { initials } from '../table/cells/link-cells.tsx';
import classes from './session.module.css';

type Props = {
  /** Only this person may go on; null lets anyone. */
  readonly only: string | null;
  readonly onSignedIn: () => void;
};

/** The people of the development file, each a button that signs in. */
export function PeopleList({ only, onSignedIn }: Props) {
  const query = useQuery(devPeopleQuery);
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState<string | null>(null);
  if (query.error instanceof ApiProblem && query.error.status === 404)
    return (
      <p className={classes.note}>
        This server lets nobody in yet: it runs outside development, and no sign-in has been set up. Ask the
        people who run it.
      </p>
    );
  if (query.error !== null) return <ProblemPanel error={query.error} onRetry={() => void query.refetch()} />;
  const people = (query.data?.people ?? []).filter((person) => only === null || person.key === only);
  const enter = (key: string): void => {
    setBusy(key);
    setFailure(null);
    signInAs(key).then(onSignedIn, (error: unknown) => {
      setBusy(null);
      setFailure(error);
    });
  };
  return (
    <>
      {only === null && people.length > 0 ? (
        <p className={classes.note}>Choose who you are. No password is asked on this machine.</p>
      ) : null}
      <ul className={classes.people}>
        {people.map((person) => (
          <li key={person.key}>
            <button
              type="button"
              className={classes.person}
              disabled={busy !== null}
              onClick={() => enter(person.key)}
            >
              <span className={classes.face} aria-hidden>
                {initials(person.name)}
              </span>
              <span className={classes.who}>
                <span className={classes.name}>{person.name}</span>
                <span className={classes.roles}>
                  {person.roles.length === 0 ? 'No roles' : person.roles.map((role) => role.title).join(', ')}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {failure === null ? null : (
        <p className={classes.failure} role="alert">
          {failure instanceof Error ? failure.message : 'Sign-in failed.'}
        </p>
      )}
      {query.isSuccess && people.length === 0 ? (
        <p className={classes.note}>
          Nobody may sign in yet. Name people and their roles in <code>people.dev.yaml</code> beside the
          definitions.
        </p>
      ) : null}
    </>
  );
}
