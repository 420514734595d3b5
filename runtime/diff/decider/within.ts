import { usualUnits } from './ordered-values.ts';
import type { Ordered } from './unknown.ts';

/** A value between the ends, near to what is usual; the ends are multiples of its grid. */
export function within(x: Ordered, low: bigint | null, high: bigint | null): bigint {
  const usual = usualUnits(x);
  const near = usual - (usual % x.grid);
  if (low !== null && near < low) return low;
  return high !== null && near > high ? high : near;
}
