import { isDeepStrictEqual } from 'node:util';
import { suggest } from '../../runtime/diagnostics/nearest-name.ts';
import { isDate, isInstant } from '../../runtime/model/field-types/temporal.ts';
import type { Model } from '../../runtime/model/model.ts';
import { startOfDay } from '../../runtime/model/zoned-day.ts';
import type { Attributes } from '../../runtime/policy/decision.ts';
import { checkAttributes } from './attribute-check.ts';
import type { DevPerson, DevRole } from './dev-people.ts';
import { problem } from './dev-people-problem.ts';

const KEY = /^[a-z][a-z0-9_]{0,49}$/u;
const PERSON_KEYS: ReadonlySet<string> = new Set(['name', 'email', 'roles', 'attributes']);
const ROLE_KEYS: ReadonlySet<string> = new Set(['role', 'scope', 'until']);

/** A person of the file; throws DevPeopleProblem for every mistake, in the words of the file. */
export function readPerson(key: string, value: unknown, model: Model): DevPerson {
  if (!KEY.test(key)) throw problem(`names somebody \`${key}\`: use lower-case letters, digits and _`);
  const facts = childObject({ [key]: value }, key, 'people');
  const unknown = Object.keys(facts).find((name) => !PERSON_KEYS.has(name));
  if (unknown !== undefined)
    throw problem(`has an unknown key \`${unknown}\` for ${key}: use name, email, roles and attributes`);
  const { name, email = null, roles = [], attributes } = facts;
  if (typeof name !== 'string' || name.trim() === '') throw problem(`gives ${key} no name`);
  if (email !== null && typeof email !== 'string') throw problem(`gives ${key} an email that is no text`);
  if (!Array.isArray(roles)) throw problem(`gives ${key} roles that are no list`);
  const read = roles.map((role: unknown) => readRole(key, role, model));
  return {
    key,
    name,
    email,
    roles: read.filter((role, at) => read.findIndex((other) => isDeepStrictEqual(role, other)) === at),
    attributes: readValues(attributes, 'may be empty', `gives ${key} attributes that cannot be used`, model),
  };
}

function readRole(key: string, written: unknown, model: Model): DevRole {
  const isMap = typeof written === 'object' && written !== null && !Array.isArray(written);
  const facts: Readonly<Record<string, unknown>> = isMap ? { ...written } : { role: written };
  const unknown = Object.keys(facts).find((name) => !ROLE_KEYS.has(name));
  if (unknown !== undefined)
    throw problem(`has an unknown key \`${unknown}\` in a role of ${key}: use role, scope and until`);
  const { role, scope, until } = facts;
  if (typeof role !== 'string' || !Object.hasOwn(model.roles, role))
    throw problem(
      `gives ${key} the unknown role \`${String(role)}\`; ${suggest(String(role), Object.keys(model.roles), 'no role is defined')}`,
    );
  const what = `gives ${key} the role ${role}`;
  const limits = readValues(scope, 'each has a value', `${what} with a scope that cannot be used`, model);
  return {
    role,
    scope: Object.keys(limits).length === 0 ? null : limits,
    until: readUntil(until, what, model),
  };
}

function readValues(
  written: unknown,
  rule: Parameters<typeof checkAttributes>[3],
  what: string,
  model: Model,
): Attributes {
  const known = model.workspace.userAttributes;
  const { value, errors } = checkAttributes(known, written, '', rule);
  const [first] = errors;
  if (first === undefined) return value;
  const at = first.pointer === '' ? '' : ` (\`${first.pointer.slice(1).replaceAll('/', '.')}\`)`;
  throw problem(`${what}${at}: ${first.message.replace(/\.$/u, '')}`);
}

function readUntil(written: unknown, what: string, model: Model): string | null {
  if (written === undefined || written === null) return null;
  if (typeof written === 'string' && isDate(written))
    return startOfDay(written, model.workspace.timeZone).toISOString();
  if (typeof written === 'string' && isInstant(written)) return new Date(written).toISOString();
  throw problem(
    `${what} until \`${typeof written === 'string' ? written : JSON.stringify(written)}\`, which is no date such as 2027-01-01`,
  );
}

/** The map under `key`; throws DevPeopleProblem where there is none. */
export function childObject(parent: unknown, key: string, of: string): Record<string, unknown> {
  const child: unknown =
    typeof parent === 'object' && parent !== null ? (parent as Record<string, unknown>)[key] : undefined;
  if (typeof child !== 'object' || child === null || Array.isArray(child))
    throw problem(`needs a map \`${key}\` in ${of}`);
  return child as Record<string, unknown>;
}
