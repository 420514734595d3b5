import type { Decimal } from '../../model/decimal.ts';
import { type Edge, FALSE, not, TRUE } from './formula.ts';
import { ceilDivide, floorDivide, powerOf } from './ordered-values.ts';
import type { Linear, Ordered } from './unknown.ts';
import type { Unknowns } from './unknowns.ts';

/** Whether all unknowns of a sum are counted in one unit; others cannot be weighed against each other here. */
export const isEven = ({ parts }: Linear): boolean =>
  new Set([...parts.keys()].map(({ scale }) => scale)).size <= 1;

/**
 * Where the sum is at most zero, or with `strict` less. Exact for one unknown against a number, and for the difference of
 * two; a sum of more is an unknown of its own, which is compared with numbers alone. The sum must be even.
 */
export function atMostZero(linear: Linear, strict: boolean, unknowns: Unknowns): Edge {
  const parts = [...linear.parts].toSorted(([a], [b]) => (a.key < b.key ? -1 : 1));
  const [first, second] = parts;
  const { units } = linear.constant;
  if (first === undefined) return units < 0n || (units === 0n && !strict) ? TRUE : FALSE;
  if (second === undefined) return compareOne(first, linear.constant, strict, unknowns);
  if (parts.length === 2 && isOpposite(first[1], second[1]))
    return compareTwo(first, second[0], linear.constant, strict, unknowns);
  return compareOne(sumOf(parts, unknowns), linear.constant, strict, unknowns);
}

type Part = readonly [unknown: Ordered, factor: Decimal];

const isOpposite = (a: Decimal, b: Decimal): boolean => {
  const scale = Math.max(a.scale, b.scale);
  return a.units * powerOf(scale - a.scale) + b.units * powerOf(scale - b.scale) === 0n;
};

/** `factor * x + constant <= 0` as the greatest (for a negative factor, least) number of units that x may have. */
function boundOf([x, factor]: Part, constant: Decimal, strict: boolean, dense: boolean, unknowns: Unknowns) {
  let over = -constant.units * powerOf(factor.scale + x.scale);
  let under = factor.units * powerOf(constant.scale);
  if (under < 0n) [over, under] = [-over, -under];
  const visible = powerOf(x.scale - Math.min(x.scale, unknowns.survey.digits));
  if (dense && over % (under * visible) !== 0n)
    unknowns.doubts.add('a number without fixed digits is divided');
  if (factor.units > 0n) return strict ? ceilDivide(over, under) - 1n : floorDivide(over, under);
  return strict ? floorDivide(over, under) + 1n : ceilDivide(over, under);
}

function compareOne(part: Part, constant: Decimal, strict: boolean, unknowns: Unknowns): Edge {
  const [x, factor] = part;
  const bound = boundOf(part, constant, strict, x.dense, unknowns);
  return factor.units > 0n ? atMost(x, bound, unknowns) : not(atMost(x, bound - 1n, unknowns));
}

/** Where x has at most so many units. */
export function atMost(x: Ordered, units: bigint, { literal }: Unknowns): Edge {
  const at = floorDivide(units, x.grid) * x.grid;
  if (x.high !== null && at >= x.high) return TRUE;
  if (x.low !== null && at < x.low) return FALSE;
  return literal({ is: 'most', x, y: null, at });
}

function compareTwo(part: Part, y: Ordered, constant: Decimal, strict: boolean, unknowns: Unknowns): Edge {
  const [x, factor] = part;
  const bound = boundOf(part, constant, strict, x.dense || y.dense, unknowns);
  return factor.units > 0n
    ? differenceAtMost(x, y, bound, unknowns)
    : not(differenceAtMost(x, y, bound - 1n, unknowns));
}

/** Where `x - y` is at most so many units. */
function differenceAtMost(x: Ordered, y: Ordered, units: bigint, { literal }: Unknowns): Edge {
  const grid = x.grid < y.grid ? x.grid : y.grid;
  const at = floorDivide(units, grid) * grid;
  if (x.high !== null && y.low !== null && x.high - y.low <= at) return TRUE;
  if (x.low !== null && y.high !== null && x.low - y.high > at) return FALSE;
  return literal({ is: 'most', x, y, at });
}

/** The sum as one unknown with the factor that it is taken times; the same for multiples of it. */
function sumOf(parts: readonly Part[], { keep }: Unknowns): Part {
  const scale = Math.max(...parts.map(([, factor]) => factor.scale));
  const whole = parts.map(([, factor]) => factor.units * powerOf(scale - factor.scale));
  const [leading = 1n] = whole;
  const common = whole.reduce(divisor) * (leading < 0n ? -1n : 1n);
  const sum = parts.map(([unknown], index) => [unknown, (whole[index] ?? 0n) / common] as const);
  const key = sum.map(([{ key: name }, times]) => `${times} * ${name}`).join(' + ');
  const [first] = sum;
  const dense = sum.some(([unknown]) => unknown.dense);
  const end = (side: 'low' | 'high'): bigint | null => {
    let total = 0n;
    for (const [unknown, times] of sum) {
      const far = times > 0n === (side === 'low') ? unknown.low : unknown.high;
      if (far === null) return null;
      total += times * far;
    }
    return total;
  };
  const made = keep(`sum ${key}`, (): Ordered => ({
    is: 'ordered',
    key,
    type: first?.[0].type ?? { is: 'int' },
    path: null,
    closed: {
      tree: null,
      reads: [],
      sum,
      why: `arithmetic between ${sum.map(([unknown]) => shownName(unknown)).join(', ')} is decided only as far as its parts do not matter`,
    },
    scale: first?.[0].scale ?? 0,
    grid: sum.map(([unknown, times]) => unknown.grid * times).reduce(divisor),
    dense,
    low: end('low'),
    high: end('high'),
  }));
  return [made, { units: common, scale }];
}

const shownName = ({ key, path }: Ordered): string =>
  path === null ? 'a computed value' : `\`${key.replace(/^record\./u, '')}\``;

function divisor(a: bigint, b: bigint): bigint {
  let [one, other] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (other !== 0n) [one, other] = [other, one % other];
  return one;
}
