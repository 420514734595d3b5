import type { Tree } from '../../expression/tree.ts';
import { BOOL } from '../../expression/types.ts';
import { treeKey } from './tree-key.ts';

/** When something is allowed: always, never, or where a condition is true. */
export type Truth = Tree | boolean;

/** Places mean nothing in trees that were put together. */
export const NOWHERE = { start: 0, end: 0 } as const;

/** True where every part is. */
export function allTrue(parts: readonly Truth[]): Truth {
  return joined('and', parts);
}

/** True where some part is. */
export function anyTrue(parts: readonly Truth[]): Truth {
  return joined('or', parts);
}

/** Equal for truths that say the same. */
export function truthKey(truth: Truth): string {
  return typeof truth === 'boolean' ? String(truth) : treeKey(truth);
}

/** Each part once, and none that another one decides: `a` or (`a` and `b`) is `a`. */
function joined(is: 'and' | 'or', parts: readonly Truth[]): Truth {
  const decisive = is === 'or';
  if (parts.includes(decisive)) return decisive;
  const open = parts.filter((part) => typeof part !== 'boolean');
  const [only, other] = open;
  if (only === undefined) return !decisive;
  // Most fields of a record are under no other condition than the record.
  if (open.length === 1 || (open.length === 2 && truthKey(only) === truthKey(other ?? false))) return only;
  const flat = open.flatMap((part) => (part.is === is ? part.parts : [part]));
  const unique = new Map(flat.map((part) => [treeKey(part), part]));
  const inner = is === 'and' ? 'or' : 'and';
  const needed = [...unique.values()].filter(
    (part) => part.is !== inner || !part.parts.some((below) => unique.has(treeKey(below))),
  );
  const [first] = needed;
  if (first === undefined) return !decisive;
  return needed.length === 1 ? first : { is, parts: needed, type: BOOL, ...NOWHERE };
}
