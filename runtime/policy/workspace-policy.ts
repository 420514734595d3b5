import type { Model, Parameter, Role as ModelRole } from '../model/model.ts';
import type { Actor, Attributes } from './decision.ts';

/** What is asked of a role here; one that the definitions no longer have is asked about too. */
type Role = Pick<ModelRole, 'name' | 'title' | 'givenBy'>;

/** Whether somebody may do something that no record is about, in one sentence, and by which role where it is so. */
export type Verdict = { readonly allowed: boolean; readonly reason: string; readonly by: string | null };

/**
 * Whether the actor may give the role, with some scope, and take it away. Whose it is does not matter here: nobody changes
 * their own.
 */
export function mayGive(model: Model, actor: Actor, role: Role): Verdict {
  if (role.givenBy.length === 0 && actor.kind !== 'system')
    return no(`Nobody but an operator gives ${role.title}: the role has no \`given_by\`.`);
  return byRole(model, actor, role.givenBy, `give ${role.title} and take it away`);
}

/**
 * The same for one scope. Who holds the giving role for a part only gives within that part: else they would give away more
 * than they have.
 */
export function mayGiveFor(model: Model, actor: Actor, role: Role, scope: Attributes | null): Verdict {
  const verdict = mayGive(model, actor, role);
  if (!verdict.allowed || actor.kind === 'system') return verdict;
  const giving = actor.holdings.filter((held) => role.givenBy.includes(held.role));
  const within = giving.find((held) => isWithin(held.scope, scope));
  if (within !== undefined) return { ...verdict, by: within.role };
  const parts = giving.map((held) => describeScope(held.scope)).join(' or ');
  return no(`You may give ${role.title} only within your own scope: ${parts}.`);
}

/** Whether the actor may see what everybody holds: whoever gives some role. */
export function maySeePeople(model: Model, actor: Actor): Verdict {
  return byRole(model, actor, givers(model), 'see what other people hold');
}

/** Whether the actor may set attributes of other people: whoever gives some role, and not for a part only. */
export function maySetAttributes(model: Model, actor: Actor): Verdict {
  return byWholeRole(model, actor, givers(model), 'set attributes of other people');
}

/** Whether the actor may set the parameter, which holds for the whole workspace. */
export function maySetParameter(model: Model, actor: Actor, parameter: Parameter): Verdict {
  if (parameter.changedBy.length === 0 && actor.kind !== 'system')
    return no(`Nobody sets ${parameter.title} here: it has no \`changed_by\`, so a release changes it.`);
  return byWholeRole(model, actor, parameter.changedBy, `set ${parameter.title}`);
}

/** Whether the actor may read parameters: whoever holds a role, since rules show them in their messages. */
export function mayReadParameters(model: Model, actor: Actor): Verdict {
  if (actor.kind === 'system') return OPERATOR;
  const held = actor.roles.find((role) => Object.hasOwn(model.roles, role));
  return held === undefined
    ? no('You hold no role; parameters are shown to those who hold one.')
    : { allowed: true, reason: 'Parameters are shown to whoever holds a role.', by: held };
}

/** Nobody changes what they hold themselves; it takes a second pair of eyes. */
export const OWN_ASSIGNMENT: Verdict = {
  allowed: false,
  reason: 'Nobody changes their own roles and attributes; somebody else has to.',
  by: null,
};

/** A scope in words: `regions north, south`. */
export function describeScope(scope: Attributes | null): string {
  if (scope === null) return 'everything';
  const parts = Object.entries(scope).map(([name, value]) => {
    const text = Array.isArray(value) ? value.join(', ') : String(value ?? '');
    return `${name.replaceAll('_', ' ')} ${text === '' ? 'none' : text}`;
  });
  return parts.length === 0 ? 'everything' : parts.join('; ');
}

function givers(model: Model): readonly string[] {
  return [...new Set(Object.values(model.roles).flatMap((role) => role.givenBy))];
}

function isWithin(outer: Attributes | null, inner: Attributes | null): boolean {
  return Object.entries(outer ?? {}).every(([name, allowed]) => {
    const asked = inner !== null && Object.hasOwn(inner, name) ? inner[name] : undefined;
    if (asked === undefined) return false;
    if (!Array.isArray(allowed)) return asked === allowed;
    return Array.isArray(asked) && asked.every((word) => allowed.includes(word));
  });
}

/** Who has the machine in hand, at the command line, acts as the system. */
const OPERATOR: Verdict = { allowed: true, reason: 'An operator may.', by: 'operator' };

function byRole(model: Model, actor: Actor, able: readonly string[], what: string): Verdict {
  if (actor.kind === 'system') return OPERATOR;
  const held = able.find((role) => Object.hasOwn(model.roles, role) && actor.roles.includes(role));
  if (held !== undefined) return { allowed: true, reason: `${titleOf(model, held)} may ${what}.`, by: held };
  if (able.length === 0) return no(`Nobody may ${what}: no role of this workspace has \`given_by\`.`);
  return no(`Only ${able.map((role) => titleOf(model, role)).join(', ')} may ${what}.`);
}

/** As `byRole`, but a role that is held for a part only does not count. */
export function byWholeRole(model: Model, actor: Actor, able: readonly string[], what: string): Verdict {
  const whole = new Set(actor.holdings.filter(({ scope }) => scope === null).map(({ role }) => role));
  const verdict = byRole(model, { ...actor, roles: [...whole] }, able, what);
  const partly = able.find((role) => actor.roles.includes(role) && !whole.has(role));
  if (verdict.allowed || partly === undefined) return verdict;
  return no(
    `You hold ${titleOf(model, partly)} for a part only, and to ${what} concerns the whole workspace.`,
  );
}

function titleOf(model: Model, role: string): string {
  return (Object.hasOwn(model.roles, role) ? model.roles[role]?.title : undefined) ?? role;
}

const no = (reason: string): Verdict => ({ allowed: false, reason, by: null });
