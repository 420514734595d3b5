import { atMostZero } from './at-most.ts';
import { type Edge, FALSE, not, TRUE } from './formula.ts';
import { subtractLinear } from './linear.ts';
import type { LeafValue } from './scope.ts';
import type { Named } from './unknown.ts';
import type { Unknowns } from './unknowns.ts';

/** Where two values are the same, neither being empty. */
export function sameValue(a: LeafValue, b: LeafValue, unknowns: Unknowns): Edge {
  if (a.is === 'linear' && b.is === 'linear') {
    const difference = subtractLinear(a.of, b.of);
    return unknowns.formulas.and(
      atMostZero(difference, false, unknowns),
      not(atMostZero(difference, true, unknowns)),
    );
  }
  if (a.is === 'constant' && b.is === 'constant') return a.value === b.value ? TRUE : FALSE;
  if (a.is === 'named' && b.is === 'constant') return isValue(a.of, b.value, unknowns);
  if (a.is === 'constant' && b.is === 'named') return isValue(b.of, a.value, unknowns);
  if (a.is !== 'named' || b.is !== 'named') return FALSE;
  if (a.of === b.of) return TRUE;
  const [x, y] = a.of.key < b.of.key ? [a.of, b.of] : [b.of, a.of];
  return unknowns.literal({ is: 'same', x, y });
}

/** Where a value is the written one. */
export function isValue(x: Named, value: string | boolean, { literal }: Unknowns): Edge {
  if (x.kind === 'bool') {
    const isTrue = literal({ is: 'value', x, value: true });
    return value === true ? isTrue : not(isTrue);
  }
  if (x.options !== null && !x.options.includes(String(value))) return FALSE;
  return literal({ is: 'value', x, value });
}
