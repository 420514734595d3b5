import type { Tree, TreeOf } from '../../expression/tree.ts';
import { isExact, isOrdered, isText } from '../../expression/types.ts';
import { atMostZero, isEven } from './at-most.ts';
import { closedLeaf, NOTHING } from './closed.ts';
import { decisionTerm } from './decision-term.ts';
import { type Edge, FALSE, not } from './formula.ts';
import {
  addLinear,
  constant,
  isConstant,
  negateLinear,
  single,
  subtractLinear,
  timesLinear,
} from './linear.ts';
import { dateRange, exactValue, rangeOf } from './ordered-values.ts';
import { boundOf, eitherOf, joinLeaves, type Leaf, mapLeaves, type Scope, type Term } from './scope.ts';
import type { Linear } from './unknown.ts';

const leaf = (empty: Edge, value: Leaf['value']): Leaf => ({ is: 'leaf', empty, value });
const linearLeaf = (empty: Edge, of: Linear): Leaf => leaf(empty, { is: 'linear', of });

/** What a part gives, case by case. Lists are for `in` alone. */
export function termOf(tree: Tree, scope: Scope): Term {
  switch (tree.is) {
    case 'literal':
      return literalLeaf(tree);
    case 'path':
      return pathTerm(tree, scope);
    case 'if': {
      const { yes, no } = scope.truth(tree.test, scope);
      const unmet = eitherOf(no, scope.term(tree.otherwise, scope), NOTHING);
      return eitherOf(yes, scope.term(tree.then, scope), unmet);
    }
    case 'negate':
      return overLinear(tree, scope.term(tree.of, scope), negateLinear, scope);
    case 'arithmetic':
      return arithmeticTerm(tree, scope);
    case 'decision':
      return decisionTerm(tree, scope) ?? closedLeaf(tree, scope);
    case 'call':
      return tree.type.is === 'bool' ? conditionTerm(tree, scope) : callTerm(tree, scope);
    case 'not':
    case 'and':
    case 'or':
    case 'compare':
    case 'in':
    case 'loop':
    case 'list':
    default:
      return tree.type.is === 'bool' ? conditionTerm(tree, scope) : closedLeaf(tree, scope);
  }
}

function literalLeaf({ value, type }: TreeOf<'literal'>): Leaf {
  if (value === null) return NOTHING;
  const exact = isOrdered(type) && !isText(type) ? exactValue(value, type) : null;
  if (exact !== null) return linearLeaf(FALSE, constant(exact));
  return leaf(FALSE, { is: 'constant', value: typeof value === 'boolean' ? value : String(value) });
}

function pathTerm(tree: TreeOf<'path'>, scope: Scope): Term {
  const bound = boundOf(tree, scope);
  if (bound !== undefined) return scope.term(bound.tree, bound.scope);
  const { unknowns } = scope;
  const unknown = unknowns.ofPath(tree);
  const empty = unknowns.isEmpty(tree);
  return unknown.is === 'ordered'
    ? linearLeaf(empty, single(unknown))
    : leaf(empty, { is: 'named', of: unknown });
}

/** A condition as a value: true, false or unknown. */
function conditionTerm(tree: Tree, scope: Scope): Term {
  const { yes, no } = scope.truth(tree, scope);
  const flag = (value: boolean): Leaf => leaf(FALSE, { is: 'constant', value });
  return eitherOf(yes, flag(true), eitherOf(no, flag(false), NOTHING));
}

/** What `map` makes of a number; a result out of range is unknown, and one that cannot be followed is closed. */
function overLinear(tree: Tree, term: Term, map: (linear: Linear) => Linear | null, scope: Scope): Term {
  return mapLeaves(term, (one) => {
    if (one.value.is !== 'linear') return one;
    return computed(tree, one.empty, map(one.value.of), scope);
  });
}

function computed(tree: Tree, empty: Edge, linear: Linear | null, scope: Scope): Term {
  if (linear === null || !isEven(linear)) return closedLeaf(tree, scope);
  return linearLeaf(scope.unknowns.formulas.or(empty, outOfRange(tree, linear, scope)), linear);
}

