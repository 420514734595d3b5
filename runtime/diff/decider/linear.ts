import type { Decimal } from '../../model/decimal.ts';
import { addDecimals, multiplyDecimals, negateDecimal, subtractDecimals } from '../../model/decimal-math.ts';
import type { Linear, Ordered } from './unknown.ts';

export const constant = (value: Decimal): Linear => ({ parts: new Map(), constant: value });
export const single = (unknown: Ordered): Linear => ({
  parts: new Map([[unknown, { units: 1n, scale: 0 }]]),
  constant: { units: 0n, scale: 0 },
});

export const isConstant = ({ parts }: Linear): boolean => parts.size === 0;

export function addLinear(a: Linear, b: Linear): Linear {
  const parts = new Map(a.parts);
  for (const [unknown, factor] of b.parts) {
    const sum = addDecimals(parts.get(unknown) ?? { units: 0n, scale: 0 }, factor);
    if (sum.units === 0n) parts.delete(unknown);
    else parts.set(unknown, sum);
  }
  return { parts, constant: addDecimals(a.constant, b.constant) };
}

export const subtractLinear = (a: Linear, b: Linear): Linear => addLinear(a, negateLinear(b));

export const negateLinear = ({ parts, constant: value }: Linear): Linear => ({
  parts: new Map([...parts].map(([unknown, factor]) => [unknown, negateDecimal(factor)])),
  constant: subtractDecimals({ units: 0n, scale: 0 }, value),
});

export function timesLinear({ parts, constant: value }: Linear, factor: Decimal): Linear {
  if (factor.units === 0n) return constant({ units: 0n, scale: 0 });
  return {
    parts: new Map([...parts].map(([unknown, one]) => [unknown, multiplyDecimals(one, factor)])),
    constant: multiplyDecimals(value, factor),
  };
}
