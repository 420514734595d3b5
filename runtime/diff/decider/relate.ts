import { FALSE } from './formula.ts';
import type { Leaf, Scope, Term, Truth } from './scope.ts';

/** Where two values stand in a relation, case by case. */
export function relate(a: Term, b: Term, holds: (a: Leaf, b: Leaf) => Truth, scope: Scope): Truth {
  const split = a.is === 'either' ? a : b.is === 'either' ? b : null;
  if (split === null) return a.is === 'leaf' && b.is === 'leaf' ? holds(a, b) : UNKNOWN;
  const { either } = scope.unknowns.formulas;
  const [met, unmet] = [split.met, split.unmet].map((part) =>
    split === a ? relate(part, b, holds, scope) : relate(a, part, holds, scope),
  );
  return {
    yes: either(split.test, met?.yes ?? FALSE, unmet?.yes ?? FALSE),
    no: either(split.test, met?.no ?? FALSE, unmet?.no ?? FALSE),
  };
}

/** Neither true nor false: unknown. */
export const UNKNOWN: Truth = { yes: FALSE, no: FALSE };
