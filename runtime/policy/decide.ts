import type { Entity, Model, RecordOperation, Role } from '../model/model.ts';
import { SYSTEM_FIELDS } from '../model/system-fields.ts';
import type { Actor, Decision, DecisionGrant } from './decision.ts';

/**
 * What the system itself may do with every entity: load records and read what it loaded. Everything else that runs
 * without a person acts as a service with roles of its own.
 */
const SYSTEM_OPERATIONS: ReadonlySet<RecordOperation> = new Set<RecordOperation>(['read', 'create']);

/** Decides whether `actor` may run `operation` on `entity`. Denies by default; several roles add their grants up. */
export function decide(model: Model, actor: Actor, operation: RecordOperation, entity: string): Decision {
  const target = Object.hasOwn(model.entities, entity) ? model.entities[entity] : undefined;
  if (target === undefined) return deny(entity, operation, `There is no entity \`${entity}\`.`);
  const grants =
    actor.kind === 'system' ? systemGrants(target, operation) : roleGrants(model, actor, operation, target);
  if (grants.length === 0) return deny(entity, operation, refusal(model, actor, operation, target));
  const named = grants.map((grant) => `${grant.role} (${place(grant)})`).join(', ');
  return { entity, operation, allowed: true, reason: `Granted by ${named}.`, grants };
}

/** Where a grant is written, as `file:line`. */
export function place(grant: DecisionGrant): string {
  return `${grant.span.file}:${grant.span.line}`;
}

function roleGrants(model: Model, actor: Actor, operation: RecordOperation, entity: Entity): DecisionGrant[] {
  return actor.holdings.flatMap(({ role }, holding) => {
    if (!Object.hasOwn(model.roles, role) || !Object.hasOwn(entity.access, role)) return [];
    return (entity.access[role]?.[operation] ?? []).map((grant) => ({ ...grant, role, holding }));
  });
}

function systemGrants(entity: Entity, operation: RecordOperation): DecisionGrant[] {
  if (!SYSTEM_OPERATIONS.has(operation)) return [];
  return [
    {
      id: 'system',
      role: 'system',
      holding: -1,
      rows: null,
      fields: null,
      masks: {},
      after: null,
      span: entity.span,
    },
  ];
}

function deny(entity: string, operation: RecordOperation, reason: string): Decision {
  return { entity, operation, allowed: false, reason, grants: [] };
}

function refusal(model: Model, actor: Actor, operation: RecordOperation, entity: Entity): string {
  const able = Object.entries(entity.access)
    .filter(([role, access]) => Object.hasOwn(model.roles, role) && access[operation] !== undefined)
    .map(([role]) => model.roles[role])
    .filter((role): role is Role => role !== undefined)
    .map((role) => role.title);
  const what = `${operation} ${entity.plural.toLowerCase()}`;
  const held = actor.roles.length === 0 ? 'You hold no role' : `You hold ${titles(model, actor.roles)}`;
  const needed = able.length === 0 ? 'no role may' : `only ${able.join(', ')} may`;
  return `${held}; ${needed} ${what}.`;
}

function titles(model: Model, roles: readonly string[]): string {
  return roles
    .map((role) => (Object.hasOwn(model.roles, role) ? model.roles[role]?.title : undefined) ?? role)
    .join(', ');
}

/**
 * Names of the entity's own fields that some grant of the decision covers. Read decisions cover the system fields as
 * well, as soon as they cover any field.
 */
export function coveredFields(entity: Entity, decision: Decision): ReadonlySet<string> {
  const own = Object.keys(entity.fields);
  const names = new Set(
    decision.grants
      .flatMap((grant) => grant.fields ?? own)
      .filter((name) => Object.hasOwn(entity.fields, name)),
  );
  const any = names.size > 0 || decision.grants.some((grant) => grant.fields === null);
  if (decision.operation === 'read' && any) for (const name of Object.keys(SYSTEM_FIELDS)) names.add(name);
  return names;
}
