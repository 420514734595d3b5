import { suggest } from '../../runtime/diagnostics/nearest-name.ts';
import { attributeField } from '../../runtime/model/attribute-field.ts';
import type { Model } from '../../runtime/model/model.ts';
import type { Attributes } from '../../runtime/policy/decision.ts';
import { fieldError, pointerTo } from '../../runtime/validate/pointer.ts';
import { createValueCheck, type ValueCheck } from '../../runtime/validate/value-check.ts';
import type { FieldErrorJson } from '../../runtime/wire/record.ts';

type Known = Model['workspace']['userAttributes'];

export type CheckedAttributes = { readonly value: Attributes; readonly errors: readonly FieldErrorJson[] };

const checks = new WeakMap<Known, ValueCheck>();

function checkFor(known: Known): ValueCheck {
  const before = checks.get(known);
  if (before !== undefined) return before;
  const fields = Object.values(known).map((attribute) => [attribute.name, attributeField(attribute)]);
  const fresh = createValueCheck({ fields: Object.fromEntries(fields) });
  checks.set(known, fresh);
  return fresh;
}

/**
 * Checks attributes that somebody wrote, by the types that the workspace gives them; null means none. In a scope each one
 * that is named needs a value: an empty one would look like a limit and reach everything or nothing.
 */
export function checkAttributes(
  known: Known,
  given: unknown,
  pointer: string,
  rule: 'may be empty' | 'each has a value',
): CheckedAttributes {
  if (given === null || given === undefined) return { value: {}, errors: [] };
  if (typeof given !== 'object' || Array.isArray(given))
    return { value: {}, errors: [fieldError(pointer, 'value/type', { expected: 'a map of attributes' })] };
  const names = Object.keys(known);
  const errors: FieldErrorJson[] = [];
  const values: Record<string, Attributes[string]> = {};
  for (const [name, value] of Object.entries(given)) {
    const at = pointerTo(pointer, name);
    if (!Object.hasOwn(known, name)) {
      const hint = suggest(name, names, 'the workspace has no `user_attributes`');
      errors.push(fieldError(at, 'attribute/unknown', { name, hint }));
    } else if (isEmpty(value)) {
      if (rule === 'each has a value') errors.push(fieldError(at, 'value/required'));
    } else values[name] = value as Attributes[string];
  }
  errors.push(...checkFor(known)(values, pointer));
  return { value: values, errors };
}

function isEmpty(value: unknown): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}
