import type { Type } from '../../../runtime/expression/type.ts';

/** Type that a value of an expression has in SQL. */
export function sqlTypeOf(type: Type): string {
  switch (type.is) {
    case 'bool':
      return 'boolean';
    case 'int':
    case 'duration':
      return 'bigint';
    case 'decimal':
    case 'money':
      return 'numeric';
    case 'string':
    case 'choice':
    case 'null':
      return 'text';
    case 'date':
    case 'time':
      return type.is;
    case 'datetime':
      return 'timestamptz';
    case 'record':
    case 'user':
      return 'uuid';
    case 'list':
      return `${sqlTypeOf(type.of)}[]`;
  }
  return type satisfies never;
}

/** Whether values of the type are compared and cut as texts. */
export function isText(type: Type): boolean {
  return type.is === 'string' || type.is === 'choice';
}

/** Whether a list of the type is one of rows rather than of plain values. */
export function isRows(type: Type): boolean {
  return type.is === 'list' && type.of.is === 'record';
}