function outOfRange(tree: Tree, linear: Linear, { unknowns }: Scope): Edge {
  const range = tree.is === 'call' && tree.name === 'addDays' ? dateRange() : rangeOf(tree.type);
  if (range === null || isExact(tree.type)) return FALSE;
  const [low, high] = range.map((units) => constant({ units, scale: 0 }));
  if (low === undefined || high === undefined) return FALSE;
  return unknowns.formulas.or(
    atMostZero(subtractLinear(linear, low), true, unknowns),
    not(atMostZero(subtractLinear(linear, high), false, unknowns)),
  );
}

/** What `join` makes of two numbers. */
function overPair(
  tree: Tree,
  [a, b]: readonly [Term, Term],
  join: (a: Linear, b: Linear) => Linear | null,
  scope: Scope,
): Term {
  return joinLeaves(a, b, (one, other) => {
    const empty = scope.unknowns.formulas.or(one.empty, other.empty);
    if (isNothing(one) || isNothing(other)) return NOTHING;
    if (one.value.is !== 'linear' || other.value.is !== 'linear') return closedLeaf(tree, scope);
    return computed(tree, empty, join(one.value.of, other.value.of), scope);
  });
}

const isNothing = ({ empty }: Leaf): boolean => empty === NOTHING.empty;

function arithmeticTerm(tree: TreeOf<'arithmetic'>, scope: Scope): Term {
  const join = ARITHMETIC[tree.operator];
  if (join === undefined || isText(tree.type)) return closedLeaf(tree, scope);
  return overPair(tree, [scope.term(tree.left, scope), scope.term(tree.right, scope)], join, scope);
}

const ARITHMETIC: Readonly<Record<string, (a: Linear, b: Linear) => Linear | null>> = {
  '+': addLinear,
  '-': subtractLinear,
  '*': (a, b) => {
    if (isConstant(a)) return timesLinear(b, a.constant);
    return isConstant(b) ? timesLinear(a, b.constant) : null;
  },
};

function callTerm(tree: TreeOf<'call'>, scope: Scope): Term {
  const [first, second] = tree.args;
  const term = (arg: Tree | undefined): Term => (arg === undefined ? NOTHING : scope.term(arg, scope));
  switch (tree.name) {
    case 'decimal':
      return term(first);
    case 'abs':
      return mapLeaves(term(first), (one) => {
        if (one.value.is !== 'linear') return one;
        const { of } = one.value;
        const test = atMostZero(of, true, scope.unknowns);
        return eitherOf(test, linearLeaf(one.empty, negateLinear(of)), one);
      });
    case 'min':
    case 'max':
      return extremeTerm(tree, scope);
    case 'addDays':
      return overPair(tree, [term(first), term(second)], addLinear, scope);
    case 'daysBetween':
      return overPair(tree, [term(first), term(second)], (from, until) => subtractLinear(until, from), scope);
    default:
      return closedLeaf(tree, scope);
  }
}

function extremeTerm(tree: TreeOf<'call'>, scope: Scope): Term {
  const { unknowns } = scope;
  if (isText(tree.args[0]?.type ?? tree.type)) return closedLeaf(tree, scope);
  const terms = tree.args.map((arg) => scope.term(arg, scope));
  return terms.reduce((best, term) =>
    joinLeaves(best, term, (one, other) => {
      if (one.value.is !== 'linear' || other.value.is !== 'linear') return NOTHING;
      const empty = unknowns.formulas.or(one.empty, other.empty);
      const difference = subtractLinear(one.value.of, other.value.of);
      if (!isEven(difference)) return closedLeaf(tree, scope);
      const isLess = atMostZero(difference, false, unknowns);
      const [a, b] = [linearLeaf(empty, one.value.of), linearLeaf(empty, other.value.of)];
      return tree.name === 'min' ? eitherOf(isLess, a, b) : eitherOf(isLess, b, a);
    }),
  );
}
