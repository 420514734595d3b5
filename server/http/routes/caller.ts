import type { Context } from 'hono';
import { createScope, type ViewScope } from '../../../runtime/view/scope.ts';
import type { Actor } from '../../../runtime/policy/decision.ts';
import { boundParameters } from '../../parameters/bindings.ts';
import { Refusal } from '../../operations/refusal.ts';
import type { ActiveRelease } from '../../releases/activate.ts';
import type { Context as OperationContext } from '../../operations/operation.ts';
import type { HttpEnvironment, HttpParts } from '../environment.ts';
import { identifySchema } from '../validators/validator-store.ts';

/** Who calls, and under which release. */
export type Caller = { readonly actor: Actor; readonly release: ActiveRelease };

/** The signed-in actor of a request; refuses where nobody is signed in. */
export function callerOf(context: Context<HttpEnvironment>): Caller {
  const actor = context.get('actor');
  if (actor === null) throw new Refusal('access/sign_in', 'Nobody is signed in.');
  return { actor, release: context.get('release') };
}

/** What operations run in, for the signed-in actor of a request; refuses where nobody is signed in. */
export function operationContext(parts: HttpParts, context: Context<HttpEnvironment>): OperationContext {
  const { actor, release } = callerOf(context);
  return {
    database: parts.database,
    release,
    actor,
    params: context.get('params'),
    bound: boundParameters(parts.bindings, release.model).values,
    requestId: context.get('requestId'),
    now: parts.now,
    observe: parts.observe,
  };
}

/** What views are made for, from the caller of a request. */
export function viewScopeOf(context: Context<HttpEnvironment>, now: Date): ViewScope {
  const { actor, release } = callerOf(context);
  const params = context.get('params');
  return createScope({ model: release.model, actor, now, params, identify: identifySchema });
}
