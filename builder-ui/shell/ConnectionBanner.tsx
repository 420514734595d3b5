import { tryConnection, useConnection } from '../api/connection.ts';
import classes from './shell.module.css';

/** Says that the server does not answer, until it does. */
export function ConnectionBanner() {
  const connection = useConnection();
  if (connection.up) return null;
  return (
    <output className={classes.banner}>
      The server does not answer. What you see may be out of date; nothing you typed is lost.
      <button type="button" onClick={tryConnection}>
        Try now
      </button>
    </output>
  );
}
