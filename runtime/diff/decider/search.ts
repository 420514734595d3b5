import { componentsOf, type Cell } from './component.ts';
import { type Edge, FALSE, TooManyCases, TRUE } from './formula.ts';
import type { Named, Ordered } from './unknown.ts';
import type { Unknowns } from './unknowns.ts';

/** Values for which a formula is true. */
export type Solution = {
  readonly ordered: ReadonlyMap<Ordered, bigint>;
  readonly named: ReadonlyMap<Named, string | boolean>;
  /** Literals that are true, and those that matter. */
  readonly holds: bigint;
  readonly decided: bigint;
};

type Choice = { readonly matters: bigint; readonly cell: Cell };

/** Most ways of setting components that are gone into. */
const MOST_BRANCHES = 100_000;

/**
 * Looks for values for which the formula is true, component by component, and hands each find to `accept` until it is taken.
 * What is left of the formula after a component is set decides alone how it goes on, so what has led to nothing is not
 * gone into again. Throws `TooManyCases`.
 */
export function search(start: Edge, unknowns: Unknowns, accept: (solution: Solution) => boolean): void {
  const { formulas } = unknowns;
  const { goal, components } = componentsOf(start, unknowns);
  const hopeless = new Set<Edge>();
  const chosen: Choice[] = [];
  let found = false;
  let branches = 0;

  /** Components that a formula is about, by number; the same support comes up again and again. */
  const about = new Map<bigint, readonly number[]>();
  const componentsIn = (edge: Edge): readonly number[] => {
    const support = formulas.support(edge);
    let found = about.get(support);
    if (found === undefined)
      about.set(
        support,
        (found = components.flatMap(({ mask }, index) => ((mask & support) === 0n ? [] : [index]))),
      );
    return found;
  };
  /** Of the conjunct that is about the fewest components, the one with the fewest literals: it leaves least to choose. */
  const next = (left: Edge): number => {
    const support = formulas.support(left);
    const some = formulas
      .conjuncts(left)
      .map(componentsIn)
      .reduce((best, one) => (one.length < best.length ? one : best));
    const sizes = some.map((index) => bitsIn((components[index]?.mask ?? 0n) & support));
    return some[sizes.indexOf(Math.min(...sizes))] ?? -1;
  };

  const visit = (left: Edge): boolean => {
    if (left === TRUE) {
      found = true;
      return accept(solutionOf(chosen));
    }
    if (left === FALSE || hopeless.has(left)) return false;
    const component = components[next(left)];
    if (component === undefined) return false;
    const before = found;
    found = false;
    const matters = formulas.support(left) & component.mask;
    for (const cell of component.cells(matters)) {
      if ((branches += 1) > MOST_BRANCHES) throw new TooManyCases();
      chosen.push({ matters, cell });
      if (visit(formulas.restrict(left, matters, cell.holds))) return true;
      chosen.pop();
    }
    if (!found) hopeless.add(left);
    found ||= before;
    return false;
  };
  visit(goal);
}

/** What does not matter has no value there: it may have any. */
function solutionOf(chosen: readonly Choice[]): Solution {
  return {
    ordered: new Map(chosen.flatMap(({ cell }) => [...cell.ordered])),
    named: new Map(chosen.flatMap(({ cell }) => [...cell.named])),
    holds: chosen.reduce((sum, { cell }) => sum | cell.holds, 0n),
    decided: chosen.reduce((sum, { matters }) => sum | matters, 0n),
  };
}

function bitsIn(mask: bigint): number {
  let count = 0;
  for (let left = mask; left !== 0n; left &= left - 1n) count += 1;
  return count;
}
