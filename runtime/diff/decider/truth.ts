import type { DecisionTables } from '../../expression/decision.ts';
import { isPlain } from '../../expression/plain.ts';
import { compareTexts } from '../../expression/text.ts';
import type { Tree, TreeOf } from '../../expression/tree.ts';
import { isOrdered, isText } from '../../expression/types.ts';
import { atMost, atMostZero, isEven } from './at-most.ts';
import { canonicalText } from './canonical.ts';
import { closedLeaf, closedTruth } from './closed.ts';
import { FALSE, not, TRUE } from './formula.ts';
import { subtractLinear } from './linear.ts';
import { membership } from './membership.ts';
import { sameValue } from './same-value.ts';
import {
  joinLeaves,
  type Leaf,
  type LeafValue,
  type Scope,
  type Term,
  type Truth,
  whereLeaf,
} from './scope.ts';
import { termOf } from './term.ts';
import { textTest } from './text-test.ts';
import type { Ordered, TextTest } from './unknown.ts';
import type { Unknowns } from './unknowns.ts';

/** The scope of a whole condition. */
export const scopeOf = (unknowns: Unknowns, tables: DecisionTables): Scope => ({
  unknowns,
  tables,
  inputs: new Map(),
  truth: truthOf,
  term: termOf,
});

/** Where a condition is true, and where it is false. */
export function truthOf(tree: Tree, scope: Scope): Truth {
  const { formulas } = scope.unknowns;
  switch (tree.is) {
    case 'not': {
      const { yes, no } = scope.truth(tree.of, scope);
      return { yes: no, no: yes };
    }
    case 'and':
    case 'or': {
      const parts = tree.parts.map((part) => scope.truth(part, scope));
      const [yes, no] = [parts.map((part) => part.yes), parts.map((part) => part.no)];
      return tree.is === 'and'
        ? { yes: formulas.and(...yes), no: formulas.or(...no) }
        : { yes: formulas.or(...yes), no: formulas.and(...no) };
    }
    case 'if': {
      const test = scope.truth(tree.test, scope);
      const [then, otherwise] = [scope.truth(tree.then, scope), scope.truth(tree.otherwise, scope)];
      const pick = (a: number, b: number): number =>
        formulas.or(formulas.and(test.yes, a), formulas.and(test.no, b));
      return { yes: pick(then.yes, otherwise.yes), no: pick(then.no, otherwise.no) };
    }
    case 'compare':
      return compareTruth(tree, scope);
    case 'in':
      return inTruth(tree, scope);
    case 'call':
      return isTextTest(tree.name) ? textTruth(tree, tree.name, scope) : closedTruth(tree, scope);
    case 'path':
    case 'literal':
    case 'decision':
      return flagTruth(scope.term(tree, scope), scope);
    default:
      return closedTruth(tree, scope);
  }
}

/** A value that is true or false, as a condition. */
function flagTruth(term: Term, { unknowns }: Scope): Truth {
  const { and } = unknowns.formulas;
  const isTrue: LeafValue = { is: 'constant', value: true };
  return {
    yes: whereLeaf(term, ({ empty, value }) => and(not(empty), sameValue(value, isTrue, unknowns)), unknowns),
    no: whereLeaf(
      term,
      ({ empty, value }) => and(not(empty), not(sameValue(value, isTrue, unknowns))),
      unknowns,
    ),
  };
}

/** Where two values stand in a relation, case by case. */
function relate(a: Term, b: Term, holds: (a: Leaf, b: Leaf) => Truth, scope: Scope): Truth {
  const split = a.is === 'either' ? a : b.is === 'either' ? b : null;
  if (split === null) return a.is === 'leaf' && b.is === 'leaf' ? holds(a, b) : NEVER;
  const { either } = scope.unknowns.formulas;
  const [then, otherwise] = [split.then, split.otherwise].map((part) =>
    split === a ? relate(part, b, holds, scope) : relate(a, part, holds, scope),
  );
  return {
    yes: either(split.test, then?.yes ?? FALSE, otherwise?.yes ?? FALSE),
    no: either(split.test, then?.no ?? FALSE, otherwise?.no ?? FALSE),
  };
}

const NEVER: Truth = { yes: FALSE, no: FALSE };

function compareTruth(tree: TreeOf<'compare'>, scope: Scope): Truth {
  const { operator, left, right } = tree;
  const [a, b] = [scope.term(left, scope), scope.term(right, scope)];
  if (!areEven(a, b)) return closedTruth(tree, scope);
  if (operator === '==' || operator === '!=') {
    const equal = relate(a, b, equality([isPlain(left), isPlain(right)], scope), scope);
    return operator === '==' ? equal : { yes: equal.no, no: equal.yes };
  }
  if (isText(left.type) && isOrdered(left.type)) return textOrder(tree, a, b, scope);
  const strict = operator === '<' || operator === '>=';
  const below = relate(a, b, order(strict, scope), scope);
  return operator.startsWith('<') ? below : { yes: below.no, no: below.yes };
}

