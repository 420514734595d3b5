import type { Tree } from '../../runtime/expression/tree.ts';
import type { Type } from '../../runtime/expression/type.ts';
import { DATES, DECIMALS, INSTANTS, INTS, SPANS, TEXTS, TIMES } from './nasty-values.ts';
import type { Random } from './random.ts';
import { GBP, TIER } from './tables.ts';
import { literalTree } from './trees.ts';

const STATUS: Type = { is: 'choice', options: ['open', 'held', 'closed'] };

/** Types of which two values may be compared. */
export const SCALARS: readonly Type[] = [
  { is: 'bool' },
  { is: 'int' },
  { is: 'int' },
  { is: 'decimal' },
  GBP,
  { is: 'string' },
  { is: 'string' },
  { is: 'date' },
  { is: 'datetime' },
  { is: 'time' },
  { is: 'duration' },
  { is: 'user' },
  { is: 'record', entity: 'customer' },
  STATUS,
  TIER,
];

export const ORDERED: readonly Type[] = SCALARS.filter(
  ({ is }) => !['bool', 'user', 'record', 'choice'].includes(is),
);

/** Types that a literal can have. */
export const LITERAL_CHOICES: ReadonlySet<Type['is']> = new Set(
  SCALARS.map(({ is }) => is).filter((is) => is !== 'user' && is !== 'record'),
);

export function literalFor(type: Type, random: Random): Tree {
  switch (type.is) {
    case 'bool':
      return literalTree(type, random.chance(0.5));
    case 'int':
      return literalTree(type, random.pick(INTS));
    case 'decimal':
    case 'money':
      return literalTree(type, random.pick(DECIMALS));
    case 'string':
      return literalTree(type, random.pick(TEXTS));
    case 'choice':
      return literalTree(type, random.pick(type.options));
    case 'date':
      return literalTree(type, random.pick(DATES));
    case 'datetime':
      return literalTree(type, random.pick(INSTANTS));
    case 'time':
      return literalTree(type, random.pick(TIMES));
    case 'duration':
      return literalTree(type, random.pick(SPANS));
    case 'user':
    case 'record':
    case 'list':
    case 'null':
      throw new Error(`There is no literal of ${type.is}.`);
  }
  return type satisfies never;
}
