import { mayBeNull } from '../expression/may-be-null.ts';
import type { FieldType } from '../expression/environment.ts';
import type { Type } from '../expression/type.ts';
import type { Field } from './field.ts';

const LIST_OF_TEXTS: Type = { is: 'list', of: { is: 'string' } };

/** What the field is to expressions; null for one that they cannot look into. */
export function expressionType(field: Field): FieldType | null {
  const type = typeOf(field);
  return type === null ? null : { type, nullable: type.is !== 'list' && isNullable(field) };
}

function typeOf(field: Field): Type | null {
  switch (field.type) {
    case 'text':
    case 'long_text':
    case 'markdown':
    case 'email':
    case 'url':
    case 'phone':
    case 'sequence':
      return { is: 'string' };
    case 'integer':
      return { is: 'int' };
    case 'decimal':
    case 'percent':
      return { is: 'decimal' };
    case 'money':
      return { is: 'money', currency: field.currency };
    case 'boolean':
      return { is: 'bool' };
    case 'date':
    case 'datetime':
    case 'time':
    case 'duration':
    case 'user':
      return { is: field.type };
    case 'choice':
      return { is: 'choice', options: optionNames(field.options) };
    case 'choices':
      return { is: 'list', of: { is: 'choice', options: optionNames(field.options) } };
    case 'tags':
      return LIST_OF_TEXTS;
    case 'reference':
      return { is: 'record', entity: field.to };
    case 'references':
      return { is: 'list', of: { is: 'record', entity: field.to } };
    case 'children':
      return { is: 'list', of: { is: 'record', entity: field.of } };
    case 'json':
      return null;
    default:
      return field satisfies never;
  }
}

const optionNames = (options: readonly { readonly name: string }[]): readonly string[] =>
  options.map(({ name }) => name);

function isNullable(field: Field): boolean {
  const { computed } = field;
  // Sum and count of nothing are 0; the smallest of nothing is nothing.
  if (computed?.is === 'rollup') return computed.measure === 'smallest' || computed.measure === 'largest';
  if (computed?.is === 'formula') return mayBeNull(computed.expression.tree);
  return field.type !== 'sequence' && !field.required;
}