/** Whether what is compared is counted in the same unit. */
function areEven(a: Term, b: Term): boolean {
  let even = true;
  joinLeaves(a, b, (one, other) => {
    if (one.value.is === 'linear' && other.value.is === 'linear')
      even &&= isEven(subtractLinear(one.value.of, other.value.of));
    return one;
  });
  return even;
}

/** Empty is a value of what is read, and unknown of what is computed. */
function equality([plainA, plainB]: readonly [boolean, boolean], { unknowns }: Scope) {
  const { and, or } = unknowns.formulas;
  return (a: Leaf, b: Leaf): Truth => {
    const both = and(not(a.empty), not(b.empty));
    const same = both === FALSE ? FALSE : sameValue(a.value, b.value, unknowns);
    return {
      yes: or(and(both, same), plainA && plainB ? and(a.empty, b.empty) : FALSE),
      no: or(
        and(both, not(same)),
        plainA ? and(a.empty, not(b.empty)) : FALSE,
        plainB ? and(b.empty, not(a.empty)) : FALSE,
      ),
    };
  };
}

/** `a < b` where strict, else `a <= b`. */
function order(strict: boolean, { unknowns }: Scope) {
  const { and } = unknowns.formulas;
  return (a: Leaf, b: Leaf): Truth => {
    const both = and(not(a.empty), not(b.empty));
    if (both === FALSE || a.value.is !== 'linear' || b.value.is !== 'linear') return NEVER;
    const below = atMostZero(subtractLinear(a.value.of, b.value.of), strict, unknowns);
    return { yes: and(both, below), no: and(both, not(below)) };
  };
}

/** Which of two texts comes first is an unknown of its own, the same for every comparison of the two. */
function textOrder(tree: TreeOf<'compare'>, left: Term, right: Term, scope: Scope): Truth {
  const { unknowns } = scope;
  const { and } = unknowns.formulas;
  const { operator } = tree;
  const empty = ({ empty: where }: Leaf): number => where;
  const both = and(not(whereLeaf(left, empty, unknowns)), not(whereLeaf(right, empty, unknowns)));
  const fixed = fixedOrder(left, right);
  const [a, b] = [canonicalText(tree.left, scope), canonicalText(tree.right, scope)];
  const turned = a > b;
  // Below 0: the left one comes first.
  const at = (units: bigint): number => {
    if (fixed !== null) return fixed <= units ? TRUE : FALSE;
    const unknown = orderUnknown(tree, turned ? `${b} <=> ${a}` : `${a} <=> ${b}`, scope);
    return turned ? not(atMost(unknown, -units - 1n, unknowns)) : atMost(unknown, units, unknowns);
  };
  const holds =
    operator === '<' ? at(-1n) : operator === '<=' ? at(0n) : operator === '>' ? not(at(0n)) : not(at(-1n));
  return { yes: and(both, holds), no: and(both, not(holds)) };
}

function fixedOrder(left: Term, right: Term): bigint | null {
  if (left.is !== 'leaf' || right.is !== 'leaf') return null;
  const [a, b] = [left.value, right.value];
  if (a.is === 'named' && b.is === 'named' && a.of === b.of) return 0n;
  return a.is === 'constant' && b.is === 'constant'
    ? BigInt(Math.sign(compareTexts(String(a.value), String(b.value))))
    : null;
}

function orderUnknown(tree: Tree, key: string, scope: Scope): Ordered {
  const { value } = closedLeaf({ ...tree, type: { is: 'bool' } }, scope);
  const closed = value.is === 'named' ? value.of.closed : null;
  return scope.unknowns.keep(`order ${key}`, () => ({
    is: 'ordered',
    key,
    type: { is: 'int' },
    path: null,
    closed,
    scale: 0,
    grid: 1n,
    dense: false,
    low: -1n,
    high: 1n,
  }));
}

const isTextTest = (name: string): name is TextTest =>
  name === 'startsWith' || name === 'endsWith' || name === 'contains';

function textTruth(tree: TreeOf<'call'>, test: TextTest, scope: Scope): Truth {
  const { unknowns } = scope;
  const { and } = unknowns.formulas;
  const [text, other] = tree.args.map((arg) => scope.term(arg, scope));
  if (text === undefined || other === undefined) return NEVER;
  return relate(
    text,
    other,
    (a, b) => {
      const both = and(not(a.empty), not(b.empty));
      if (both === FALSE) return NEVER;
      const holds = textTest(test, a.value, b.value, unknowns);
      if (holds === null) return closedTruth(tree, scope);
      return { yes: and(both, holds), no: and(both, not(holds)) };
    },
    scope,
  );
}

function inTruth(tree: TreeOf<'in'>, scope: Scope): Truth {
  const { and, or } = scope.unknowns.formulas;
  const plain = isPlain(tree.item);
  const term = scope.term(tree.item, scope);
  const holds = membership(tree, scope);
  if (holds === null) return closedTruth(tree, scope);
  const where = (of: (leaf: Leaf) => number): number => whereLeaf(term, of, scope.unknowns);
  return {
    yes: where((one) => and(not(one.empty), holds(one.value))),
    no: where((one) => or(and(not(one.empty), not(holds(one.value))), plain ? one.empty : FALSE)),
  };
}
