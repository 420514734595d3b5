import type { Tree, TreeOf } from '../../../runtime/expression/tree.ts';
import type { Type } from '../../../runtime/expression/type.ts';
import { literal } from '../binder.ts';
import { sqlTypeOf } from './sql-type.ts';

/** A literal of an expression as it stands beside a value of its type. */
export function literalSql({ value, type }: TreeOf<'literal'>): string {
  return value === null ? 'null' : typeof value === 'boolean' ? String(value) : valueSql(String(value), type);
}

/** A literal that stands alone. A short whole number would be `int` to Postgres, and sums of these end early. */
export function wideLiteralSql(tree: TreeOf<'literal'>): string {
  const isNumber = ['int', 'duration', 'decimal', 'money'].includes(tree.type.is);
  const text = literalSql(tree);
  return isNumber && tree.value !== null && !text.includes('.') ? `${text}::${sqlTypeOf(tree.type)}` : text;
}

function valueSql(text: string, type: Type): string {
  switch (type.is) {
    case 'int':
    case 'duration':
    case 'decimal':
    case 'money':
      return signed(text);
    case 'date':
    case 'time':
      return `${type.is} ${literal(text)}`;
    case 'datetime':
      return `timestamptz ${literal(text)}`;
    case 'record':
    case 'user':
      return `uuid ${literal(text)}`;
    case 'bool':
      return text;
    case 'string':
    case 'choice':
    case 'null':
    case 'list':
      return literal(text);
  }
  return type satisfies never;
}

/** A cast behind a minus would take the number alone. */
const signed = (text: string): string => (text.startsWith('-') ? `(${text})` : text);

/** The items of a list literal, comma separated. */
export function itemsSql(items: readonly Tree[]): string {
  return items.map((item) => (item.is === 'literal' ? literalSql(item) : 'null')).join(', ');
}

/** A list literal as an array. */
export function arraySql({ items, type }: TreeOf<'list'>): string {
  const of = type.is === 'list' ? sqlTypeOf(type) : 'text[]';
  return items.length === 0 ? `'{}'::${of}` : `array[${itemsSql(items)}]::${of}`;
}
