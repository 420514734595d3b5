import type { Entity } from '../../runtime/model/model.ts';
import { decide } from '../../runtime/policy/decide.ts';
import type { Actor, Decision } from '../../runtime/policy/decision.ts';
import { createReadScope } from '../../runtime/policy/read-scope.ts';
import type { ReadScope } from '../../runtime/policy/read-scope.ts';
import { createValueCheck } from '../../runtime/validate/value-check.ts';
import type { ValueCheck } from '../../runtime/validate/value-check.ts';
import type { ActiveRelease } from '../releases/activate.ts';
import { createBoundedCache } from '../sql/statement-cache.ts';

/** What is worked out once for a release and used by every request. */
export type ReleaseTools = {
  /** The value kept under `key`, made on first use; keys say for whom (roles) and for what shape it holds. */
  readonly once: <T>(key: string, make: () => T) => T;
  readonly check: (entity: Entity) => ValueCheck;
  /** The policy's decision; the same for actors with the same roles. */
  readonly decide: (actor: Actor, operation: Decision['operation'], entity: string) => Decision;
  /** What an actor may read; the same for actors with the same roles. */
  readonly scope: (actor: Actor) => ReadScope;
};

const known = new WeakMap<ActiveRelease, ReleaseTools>();

/** The tools of a release; they go when the release is no longer used. */
export function toolsOf(release: ActiveRelease): ReleaseTools {
  const before = known.get(release);
  if (before !== undefined) return before;
  const shapes = createBoundedCache<unknown>();
  const checks = new Map<string, ValueCheck>();
  const once = <T>(key: string, make: () => T): T => (shapes.find(key) ?? shapes.keep(key, make())) as T;
  const tools: ReleaseTools = {
    once,
    decide: (actor, operation, entity) =>
      once(`decide ${operation} ${entity} ${accessKey(actor)}`, () =>
        decide(release.model, actor, operation, entity),
      ),
    scope: (actor) => once(`scope ${accessKey(actor)}`, () => createReadScope(release.model, actor)),
    check: (entity) => {
      const check = checks.get(entity.name) ?? createValueCheck(entity);
      checks.set(entity.name, check);
      return check;
    },
  };
  known.set(release, tools);
  return tools;
}

/** Lets a release use the value checks of another one whose fields are the same: making them takes longest. */
export function shareChecks(release: ActiveRelease, other: ActiveRelease): void {
  known.set(release, { ...toolsOf(release), check: toolsOf(other).check });
}

/**
 * What makes two actors equal to the policy: the system, or the roles of the holdings in their order. Conditions speak of a
 * holding by its place, so that one statement serves all of them; whose attributes it is run with is no part of it.
 */
export function accessKey(actor: Actor): string {
  if (actor.kind === 'system') return '(system)';
  const [first] = actor.holdings;
  return actor.holdings.length === 1 ? (first?.role ?? '') : actor.holdings.map(({ role }) => role).join(',');
}
