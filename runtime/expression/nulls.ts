import { childrenOf } from './children.ts';
import { isPlain } from './plain.ts';
import type { Tree, TreeOf } from './tree.ts';

type Keys = ReadonlySet<string>;

const NONE: Keys = new Set();

/**
 * Optional paths of a condition whose emptiness makes it unknown without being handled, each once: `x > 3` but not
 * `x == null || x > 3`, nor `has(x) && x > 3`. A part handles an empty path when it decides the whole then.
 */
export function unhandledNulls(tree: Tree): readonly TreeOf<'path'>[] {
  const found = new Map<string, TreeOf<'path'>>();
  visit(tree, NONE, found);
  return [...found.values()];
}

const keyOf = ({ root, steps }: TreeOf<'path'>): string => [root, ...steps].join('.');

/** Paths that are not empty once the given ones are known not to be. */
function isHandled(path: TreeOf<'path'>, handled: Keys): boolean {
  if (handled.has(keyOf(path))) return true;
  const places = path.emptyAt ?? [path.steps.length - 1];
  return places.every((place) => {
    const prefix = [path.root, ...path.steps.slice(0, place + 1)].join('.');
    return [...handled].some((key) => key === prefix || key.startsWith(`${prefix}.`));
  });
}

function visit(tree: Tree, handled: Keys, found: Map<string, TreeOf<'path'>>): void {
  switch (tree.is) {
    case 'path':
      if (tree.nullable && !isHandled(tree, handled)) found.set(keyOf(tree), tree);
      return;
    case 'and':
    case 'or':
      for (const part of tree.parts) {
        const others = tree.parts.filter((other) => other !== part);
        visit(part, joined(handled, ...others.map((other) => decidedBy(other, tree.is === 'or'))), found);
      }
      return;
    case 'if':
      visit(tree.test, handled, found);
      visit(tree.then, joined(handled, decidedBy(tree.test, false)), found);
      visit(tree.otherwise, joined(handled, decidedBy(tree.test, true)), found);
      return;
    case 'compare':
      // What is merely read is compared as empty; only what is computed becomes unknown.
      for (const side of [tree.left, tree.right]) if (!absorbs(tree, side)) visit(side, handled, found);
      return;
    case 'in':
      if (!isPlain(tree.item)) visit(tree.item, handled, found);
      visit(tree.list, handled, found);
      return;
    case 'not':
    case 'negate':
    case 'arithmetic':
    case 'call':
    case 'decision':
    case 'loop':
    case 'list':
    case 'literal':
    default:
      for (const child of childrenOf(tree)) visit(child, handled, found);
  }
}

const absorbs = (tree: TreeOf<'compare'>, side: Tree): boolean =>
  (tree.operator === '==' || tree.operator === '!=') && isPlain(side);

const joined = (...sets: readonly Keys[]): Keys => new Set(sets.flatMap((set) => [...set]));
const common = (sets: readonly Keys[]): Keys =>
  new Set([...(sets[0] ?? [])].filter((key) => sets.every((set) => set.has(key))));

/** Paths each of which, when empty, makes the condition `value`: decided, not unknown. */
function decidedBy(tree: Tree, value: boolean): Keys {
  if (tree.is === 'not') return decidedBy(tree.of, !value);
  if (tree.is === 'and' || tree.is === 'or') {
    const sets = tree.parts.map((part) => decidedBy(part, value));
    return (tree.is === 'or') === value ? joined(...sets) : common(sets);
  }
  if (tree.is === 'in')
    return !value && tree.item.is === 'path' && tree.item.nullable ? new Set([keyOf(tree.item)]) : NONE;
  if (tree.is !== 'compare' || (tree.operator !== '==' && tree.operator !== '!=')) return NONE;
  return comparedWith(tree, value);
}

/** `x == null` is true for an empty x; `x == 5`, and x compared with whatever is never empty, false. */
function comparedWith({ left, right, operator }: TreeOf<'compare'>, value: boolean): Keys {
  const [path, other] = left.is === 'path' ? [left, right] : [right, left];
  if (path.is !== 'path') return NONE;
  const nothing = other.is === 'literal' && other.value === null;
  const present = (other.is === 'literal' && !nothing) || (other.is === 'path' && !other.nullable);
  const whenEmpty = nothing ? operator === '==' : operator === '!=';
  return (nothing || present) && whenEmpty === value ? new Set([keyOf(path)]) : NONE;
}
