import type { Decimal } from '../model/decimal.ts';
import { literalValue } from './literal-value.ts';
import { equality, ordering } from './order.ts';
import { isPlain } from './plain.ts';
import type { Run } from './read-path.ts';
import type { TreeOf } from './tree.ts';
import { isExact } from './types.ts';
import type { Value } from './value.ts';

export function compileCompare(tree: TreeOf<'compare'>, left: Run, right: Run): Run {
  const isEquality = tree.operator === '==' || tree.operator === '!=';
  const exact = exactLiteral(tree);
  if (isEquality) return compileEquality(tree, left, right);
  return exact === null ? compileOrder(tree, left, right) : compileExactOrder(tree, left, exact);
}

/** Empty is a value of what is kept; of what is computed it means unknown. */
function compileEquality({ left, right, operator }: TreeOf<'compare'>, a: Run, b: Run): Run {
  const [plainA, plainB] = [isPlain(left), isPlain(right)];
  const wanted = operator === '==';
  const same = equality(left.type.is === 'null' ? right.type : left.type);
  return (facts, locals) => {
    const one = a(facts, locals);
    const other = b(facts, locals);
    if (one !== null && other !== null) return same(one, other) === wanted;
    if ((one === null && !plainA) || (other === null && !plainB)) return null;
    return (one === other) === wanted;
  };
}

function compileOrder({ left, operator }: TreeOf<'compare'>, a: Run, b: Run): Run {
  const compare = ordering(left.type);
  const below = operator.startsWith('<');
  const equal = operator.endsWith('=');
  return (facts, locals) => {
    const one = a(facts, locals);
    const other = b(facts, locals);
    if (one === null || other === null) return null;
    if (typeof one === 'number') return one === other ? equal : one < (other as number) === below;
    const order = compare(one, other);
    return order === 0 ? equal : order < 0 === below;
  };
}

/** The decimal or amount that is written on the right of an ordering. */
function exactLiteral({ right }: TreeOf<'compare'>): Decimal | null {
  const value: Value = isExact(right.type) ? literalValue(right) : null;
  return value as Decimal | null;
}

/**
 * Most rules compare amounts with a written number. Bringing both to one scale at every evaluation would take longer than
 * all the rest, so the number is kept at each scale that was met.
 */
function compileExactOrder({ operator }: TreeOf<'compare'>, a: Run, literal: Decimal): Run {
  const known: bigint[] = [];
  const unitsAt = (scale: number): bigint =>
    (known[scale] ??= literal.units * 10n ** BigInt(scale - literal.scale));
  const below = operator.startsWith('<');
  const equal = operator.endsWith('=');
  return (facts, locals) => {
    const one = a(facts, locals) as Decimal | null;
    if (one === null) return null;
    const finer = one.scale >= literal.scale;
    const units = finer ? one.units : one.units * 10n ** BigInt(literal.scale - one.scale);
    const other = finer ? unitsAt(one.scale) : literal.units;
    return units === other ? equal : units < other === below;
  };
}
