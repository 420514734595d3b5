import { childrenOf } from '../expression/children.ts';
import { mayBeNull } from '../expression/may-be-null.ts';
import type { Tree, TreeOf } from '../expression/tree.ts';

/** True, false or unknown. */
type Truth = boolean | null;
type Value = string | boolean | null;

/**
 * What stands for a path when a condition is judged: a name under which all that means the same value is found, or the
 * expression whose value it has.
 */
export type Resolve = (path: TreeOf<'path'>) => string | { readonly tree: Tree; readonly resolve: Resolve };
export type Judged = { readonly tree: Tree; readonly resolve: Resolve };

/** Worlds that are looked at before a question is given up. */
const MOST_WORLDS = 20_000;

/** What `question` can turn out to be. Neither: none of `given` is ever true together. */
export type Possible = { readonly isFalse: boolean; readonly isOther: boolean };

/** Values of the unknowns, each at its own place. */
type World = readonly Value[];
/** A part as a function of the world; what it reads is looked up once, not in every world. */
type InWorld<T> = (world: World) => T;

/** The unknowns met so far: their places by name, and what each can be. */
type Unknowns = {
  readonly places: Map<string, number>;
  readonly values: Set<Value>[];
  readonly people: Set<number>;
};

/**
 * Whether `question` can be false, and whether it can be true or unknown, in the worlds where every one of `given` is true;
 * null when there are too many worlds. Options, flags and people are followed through comparisons; every other comparison
 * may turn out either way, alike only where it is the same comparison. So what is missing here is impossible, and what is
 * there may be.
 */
export function possibleTruths(question: Judged, given: readonly Judged[]): Possible | null {
  const unknowns: Unknowns = { places: new Map(), values: [], people: new Set() };
  const asked = truthOf(question.tree, question.resolve, unknowns);
  const all = given.map(({ tree, resolve }) => truthOf(tree, resolve, unknowns));
  // Each person may be anybody: as many as there are places for one tell all cases apart.
  const anybody = [...unknowns.people].map((_, index) => `person ${index}`);
  const values = unknowns.values.map((own, place) => [
    ...(unknowns.people.has(place) ? anybody : []),
    ...own,
  ]);
  if (values.reduce((product, { length }) => product * length, 1) > MOST_WORLDS) return null;
  return lookThrough(values, (world) => all.every((one) => one(world) === true), asked);
}

/** Ends early where nothing more can be learnt. */
function lookThrough(
  values: readonly World[],
  isPossible: InWorld<boolean>,
  asked: InWorld<Truth>,
): Possible {
  const world = values.map(([first = null]) => first);
  const turns = values.map(() => 0);
  let [isFalse, isOther] = [false, false];
  for (let more = true; more && !(isFalse && isOther); more = toNext(world, turns, values)) {
    if (!isPossible(world)) continue;
    if (asked(world) === false) isFalse = true;
    else isOther = true;
  }
  return { isFalse, isOther };
}

/** Turns the world into the next one, as an odometer does; false behind the last. */
function toNext(world: Value[], turns: number[], values: readonly World[]): boolean {
  for (const [place, own] of values.entries()) {
    const turn = ((turns[place] ?? 0) + 1) % own.length;
    turns[place] = turn;
    world[place] = own[turn] ?? null;
    if (turn > 0) return true;
  }
  return false;
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

/** Where the value of a part stands in a world; a part met again may there be empty as well. */
function placeOf(name: string, tree: Tree, { places, values, people }: Unknowns): number {
  const place = places.get(name) ?? values.length;
  places.set(name, place);
  const own = (values[place] ??= new Set());
  if (tree.type.is === 'user') people.add(place);
  else for (const value of tree.type.is === 'choice' ? tree.type.options : [true, false]) own.add(value);
  if (mayBeNull(tree)) own.add(null);
  return place;
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

function truthOf(tree: Tree, resolve: Resolve, unknowns: Unknowns): InWorld<Truth> {
  if (tree.is === 'not') {
    const of = truthOf(tree.of, resolve, unknowns);
    return (world) => negated(of(world));
  }
  if (tree.is === 'and' || tree.is === 'or') {
    const parts = tree.parts.map((part) => truthOf(part, resolve, unknowns));
    return junctionOf(tree.is === 'or', parts);
  }
  if (tree.is === 'if' && tree.type.is === 'bool') {
    const [test, then, otherwise] = [tree.test, tree.then, tree.otherwise].map((part) =>
      truthOf(part, resolve, unknowns),
    );
    return (world) => {
      const met = test?.(world) ?? null;
      return met === null ? null : ((met ? then : otherwise)?.(world) ?? null);
    };
  }
  if (!isOpen(tree)) {
    const value = valueOf(tree, resolve, unknowns);
    return (world) => asTruth(value(world));
  }
  if (tree.is === 'in') {
    const item = valueOf(tree.item, resolve, unknowns);
    const list = childrenOf(tree.list).map((one) => valueOf(one, resolve, unknowns));
    return (world) => list.some((one) => one(world) === item(world));
  }
  if (tree.is !== 'compare') return () => null;
  const left = valueOf(tree.left, resolve, unknowns);
  const right = valueOf(tree.right, resolve, unknowns);
  const wanted = tree.operator === '==';
  return (world) => (left(world) === right(world)) === wanted;
}

function junctionOf(decisive: boolean, parts: readonly InWorld<Truth>[]): InWorld<Truth> {
  return (world) => {
    let unknown = false;
    for (const part of parts) {
      const truth = part(world);
      if (truth === decisive) return decisive;
      if (truth === null) unknown = true;
    }
    return unknown ? null : !decisive;
  };
}

const negated = (truth: Truth): Truth => (truth === null ? null : !truth);
const asTruth = (value: Value): Truth => (typeof value === 'string' ? null : value);

function valueOf(tree: Tree, resolve: Resolve, unknowns: Unknowns): InWorld<Value> {
  if (tree.is === 'literal') {
    const value = typeof tree.value === 'number' ? String(tree.value) : tree.value;
    return () => value;
  }
  // What a field is set to may be a condition itself.
  if (isJunction(tree) || isOpen(tree)) return truthOf(tree, resolve, unknowns);
  const found = tree.is === 'path' && isFollowed(tree) ? resolve(tree) : nameOf(tree, resolve);
  if (typeof found !== 'string') return valueOf(found.tree, found.resolve, unknowns);
  const place = placeOf(found, tree, unknowns);
  return (world) => world[place] ?? null;
}
