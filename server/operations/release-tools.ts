import type { Entity, RecordOperation } from '../../runtime/model/model.ts';
import { decide } from '../../runtime/policy/decide.ts';
import type { Actor, Decision } from '../../runtime/policy/decision.ts';
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
  readonly decide: (actor: Actor, operation: RecordOperation, entity: string) => Decision;
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
    check: (entity) => {
      const check = checks.get(entity.name) ?? createValueCheck(entity);
      checks.set(entity.name, check);
      return check;
    },
  };
  known.set(release, tools);
  return tools;
}

/** What makes two actors equal to the policy: the system, or a set of roles. */
export function accessKey(actor: Actor): string {
  if (actor.kind === 'system') return '(system)';
  return actor.roles.length === 1 ? (actor.roles[0] ?? '') : actor.roles.toSorted().join(',');
}
