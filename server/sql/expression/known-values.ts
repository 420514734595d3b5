import type { TreeOf } from '../../../runtime/expression/tree.ts';
import type { Type } from '../../../runtime/expression/type.ts';
import type { Facts, RecordValue, Value } from '../../../runtime/expression/value.ts';
import { formatDecimal } from '../../../runtime/model/decimal.ts';
import type { Binder, SqlValue } from '../binder.ts';
import { sqlTypeOf } from './sql-type.ts';

/** What is known when a statement runs. */
export type Known = Pick<Facts, 'user' | 'params' | 'now' | 'today'> & Partial<Pick<Facts, 'input' | 'old'>>;

/** Places of known values in the statement of `binder`; the same value asked for twice has one place. */
export function bindKnown<V>(
  binder: Binder<V>,
  pick: (values: V) => Known,
): (path: TreeOf<'path'>) => string {
  const places = new Map<string, string>();
  return (path) => {
    const key = [path.root, ...path.steps, sqlTypeOf(path.type)].join('.');
    const known = places.get(key);
    if (known !== undefined) return known;
    const place = `${binder.bind((values) => knownValue(pick(values), path))}::${sqlTypeOf(path.type)}`;
    places.set(key, place);
    return place;
  };
}

/** The value at a path, as it is bound to a parameter. */
export function knownValue(known: Known, { root, steps, type }: TreeOf<'path'>): SqlValue {
  let value: Value = rootValue(known, root);
  for (const step of steps)
    value = isRecord(value) && Object.hasOwn(value, step) ? (value[step] ?? null) : null;
  return boundValue(value, type);
}

function rootValue(known: Known, root: string): Value {
  switch (root) {
    case 'now':
    case 'today':
      return known[root];
    case 'user':
      return known.user;
    case 'params':
    case 'input':
      return { id: '', ...known[root] };
    case 'old':
      return known.old ?? null;
    default:
      throw new Error(`\`${root}\` is no value that a statement is told.`);
  }
}

function boundValue(value: Value, type: Type): SqlValue {
  if (Array.isArray(value))
    return value.map((item: Value) => textOf(item, type.is === 'list' ? type.of : type));
  if (value === null) return type.is === 'list' ? [] : null;
  return textOf(value, type);
}

function textOf(value: Value, type: Type): string | null {
  if (value === null) return null;
  if (typeof value !== 'object') return type.is === 'datetime' ? instantText(value) : String(value);
  if (isRecord(value)) return value.id;
  return 'units' in value ? formatDecimal(value, value.scale) : null;
}

const instantText = (value: boolean | number | string): string => new Date(Number(value)).toISOString();

const isRecord = (value: Value): value is RecordValue =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && 'id' in value;
