import type { TreeOf } from '../../expression/tree.ts';
import { compareDecimals, parseDecimal } from '../../model/decimal.ts';
import type { Field } from '../../model/field.ts';
import { isDate, isInstant } from '../../model/field-types/temporal.ts';
import type { Limits } from '../decider/possible.ts';
import { fieldsAlong } from './lookups.ts';
import type { Pair } from './settle.ts';

/**
 * What the database holds every record to, whichever of the two releases wrote it: of limits that differ the looser one. Only
 * columns are held to anything; what somebody gives an action, or computes, is not.
 */
export function limitsOf(pair: Pair, entity: string, { root, steps }: TreeOf<'path'>): Limits | null {
  if (root !== 'record' && root !== 'old') return null;
  const [before, after] = [pair.base, pair.head].map((model) => {
    const found = fieldsAlong(model, entity, steps);
    return found.length === steps.length ? found.at(-1)?.field : undefined;
  });
  const one = before === undefined ? null : fieldLimits(before);
  const other = after === undefined ? null : fieldLimits(after);
  if (before === undefined || after === undefined) return one ?? other;
  return one === null || other === null ? null : looser(one, other);
}

function fieldLimits(field: Field): Limits | null {
  if (field.computed !== null) return null;
  switch (field.type) {
    case 'text':
    case 'long_text':
    case 'markdown':
    case 'email':
    case 'url':
    case 'phone':
      return { minLength: field.minLength, maxLength: field.maxLength };
    case 'integer':
    case 'duration':
      return { min: field.min, max: field.max };
    case 'decimal':
    case 'percent':
    case 'money':
      return { min: field.min, max: field.max, scale: field.scale };
    case 'date':
    case 'datetime':
    case 'time':
      return { min: fixed(field.type, field.min), max: fixed(field.type, field.max) };
    case 'choice':
    case 'choices':
      return { options: field.options.map(({ name }) => name) };
    case 'boolean':
    case 'tags':
    case 'reference':
    case 'references':
    case 'children':
    case 'user':
    case 'json':
    case 'sequence':
      return null;
    default:
      return field satisfies never;
  }
}

/** `today` and `now` move, so the database holds nobody to them. */
function fixed(type: 'date' | 'datetime' | 'time', limit: string | null): string | null {
  if (limit === null) return null;
  const isValue =
    type === 'date' ? isDate(limit) : type === 'datetime' ? isInstant(limit) : /^\d\d:/u.test(limit);
  return isValue ? limit : null;
}

type Bound = number | string | null;

function looser(a: Limits, b: Limits): Limits {
  return {
    min: least(a.min, b.min),
    max: greatest(a.max, b.max),
    minLength: least(a.minLength, b.minLength) as number | null,
    maxLength: greatest(a.maxLength, b.maxLength) as number | null,
    ...(a.scale === undefined || b.scale === undefined ? {} : { scale: Math.max(a.scale, b.scale) }),
    ...(a.options === undefined || b.options === undefined
      ? {}
      : { options: [...new Set([...b.options, ...a.options])] }),
  };
}

const least = (a: Bound = null, b: Bound = null): Bound =>
  a === null || b === null ? null : isLess(a, b) ? a : b;
const greatest = (a: Bound = null, b: Bound = null): Bound =>
  a === null || b === null ? null : isLess(a, b) ? b : a;

/** Numbers by size, exact numbers too; everything else is written so that its order is that of its text. */
function isLess(a: number | string, b: number | string): boolean {
  if (typeof a === 'number' && typeof b === 'number') return a < b;
  const [x, y] = [parseDecimal(String(a)), parseDecimal(String(b))];
  return x !== null && y !== null ? compareDecimals(x, y) < 0 : String(a) < String(b);
}
