import type { Model } from '../model/model.ts';

/**
 * The first place in which two models mean something else, as a path; null when they mean the same. Places in files, the
 * version of the language and how a value was spelled mean nothing.
 */
export function differenceInMeaning(before: Model, after: Model): string | null {
  return firstDifference(meaningOf({ ...before, language: 0 }), meaningOf({ ...after, language: 0 }), '');
}

type Plain = Readonly<Record<string, unknown>>;

const isMap = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A part of an expression. */
const isNode = (value: unknown): boolean => isMap(value) && typeof value['is'] === 'string';

/** Author's names may be any of these words, so the shape around a key tells what it is. */
function meaningOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(meaningOf);
  if (!isMap(value)) return value;
  if (typeof value['file'] === 'string' && typeof value['endColumn'] === 'number') return 'a place';
  const entries = Object.entries(value).filter(([key, part]) => {
    if (isNode(value) && (key === 'start' || key === 'end')) return typeof part !== 'number';
    if (key === 'text' && typeof part === 'string') return !isNode(value['tree']);
    return !(key === 'written' && isMap(value['compiled']));
  });
  return Object.fromEntries(entries.map(([key, part]) => [key, meaningOf(part)]));
}

function firstDifference(a: unknown, b: unknown, path: string): string | null {
  if (Array.isArray(a) && Array.isArray(b)) {
    if (a.length !== b.length) return path;
    return firstOf(a.keys(), (index) => firstDifference(a[index], b[index], `${path}[${index}]`));
  }
  if (!isMap(a) || !isMap(b)) return Object.is(a, b) ? null : path;
  const names = Object.keys(a);
  if (names.join('\n') !== Object.keys(b).join('\n')) return path;
  return firstOf(names, (name) => firstDifference(a[name], b[name], path === '' ? name : `${path}.${name}`));
}

function firstOf<T>(items: Iterable<T>, find: (item: T) => string | null): string | null {
  for (const item of items) {
    const found = find(item);
    if (found !== null) return found;
  }
  return null;
}
