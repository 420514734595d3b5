import type { Model } from '../../runtime/model/model.ts';
import type { Actor } from '../../runtime/policy/decision.ts';

/** The parts of a request from which an authenticator may tell who sent it. */
export type Credentials = { readonly cookie: string | null; readonly authorization: string | null };

/**
 * Tells who sends a request; the seam that every kind of sign-in fills. Null means nobody known. Roles and attributes are
 * read from the database at each call, so that taking one away holds from the next request on; which attributes there are,
 * the model says.
 */
export type Authenticator = {
  readonly findActor: (
    credentials: Credentials,
    now: Date,
    attributes: Model['workspace']['userAttributes'],
  ) => Promise<Actor | null>;
};
