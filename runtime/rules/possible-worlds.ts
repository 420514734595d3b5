import { childrenOf } from '../expression/children.ts';
import { mayBeNull } from '../expression/may-be-null.ts';
import type { Tree, TreeOf } from '../expression/tree.ts';

/** True, false or unknown. */
export type Truth = boolean | null;
type Value = string | boolean | null;

/**
 * What stands for a path when a condition is judged: a name under which all that means the same value is found, or the
 * expression whose value it has.
 */
export type Resolve = (path: TreeOf<'path'>) => string | { readonly tree: Tree; readonly resolve: Resolve };
export type Judged = { readonly tree: Tree; readonly resolve: Resolve };

/** Worlds that are looked at before a question is given up. */
const MOST_WORLDS = 20_000;

/** Every value that an unknown of the question can have. */
type Unknowns = Map<string, readonly Value[]>;
type World = ReadonlyMap<string, Value>;

/**
 * Which truths `question` can have in the worlds where every one of `given` is true; null when there are too many worlds.
 * Options, flags and people are followed through comparisons; every other comparison may turn out either way, alike only
 * where it is the same comparison. So a truth that is missing here is impossible, and one that is there may be.
 */
export function possibleTruths(question: Judged, given: readonly Judged[]): ReadonlySet<Truth> | null {
  const unknowns: Unknowns = new Map();
  const people = new Set<string>();
  for (const judged of [question, ...given]) findUnknowns(judged.tree, judged.resolve, unknowns, people);
  // Each person may be anybody: as many as there are places for one tell all cases apart.
  const anybody = [...people].map((_, index) => `person ${index}`);
  for (const name of people) unknowns.set(name, [...anybody, ...(unknowns.get(name) ?? [])]);
  const size = [...unknowns.values()].reduce((product, values) => product * values.length, 1);
  if (size > MOST_WORLDS) return null;
  const truths = new Set<Truth>();
  const asked = truthOf(question.tree, question.resolve);
  const all = given.map(({ tree, resolve }) => truthOf(tree, resolve));
  for (const world of worldsOf([...unknowns]))
    if (all.every((one) => one(world) === true)) truths.add(asked(world));
  return truths;
}

function* worldsOf(unknowns: readonly (readonly [string, readonly Value[]])[]): Generator<World> {
  const places = unknowns.map(() => 0);
  for (;;) {
    yield new Map(unknowns.map(([name, values], index) => [name, values[places[index] ?? 0] ?? null]));
    let at = 0;
    while (at < places.length) {
      places[at] = (places[at] ?? 0) + 1;
      if ((places[at] ?? 0) < (unknowns[at]?.[1].length ?? 0)) break;
      places[at] = 0;
      at += 1;
    }
    if (at === places.length) return;
  }
}

/** Whether the values of a part are followed; any other is only ever compared as a whole. */
const isFollowed = ({ type }: Tree): boolean => ['choice', 'bool', 'user', 'null'].includes(type.is);

/** Whether a comparison is between values that are followed. */
function isOpen(tree: Tree): boolean {
  if (tree.is === 'in') return tree.list.is === 'list' && isTerm(tree.item);
  if (tree.is !== 'compare' || (tree.operator !== '==' && tree.operator !== '!=')) return false;
  return isTerm(tree.left) && isTerm(tree.right);
}

const isTerm = (tree: Tree): boolean => (tree.is === 'path' || tree.is === 'literal') && isFollowed(tree);

const isJunction = (tree: Tree): boolean =>
  tree.is === 'and' || tree.is === 'or' || tree.is === 'not' || (tree.is === 'if' && tree.type.is === 'bool');

function findUnknowns(tree: Tree, resolve: Resolve, unknowns: Unknowns, people: Set<string>): void {
  if (isJunction(tree) || isOpen(tree))
    for (const child of childrenOf(tree)) findUnknowns(child, resolve, unknowns, people);
  else if (tree.is === 'path' && isFollowed(tree)) findTerm(tree, resolve, unknowns, people);
  else if (tree.is !== 'literal' && tree.is !== 'list')
    unknowns.set(nameOf(tree, resolve), mayBeNull(tree) ? [true, false, null] : [true, false]);
}

