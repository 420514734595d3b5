import { describeType } from './describe-type.ts';
import type { Tree } from './tree.ts';
import type { Type } from './type.ts';
import { isNumber, isWrittenNumber } from './types.ts';

/** What to write where another type is expected. */
export function replacementHint(tree: Tree, type: Type): string {
  if (type.is === 'bool' && tree.type.is !== 'list')
    return 'compare it with something, as in `field == value`';
  if (type.is === 'bool') return 'ask about its items with `exists` or `all`';
  if (type.is === 'money' && tree.type.is === 'money') return 'amounts in different currencies do not mix';
  if (type.is === 'int' && tree.type.is === 'decimal')
    return 'use whole numbers only, or make the field a decimal';
  if (tree.type.is === 'record') return 'name one of its fields behind a point';
  const name =
    tree.type.is === 'string' && Object.hasOwn(CONVERSIONS, type.is) ? CONVERSIONS[type.is] : undefined;
  if (name === undefined) return `use something that is ${describeType(type)}`;
  return tree.is === 'literal' && tree.value !== null
    ? `write it as in \`${name.replace('…', String(tree.value).slice(0, 30))}\``
    : `use a field of that type; written out it is \`${name}\``;
}

const CONVERSIONS: Readonly<Record<string, string>> = {
  date: 'date("…")',
  datetime: 'timestamp("…")',
  time: 'time("…")',
  duration: 'duration("…")',
};

/** What to do about two parts that do not go together. */
export function operandsHint(left: Tree, right: Tree): string {
  const [a, b] = [left.type, right.type];
  const has = (test: (type: Type) => boolean): boolean => test(a) || test(b);
  if (a.is === 'money' && b.is === 'money') return 'use amounts in one currency';
  if (has((type) => type.is === 'money') && has(isNumber))
    return 'make both amounts; an amount goes with a written number, and may be multiplied with any';
  if (has((type) => type.is === 'record')) return 'name a field of the record behind a point';
  if (has((type) => type.is === 'list')) return 'ask with `in`, `exists` or `all`';
  if (has((type) => type.is === 'user'))
    return 'compare with `user`, or ask for a role: `"name" in user.roles`';
  const text = a.is === 'string' ? left : b.is === 'string' ? right : null;
  const other = text === left ? right : left;
  if (text !== null && isWrittenNumber(other)) return 'write the number between quotes';
  if (text !== null && has((type) => isNumber(type) || type.is === 'money'))
    return 'write numbers without quotes';
  if (text !== null) return replacementHint(text, other.type);
  if (has((type) => type.is === 'date') && has((type) => type.is === 'datetime'))
    return 'compare dates with `today`, and points in time with `now`';
  if (a.is === 'choice') return 'compare each with the option that you mean';
  if (a.is === 'bool') return 'compare two values at a time and join the parts with `&&`';
  return `use two values that are ${describeType(a)}`;
}
