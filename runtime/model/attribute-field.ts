import type { Field } from './field.ts';
import type { UserAttribute } from './model.ts';
import { TEXT_LIMITS } from './field-types/text.ts';

/** The attribute as a field, so that it is checked, described and shown by the same rules as every other value. */
export function attributeField({ name, type, about, span }: UserAttribute): Field {
  const label = `${name.charAt(0).toUpperCase()}${name.slice(1)}`.replaceAll('_', ' ');
  const base = {
    name,
    label,
    help: about,
    required: false,
    unique: false,
    was: null,
    requiredWhen: null,
    visibleWhen: null,
    editableWhen: null,
    defaultExpression: null,
    computed: null,
    span,
  };
  switch (type) {
    case 'text':
      return {
        ...base,
        type,
        minLength: null,
        maxLength: TEXT_LIMITS.text,
        pattern: null,
        default: null,
      };
    case 'integer':
      return { ...base, type, min: null, max: null, default: null };
    case 'boolean':
      return { ...base, type, default: null };
    case 'tags':
      return { ...base, type, default: null };
    default:
      return type satisfies never;
  }
}
