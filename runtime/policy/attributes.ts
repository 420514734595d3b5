import type { Model, UserAttribute } from '../model/model.ts';
import type { Attributes } from './decision.ts';

type Known = Model['workspace']['userAttributes'];
type Value = Attributes[string];

/**
 * Every attribute of the workspace with its value in `raw`, which is what the database holds: names that the model does not
 * know are left out, values of another type count as none.
 */
export function readAttributes(known: Known, raw: unknown): Attributes {
  return Object.fromEntries(
    Object.values(known).map((attribute) => [attribute.name, valueOf(attribute, raw)]),
  );
}

/** The attributes that a scope names, which may be none; null where there is no scope. */
export function readScope(known: Known, raw: unknown): Attributes | null {
  if (raw === null || raw === undefined) return null;
  return Object.fromEntries(
    Object.values(known)
      .filter(({ name }) => isObject(raw) && Object.hasOwn(raw, name))
      .map((attribute) => [attribute.name, valueOf(attribute, raw)]),
  );
}

function valueOf({ name, type }: UserAttribute, raw: unknown): Value {
  const value = isObject(raw) && Object.hasOwn(raw, name) ? raw[name] : null;
  switch (type) {
    case 'text':
      return typeof value === 'string' ? value : null;
    case 'integer':
      return Number.isSafeInteger(value) ? (value as number) : null;
    case 'boolean':
      return typeof value === 'boolean' ? value : null;
    case 'tags':
      return Array.isArray(value) ? value.filter((word) => typeof word === 'string') : [];
    default:
      return type satisfies never;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
