import { mayBeNull } from '../expression/may-be-null.ts';
import type { FieldType } from '../expression/environment.ts';
import type { Type } from '../expression/type.ts';
import type { Field } from './field.ts';

/**
 * What a field is to an expression; null when none can use it. Lists are never null. Others may be unless a value is
 * promised: it is for required fields that are always shown, for the number of a sequence, for sums and counts (of nothing
 * they are 0), and for formulas of what is promised.
 */
export function expressionType(field: Field): FieldType | null {
  const type = typeOf(field);
  if (type === null) return null;
  return { type, nullable: type.is !== 'list' && isNullable(field) };
}

function isNullable({ type, required, visibleWhen, computed }: Field): boolean {
  if (computed?.is === 'rollup') return computed.measure === 'smallest' || computed.measure === 'largest';
  if (computed?.is === 'formula') return mayBeNull(computed.expression.tree);
  return type !== 'sequence' && (!required || visibleWhen !== null);
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
      return { is: 'choice', options: field.options.map(({ name }) => name) };
    case 'choices':
      return { is: 'list', of: { is: 'choice', options: field.options.map(({ name }) => name) } };
    case 'tags':
      return { is: 'list', of: { is: 'string' } };
    case 'reference':
      return { is: 'record', entity: field.to };
    case 'references':
      return { is: 'list', of: { is: 'record', entity: field.to } };
    case 'children':
      return { is: 'list', of: { is: 'record', entity: field.of } };
    case 'json':
    default:
      return null;
  }
}
