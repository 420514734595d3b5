import { isPlain } from '../../expression/plain.ts';
import { compareTexts } from '../../expression/text.ts';
import type { Tree, TreeOf } from '../../expression/tree.ts';
import { isOrdered, isText } from '../../expression/types.ts';
import { atMost, atMostZero, isEven } from './at-most.ts';
import { canonicalText } from './canonical.ts';
import { closedLeaf, closedTruth } from './closed.ts';
import { FALSE, not, TRUE } from './formula.ts';
import { subtractLinear } from './linear.ts';
import { relate, UNKNOWN } from './relate.ts';
import { sameValue } from './same-value.ts';
import { joinLeaves, type Leaf, type Scope, type Term, type Truth, whereLeaf } from './scope.ts';
import type { Ordered } from './unknown.ts';

/** Where a comparison is true, and where it is false. */
export function compareTruth(tree: TreeOf<'compare'>, scope: Scope): Truth {
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
    if (both === FALSE || a.value.is !== 'linear' || b.value.is !== 'linear') return UNKNOWN;
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
