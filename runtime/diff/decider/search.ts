import { componentsOf, type Cell, type Component } from './component.ts';
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
  const chosen: { readonly component: Component; readonly cell: Cell }[] = [];
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
  /** The first component of the conjunct that is about the fewest: it leaves least to choose. */
  const next = (left: Edge): number =>
    formulas
      .conjuncts(left)
      .map(componentsIn)
      .reduce((best, one) => (one.length < best.length ? one : best))[0] ?? -1;

  const visit = (left: Edge): boolean => {
    if (left === TRUE) {
      found = true;
      return accept(solutionOf(chosen, components));
    }
    if (left === FALSE || hopeless.has(left)) return false;
    const component = components[next(left)];
    if (component === undefined) return false;
    const support = formulas.support(left);
    const before = found;
    found = false;
    const seen = new Set<bigint>();
    const matters = support & component.mask;
    for (const cell of component.cells()) {
      const holds = cell.holds & matters;
      if (seen.has(holds)) continue;
      seen.add(holds);
      if ((branches += 1) > MOST_BRANCHES) throw new TooManyCases();
      chosen.push({ component, cell });
      if (visit(formulas.restrict(left, matters, holds))) return true;
      chosen.pop();
    }
    if (!found) hopeless.add(left);
    found ||= before;
    return false;
  };
  visit(goal);
}

/** With the first cell for each component that does not matter, so that everything has a value. */
function solutionOf(
  chosen: readonly { readonly component: Component; readonly cell: Cell }[],
  components: readonly Component[],
): Solution {
  const decided = new Map(chosen.map(({ component, cell }) => [component, cell]));
  const cells = components.map((component) => decided.get(component) ?? component.cells()[0]);
  const present = cells.filter((cell) => cell !== undefined);
  return {
    ordered: new Map(present.flatMap(({ ordered }) => [...ordered])),
    named: new Map(present.flatMap(({ named }) => [...named])),
    holds: present.reduce((sum, { holds }) => sum | holds, 0n),
    decided: chosen.reduce((sum, { component }) => sum | component.mask, 0n),
  };
}
