import type { DecisionTables } from '../../expression/decision.ts';
import type { Tree } from '../../expression/tree.ts';
import { type Edge, FALSE, TooManyCases, TRUE } from './formula.ts';
import type { Linear, Named } from './unknown.ts';
import type { Unknowns } from './unknowns.ts';

/** Where a condition is true, and where it is false; in between it is unknown. */
export type Truth = { readonly yes: Edge; readonly no: Edge };

/** What a part gives: in each case that the tests tell apart, one value. `leaves`: how many there are. */
export type Term = Leaf | Either;
type Either = {
  readonly is: 'either';
  readonly test: Edge;
  readonly met: Term;
  readonly unmet: Term;
  readonly leaves: number;
};
/** `empty`: where it is empty or unknown instead. */
export type Leaf = { readonly is: 'leaf'; readonly empty: Edge; readonly value: LeafValue };
export type LeafValue =
  | { readonly is: 'constant'; readonly value: string | boolean }
  | { readonly is: 'named'; readonly of: Named }
  | { readonly is: 'linear'; readonly of: Linear };

/** What the parts of a condition are taken apart with. */
export type Scope = {
  readonly unknowns: Unknowns;
  readonly tables: DecisionTables;
  /** Of the cells of a decision table: what was given for each input, by name. */
  readonly inputs: ReadonlyMap<string, Bound>;
  readonly truth: (tree: Tree, scope: Scope) => Truth;
  readonly term: (tree: Tree, scope: Scope) => Term;
};
export type Bound = { readonly tree: Tree; readonly scope: Scope };

/** What was given for the input that the path names, if it names one. */
export function boundOf(tree: Tree, { inputs }: Scope): Bound | undefined {
  return tree.is === 'path' && tree.root.startsWith('$') ? inputs.get(tree.root.slice(1)) : undefined;
}

/** Most values that one part may give. */
const MOST_LEAVES = 2000;

/** One term where the test holds, else the other. Throws `TooManyCases`. */
export function eitherOf(test: Edge, met: Term, unmet: Term): Term {
  if (test === TRUE) return met;
  if (test === FALSE) return unmet;
  const leaves = countLeaves(met) + countLeaves(unmet);
  if (leaves > MOST_LEAVES) throw new TooManyCases();
  return { is: 'either', test, met, unmet, leaves };
}

const countLeaves = (term: Term): number => (term.is === 'leaf' ? 1 : term.leaves);

/** The term with every leaf replaced. */
export function mapLeaves(term: Term, map: (leaf: Leaf) => Term): Term {
  if (term.is === 'leaf') return map(term);
  return eitherOf(term.test, mapLeaves(term.met, map), mapLeaves(term.unmet, map));
}

/** Every pair of leaves of two terms, made one. */
export const joinLeaves = (a: Term, b: Term, join: (a: Leaf, b: Leaf) => Term): Term =>
  mapLeaves(a, (one) => mapLeaves(b, (other) => join(one, other)));

/** Where a condition on one value holds, whichever it is. */
export function whereLeaf(term: Term, holds: (leaf: Leaf) => Edge, unknowns: Unknowns): Edge {
  if (term.is === 'leaf') return holds(term);
  const { either } = unknowns.formulas;
  return either(term.test, whereLeaf(term.met, holds, unknowns), whereLeaf(term.unmet, holds, unknowns));
}
