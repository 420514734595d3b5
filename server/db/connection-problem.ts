import { DatabaseProblem } from './database-problem.ts';
import type { ServerFacts } from './open.ts';

/** Oldest Postgres that Jig runs on. */
const OLDEST_VERSION = 150_000;

/** Says why no connection could be made to `url`; the password in it is never repeated. */
export function connectionProblem(url: string, error: unknown): DatabaseProblem {
  const { place, user, database } = describeUrl(url);
  const problem = (code: string, title: string, hint: string): DatabaseProblem =>
    new DatabaseProblem(code, title, hint, { cause: error });
  switch (codeOf(error) ?? '') {
    case 'ECONNREFUSED':
    case 'ENOENT':
      return problem(
        'database/down',
        `No database server answers at ${place}.`,
        'Start the server or correct DATABASE_URL; without DATABASE_URL Jig runs its own server.',
      );
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return problem(
        'database/unknown-host',
        `The host name of the database server ${place} cannot be found.`,
        'Check the spelling of the host in DATABASE_URL and the name server of this machine.',
      );
    case '28P01':
    case '28000':
      return problem(
        'database/sign-in',
        `The database server at ${place} refuses the sign-in of \`${user}\`: ${messageOf(error)}.`,
        'Check user and password in DATABASE_URL (special characters percent-encoded) and the server’s pg_hba.conf.',
      );
    case '3D000':
      return problem(
        'database/missing',
        `There is no database \`${database}\` on the server at ${place}.`,
        `Create it (\`createdb --encoding=UTF8 ${database}\`) or name another one in DATABASE_URL.`,
      );
    case '53300':
      return problem(
        'database/too-many-connections',
        `The database server at ${place} has no connection left.`,
        'Close other programs that use it, or raise its max_connections.',
      );
    case '57P03':
      return problem(
        'database/starting',
        `The database server at ${place} is starting, stopping or recovering: ${messageOf(error)}.`,
        'Wait until it is ready and start again.',
      );
    default:
      return unnamedProblem(place, error);
  }
}

function unnamedProblem(place: string, error: unknown): DatabaseProblem {
  const message = messageOf(error);
  if (/timeout|ETIMEDOUT/iu.test(`${message} ${codeOf(error) ?? ''}`))
    return new DatabaseProblem(
      'database/no-answer',
      `The database server at ${place} did not answer in time.`,
      'Check that the server is up, not overloaded, and that no firewall drops the connection.',
      { cause: error },
    );
  return new DatabaseProblem(
    'database/unreachable',
    `The connection to the database server at ${place} failed: ${message}.`,
    'Check DATABASE_URL (for TLS also its sslmode) and the log of the database server.',
    { cause: error },
  );
}

/** Says why this server or database cannot hold Jig's data; null when it can. */
export function unsuitableProblem(server: ServerFacts): DatabaseProblem | null {
  if (server.version_number < OLDEST_VERSION)
    return new DatabaseProblem(
      'database/too-old',
      `The database server is Postgres ${server.version}; Jig needs 15 or newer.`,
      'Upgrade the server, or leave out DATABASE_URL to use the embedded one.',
    );
  if (server.encoding !== 'UTF8')
    return new DatabaseProblem(
      'database/encoding',
      `The database \`${server.database}\` stores text as ${server.encoding}, which cannot hold every character.`,
      `Create one that can: \`createdb --encoding=UTF8 --template=template0 ${server.database}\`.`,
    );
  if (server.replica)
    return new DatabaseProblem(
      'database/replica',
      `The database \`${server.database}\` is a read-only replica.`,
      'Name the primary server in DATABASE_URL.',
    );
  return null;
}

/** SQLSTATE or system error code. A refused connection to a name with several addresses is an AggregateError. */
export function codeOf(error: unknown): string | undefined {
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** The error's own words, without its trailing stop. */
export function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return messageOf(error.errors[0]);
  return (error instanceof Error ? error.message : String(error)).replace(/\.$/u, '');
}

function describeUrl(url: string): { place: string; user: string; database: string } {
  if (!URL.canParse(url)) return { place: 'the address in DATABASE_URL', user: '', database: '' };
  const { hostname, port, username, pathname } = new URL(url);
  return {
    place: `${hostname === '' ? 'the local socket' : hostname}:${port === '' ? '5432' : port}`,
    user: decodeURIComponent(username),
    database: decodeURIComponent(pathname.slice(1)),
  };
}
