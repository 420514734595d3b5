import type { Field } from './field.ts';
import type { Entity } from './model.ts';

const NOWHERE = { file: '', line: 1, column: 1, endLine: 1, endColumn: 1 };
const BASE = {
  help: null,
  required: true,
  unique: false,
  was: null,
  requiredWhen: null,
  visibleWhen: null,
  editableWhen: null,
  defaultExpression: null,
  computed: null,
  span: NOWHERE,
  default: null,
} as const;

/** Fields that every record has without a definition; readable by whoever may read any field of the record. */
export const SYSTEM_FIELDS: Readonly<Record<string, Field>> = {
  created_at: { ...BASE, name: 'created_at', label: 'Created', type: 'datetime', min: null, max: null },
  created_by: { ...BASE, name: 'created_by', label: 'Created by', type: 'user' },
  updated_at: { ...BASE, name: 'updated_at', label: 'Updated', type: 'datetime', min: null, max: null },
  updated_by: { ...BASE, name: 'updated_by', label: 'Updated by', type: 'user' },
};

/** The field or system field of that name; undefined when the entity has none. */
export function findField(entity: Entity, name: string): Field | undefined {
  return Object.hasOwn(entity.fields, name)
    ? entity.fields[name]
    : Object.hasOwn(SYSTEM_FIELDS, name)
      ? SYSTEM_FIELDS[name]
      : undefined;
}
