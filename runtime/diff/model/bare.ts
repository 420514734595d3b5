import type { Expression, Tree } from '../../expression/tree.ts';
import type { Message } from '../../model/rule.ts';

/** Places: where something is written is no part of what it says. */
const PLACES: ReadonlySet<string> = new Set(['span', 'spans', 'rowSpans']);

/**
 * What a part of a model says, as text that is equal where the meaning is: without places, with expressions as the trees that
 * they are, so that neither layout nor spaces count. What follows from the fields that a tree names (types, what may be
 * empty) belongs to these fields.
 */
export function bare(value: unknown): string {
  return JSON.stringify(value, strip) ?? 'null';
}

function strip(key: string, value: unknown): unknown {
  if (PLACES.has(key)) return undefined;
  if (isExpression(value)) return strip('', value.tree);
  if (isMessage(value)) return value.parts;
  if (!isTree(value)) return value;
  const { start: _start, end: _end, type: _type, ...rest } = value;
  if (rest.is !== 'path') return rest;
  return { is: rest.is, root: rest.root, steps: rest.steps };
}

/** Keys of a tree that say nothing by themselves; a path says its root and its steps. */
const OF_TREES: ReadonlySet<string> = new Set(['start', 'end', 'type', 'nullable', 'emptyAt']);

/** Whether two parts of a model say the same, as `bare` has it; without writing them down, which takes ten times as long. */
export function saysSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    return a.every((item, at) => saysSame(item, b[at]));
  }
  if (isExpression(a) && isExpression(b)) return saysSame(a.tree, b.tree);
  if (isMessage(a) && isMessage(b)) return saysSame(a.parts, b.parts);
  const silent = isTree(a) && isTree(b) ? OF_TREES : PLACES;
  const [one, other] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const keys = Object.keys(one).filter((key) => !silent.has(key));
  const others = Object.keys(other).filter((key) => !silent.has(key));
  // In order, as it is written: the order of fields and options says something.
  return (
    keys.length === others.length &&
    keys.every((key, at) => key === others[at] && saysSame(one[key], other[key]))
  );
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a part of a model is an expression with its text. */
export function isExpression(value: unknown): value is Expression {
  return isObject(value) && isTree(value['tree']) && typeof value['text'] === 'string';
}

/** Whether a part of a model is a message with values in it. */
export function isMessage(value: unknown): value is Message {
  return isObject(value) && Array.isArray(value['parts']) && typeof value['text'] === 'string';
}

function isTree(value: unknown): value is Tree {
  return isObject(value) && typeof value['is'] === 'string' && 'start' in value && 'type' in value;
}
