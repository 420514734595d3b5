import { formatDecimal } from '../../runtime/model/decimal.ts';
import type { Decimal } from '../../runtime/model/decimal.ts';
import type { TreeOf } from '../../runtime/expression/tree.ts';
import type { Type } from '../../runtime/expression/type.ts';
import type { Value } from '../../runtime/expression/value.ts';
import type { RunFacts } from '../../runtime/rules/run-facts.ts';
import type { Binder, SqlValue } from './binder.ts';
import { sqlTypeOf } from './expression/sql-type.ts';
import type { SqlTarget } from './expression/target.ts';

/** Values of a statement that reads for an actor. */
export type WithFacts = { readonly facts: RunFacts };

/** Whose attributes a rule sees: those of a holding, or (null) the actor's own. */
type Holder = number | null;

const places = new WeakMap<object, Map<string, string>>();

/** Places of facts in a statement, each bound once. */
export function bindFacts<V extends WithFacts>(binder: Binder<V>, holder: Holder): SqlTarget['bind'] {
  const known = places.get(binder) ?? new Map<string, string>();
  places.set(binder, known);
  return (path) => {
    const { root, steps, type } = path;
    const key = [root === 'user' ? String(holder) : '', root, ...steps].join('.');
    const place = known.get(key) ?? binder.bind(({ facts }) => parameter(type, read(facts, holder, path)));
    known.set(key, place);
    return `${place}::${sqlTypeOf(type)}`;
  };
}

function read(facts: RunFacts, holder: Holder, { root, steps }: TreeOf<'path'>): Value {
  const [name] = steps;
  switch (root) {
    case 'user': {
      const user = (holder === null ? undefined : facts.users[holder]) ?? facts.user;
      return name === undefined ? user.id : own(user, name);
    }
    case 'params':
      return name === undefined ? null : own(facts.params, name);
    case 'now':
      return facts.now;
    case 'today':
      return facts.today;
    default:
      throw new Error(`\`${root}\` is not known where records are read.`);
  }
}

function own(values: Readonly<Record<string, Value>>, name: string): Value {
  return Object.hasOwn(values, name) ? (values[name] ?? null) : null;
}

/** A value as a parameter of its SQL type. */
function parameter(type: Type, value: Value): SqlValue {
  if (value === null) return type.is === 'list' ? [] : null;
  if (Array.isArray(value)) {
    const of = type.is === 'list' ? type.of : type;
    return (value as readonly Value[]).map((item) => textOf(of, item));
  }
  return textOf(type, value);
}

function textOf(type: Type, value: Value): string | null {
  if (value === null) return null;
  if (typeof value === 'object') {
    if ('units' in value) return formatDecimal(value as Decimal, (value as Decimal).scale);
    return 'id' in value ? value.id : null;
  }
  return type.is === 'datetime' ? new Date(Number(value)).toISOString() : String(value);
}