function findTerm(path: TreeOf<'path'>, resolve: Resolve, unknowns: Unknowns, people: Set<string>): void {
  const found = resolve(path);
  if (typeof found !== 'string') return findUnknowns(found.tree, found.resolve, unknowns, people);
  const empty = path.nullable ? [null] : (unknowns.get(found) ?? []).filter((value) => value === null);
  if (path.type.is === 'user') {
    people.add(found);
    unknowns.set(found, empty);
  } else if (path.type.is === 'choice') unknowns.set(found, [...path.type.options, ...empty]);
  else unknowns.set(found, [true, false, ...empty]);
}

/** A name for a part that is not looked into: the same for parts that mean the same. */
function nameOf(tree: Tree, resolve: Resolve): string {
  return JSON.stringify(tree, (key, value: unknown) => {
    if (key === 'start' || key === 'end' || key === 'emptyAt' || key === 'nullable') return undefined;
    if (!isPath(value)) return value;
    const found = resolve(value);
    return typeof found === 'string' ? found : nameOf(found.tree, found.resolve);
  });
}

const isPath = (value: unknown): value is TreeOf<'path'> =>
  typeof value === 'object' && value !== null && 'is' in value && value.is === 'path';

/** A part as a function of the world; names are made once, not in every world. */
type InWorld<T> = (world: World) => T;

function truthOf(tree: Tree, resolve: Resolve): InWorld<Truth> {
  if (tree.is === 'not') {
    const of = truthOf(tree.of, resolve);
    return (world) => negated(of(world));
  }
  if (tree.is === 'and' || tree.is === 'or') return junctionOf(tree.is === 'or', tree.parts, resolve);
  if (tree.is === 'if' && tree.type.is === 'bool') {
    const [test, then, otherwise] = [tree.test, tree.then, tree.otherwise].map((part) =>
      truthOf(part, resolve),
    );
    return (world) => {
      const met = test?.(world) ?? null;
      return met === null ? null : ((met ? then : otherwise)?.(world) ?? null);
    };
  }
  if (!isOpen(tree)) {
    const value = valueOf(tree, resolve);
    return (world) => asTruth(value(world));
  }
  if (tree.is === 'in') {
    const item = valueOf(tree.item, resolve);
    const list = childrenOf(tree.list).map((one) => valueOf(one, resolve));
    return (world) => list.some((one) => one(world) === item(world));
  }
  if (tree.is !== 'compare') return () => null;
  const [left, right] = [valueOf(tree.left, resolve), valueOf(tree.right, resolve)];
  const wanted = tree.operator === '==';
  return (world) => (left(world) === right(world)) === wanted;
}

function junctionOf(decisive: boolean, parts: readonly Tree[], resolve: Resolve): InWorld<Truth> {
  const all = parts.map((part) => truthOf(part, resolve));
  return (world) => {
    let unknown = false;
    for (const part of all) {
      const truth = part(world);
      if (truth === decisive) return decisive;
      if (truth === null) unknown = true;
    }
    return unknown ? null : !decisive;
  };
}

const negated = (truth: Truth): Truth => (truth === null ? null : !truth);
const asTruth = (value: Value): Truth => (typeof value === 'string' ? null : value);

function valueOf(tree: Tree, resolve: Resolve): InWorld<Value> {
  if (tree.is === 'literal') {
    const value = typeof tree.value === 'number' ? String(tree.value) : tree.value;
    return () => value;
  }
  const found = tree.is === 'path' && isFollowed(tree) ? resolve(tree) : nameOf(tree, resolve);
  return typeof found === 'string' ? (world) => world.get(found) ?? null : valueOf(found.tree, found.resolve);
}
