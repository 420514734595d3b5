import { spanOf } from '../definition/node.ts';
import { expressionType } from '../model/expression-type.ts';
import type { Parameter } from '../model/model.ts';
import { FIELD_TYPES } from '../model/field-types/registry.ts';
import type { Field, FieldTypeName } from '../model/field.ts';
import { checkOwner } from './check-workspace.ts';
import { checkRoleNames } from './check-roles.ts';
import { checkValue } from './check-default.ts';
import { deriveField } from './derive-field.ts';
import { hasKey, scalarAt, textAt, type Draft, type DraftParameter } from './draft.ts';
import { nameInWords } from './words.ts';

/** Parameters of the workspace; one whose definition was reported is left out. */
export function checkParameters(draft: Draft): Readonly<Record<string, Parameter>> {
  const parameters: Record<string, Parameter> = {};
  const groups = new Set([...draft.parameters.values()].map(({ group }) => group));
  for (const group of groups) if (hasKey(group, 'owner')) checkOwner(draft, group);
  for (const one of draft.parameters.values()) {
    const parameter = checkParameter(draft, one);
    if (parameter === null) draft.check.meant.add(`parameter ${one.name}`);
    else parameters[one.name] = parameter;
  }
  return parameters;
}

function checkParameter(draft: Draft, { name, key, map, group }: DraftParameter): Parameter | null {
  const { check } = draft;
  const typeName = textAt(check, map, 'type');
  const title = textAt(check, map, 'title') ?? nameInWords(name);
  const type = typeName !== null && Object.hasOwn(FIELD_TYPES, typeName) ? (typeName as FieldTypeName) : null;
  const base = deriveField(check, { name, key, map, type, field: null }, draft.workspace?.currency ?? 'EUR');
  const changedBy = checkRoleNames(draft, map, 'changed_by');
  const fieldType = base === null ? null : expressionType(base);
  const node = scalarAt(check, map, 'value');
  if (base === null || fieldType === null || node === null) return null;
  const field: Field = { ...base, label: title, help: textAt(check, map, 'about'), required: true };
  const value = checkValue(check, node, field, { code: 'parameter/value', noun: 'value' });
  if (value === null) return null;
  return {
    name,
    title,
    about: textAt(check, map, 'about') ?? '',
    field,
    type: { type: fieldType.type, nullable: false },
    value: inForm(field, value),
    changedBy,
    owner: textAt(check, group, 'owner'),
    span: spanOf(key),
  };
}

function inForm(field: Field, text: string): string | number | boolean {
  if (field.type === 'boolean') return text === 'true';
  return field.type === 'integer' || field.type === 'duration' ? Number(text) : text;
}
