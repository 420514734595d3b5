import type { Context } from 'hono';
import { Refusal } from '../operations/refusal.ts';
import type { HttpEnvironment, HttpParts } from './environment.ts';
import type { Caller } from './routes/caller.ts';

/** Who calls, under which release, as the middleware found out; refuses where nobody is signed in. */
export function findCaller(parts: Pick<HttpParts, 'now'>): (context: Context) => Caller {
  return (context: Context<HttpEnvironment>) => {
    const actor = context.get('actor');
    if (actor === null) throw new Refusal('access/sign_in', 'Nobody is signed in.');
    return { actor, release: context.get('release'), now: parts.now() };
  };
}
