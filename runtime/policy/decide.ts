import type { Entity, Grant, Model, RecordOperation, Role, RoleAccess } from '../model/model.ts';
import { SYSTEM_FIELDS } from '../model/system-fields.ts';
import type { Actor, Decision, DecisionGrant } from './decision.ts';

type Operation = Decision['operation'];

/**
 * What the system itself may do with every entity: load records, read what it loaded, and let them refer to each other. Everything else that runs
 * without a person acts as a service with roles of its own.
 */
const SYSTEM_OPERATIONS: ReadonlySet<Operation> = new Set<Operation>(['read', 'create', 'update']);

/** Decides whether `actor` may run `operation` on `entity`. Denies by default; several roles add their grants up. */
export function decide(model: Model, actor: Actor, operation: Operation, entity: string): Decision {
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

function roleGrants(model: Model, actor: Actor, operation: Operation, entity: Entity): DecisionGrant[] {
  return actor.holdings.flatMap(({ role }, holding) => {
    if (!Object.hasOwn(model.roles, role) || !Object.hasOwn(entity.access, role)) return [];
    return grantsOf(entity.access[role], operation).map((grant) => ({ ...grant, role, holding }));
  });
}

const ACTION = 'action ';

function grantsOf(access: RoleAccess | undefined, operation: Operation): readonly Grant[] {
  if (access === undefined) return [];
  if (!operation.startsWith(ACTION)) return access[operation as RecordOperation] ?? [];
  const name = operation.slice(ACTION.length);
  const grant = Object.hasOwn(access.actions ?? {}, name) ? access.actions?.[name] : undefined;
  return grant === undefined ? [] : [grant];
}

function systemGrants(entity: Entity, operation: Operation): DecisionGrant[] {
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

function deny(entity: string, operation: Operation, reason: string): Decision {
  return { entity, operation, allowed: false, reason, grants: [] };
}

function refusal(model: Model, actor: Actor, operation: Operation, entity: Entity): string {
  const able = Object.entries(entity.access)
    .filter(([role, access]) => Object.hasOwn(model.roles, role) && grantsOf(access, operation).length > 0)
    .map(([role]) => model.roles[role])
    .filter((role): role is Role => role !== undefined)
    .map((role) => role.title);
  const what = `${verb(entity, operation)} ${entity.plural.toLowerCase()}`;
  const held = actor.roles.length === 0 ? 'You hold no role' : `You hold ${titles(model, actor.roles)}`;
  const needed = able.length === 0 ? 'no role may' : `only ${able.join(', ')} may`;
  return `${held}; ${needed} ${what}.`;
}

function verb(entity: Entity, operation: Operation): string {
  const name = operation.startsWith(ACTION) ? operation.slice(ACTION.length) : '';
  if (name === '') return operation;
  const action = Object.hasOwn(entity.actions, name) ? entity.actions[name] : undefined;
  return (action?.title ?? name).toLowerCase();
}

function titles(model: Model, roles: readonly string[]): string {
  return roles
    .map((role) => (Object.hasOwn(model.roles, role) ? model.roles[role]?.title : undefined) ?? role)
    .join(', ');
}

/**
 * Names of the entity's own fields that some grant of the decision covers on some row. Read decisions cover the system
 * fields as well, as soon as they cover any field; what may be read in truth is for the read scope to say, which knows of
 * masks and of what derived fields derive from.
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
