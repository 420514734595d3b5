import type { Field } from '../../model/field.ts';
import { compareDecimals, parseDecimal } from '../../model/decimal.ts';
import { textOf } from '../model/text-of.ts';

type Limits = Readonly<Record<string, unknown>>;

/** In words: limits that the new form of a field holds and the old one did not. */
export function tighterLimits(old: Field, now: Field): readonly string[] {
  const [was, is] = [old as Limits, now as Limits];
  const says = (words: string): string[] => [words];
  const none = 'none';
  return [
    ...(isHigher(was['min'], is['min'])
      ? says(`the least value is ${textOf(is['min']) ?? none} and was ${textOf(was['min']) ?? none}`)
      : []),
    ...(isLower(was['max'], is['max'])
      ? says(`the greatest value is ${textOf(is['max']) ?? none} and was ${textOf(was['max']) ?? none}`)
      : []),
    ...(isHigher(was['minLength'], is['minLength'])
      ? says(`at least ${String(is['minLength'])} characters`)
      : []),
    ...(isLower(was['maxLength'], is['maxLength'])
      ? says(`at most ${String(is['maxLength'])} characters instead of ${textOf(was['maxLength']) ?? none}`)
      : []),
    ...(typeof is['pattern'] === 'string' && is['pattern'] !== was['pattern']
      ? says('values must follow another pattern')
      : []),
    ...(isLower(was['scale'], is['scale'])
      ? says(`${String(is['scale'])} digits after the point instead of ${String(was['scale'])}`)
      : []),
    ...(now.required && !old.required ? says('a value is required') : []),
    ...(now.unique && !old.unique ? says('values must be unique') : []),
  ];
}

/** A lower bound that is there now and was not, or is greater. */
function isHigher(was: unknown, is: unknown): boolean {
  if (is === null || is === undefined) return false;
  return was === null || was === undefined ? true : compare(was, is) < 0;
}

function isLower(was: unknown, is: unknown): boolean {
  if (is === null || is === undefined) return false;
  return was === null || was === undefined ? true : compare(was, is) > 0;
}

/** Exact numbers by size; dates and times are written so that their order is that of their text. */
function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [x, y] = [parseDecimal(String(a)), parseDecimal(String(b))];
  if (x !== null && y !== null) return compareDecimals(x, y);
  return String(a) < String(b) ? -1 : String(a) === String(b) ? 0 : 1;
}

const TEXTS: ReadonlySet<Field['type']> = new Set(['text', 'long_text', 'markdown', 'email', 'url', 'phone']);
const NUMBERS: ReadonlySet<Field['type']> = new Set(['integer', 'decimal', 'money', 'percent']);

/** Whether whatever is written under the new type has a place in the old one. */
export function isReversible(old: Field, now: Field): boolean {
  if (now.type === old.type) return true;
  if (TEXTS.has(old.type) && TEXTS.has(now.type))
    return 'maxLength' in old && 'maxLength' in now && old.maxLength >= now.maxLength && old.pattern === null;
  if (!NUMBERS.has(old.type) || !NUMBERS.has(now.type)) return false;
  const scale = (field: Field): number => ('scale' in field ? field.scale : 0);
  return scale(old) >= scale(now) && old.type !== 'integer';
}
