import type { ParameterValues } from '../../runtime/model/parameter-value.ts';
import type { Actor } from '../../runtime/policy/decision.ts';
import type { Authenticator } from '../identity/authenticator.ts';
import type { Database } from '../db/open.ts';
import type { Observe } from '../observe/observation.ts';
import type { ActiveRelease } from '../releases/activate.ts';
import type { Bindings } from '../parameters/bindings.ts';
import type { ReleaseHolder } from '../releases/holder.ts';

/** What middleware leaves for routes. */
export type Variables = {
  requestId: string;
  /** On the clock of `performance`. */
  started: number;
  /** The answer has its common headers already. */
  sealed: boolean;
  /** Taken once per request, so that a swap in between mixes nothing. */
  release: ActiveRelease;
  /** Counts the request under its release until it is over; an answer that is still being sent after that says so itself. */
  held: { readonly done: () => void; streams: boolean };
  /** Null for a request without a valid session. */
  actor: Actor | null;
  /** Values of the workspace's parameters in force when the request came. */
  params: ParameterValues;
};

export type HttpEnvironment = { Variables: Variables };

/** What routes and middleware are made from. */
export type HttpParts = {
  readonly database: Database;
  readonly releases: ReleaseHolder;
  readonly authenticator: Authenticator;
  readonly observe: Observe;
  readonly now: () => Date;
  /** Origin under which people reach the server, such as `https://jig.example`; null means the request's own host. */
  readonly origin: string | null;
  /** What the environment sets that the definitions leave open; null where it has none. */
  readonly bindings: Bindings | null;
};
