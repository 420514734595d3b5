/** Ratio of two servers measured in turn, with the bounds of its 95 % confidence interval. */
export type Ratio = {
  readonly median: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly pairs: number;
};

/** Two-sided 95 % points of Student's t for 1 to 30 degrees of freedom; beyond that the normal value is close enough. */
const T_95 = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131,
  2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
];

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** The value below which the given share (0 to 1) of the values lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/**
 * Geometric mean of the paired ratios `numerators[i] / denominators[i]` with its 95 % interval (Student's t on the
 * logarithms, so that 2 and 1/2 weigh the same). Throws when the lists differ in length or hold fewer than two pairs.
 */
export function pairedRatio(numerators: readonly number[], denominators: readonly number[]): Ratio {
  if (numerators.length !== denominators.length || numerators.length < 2) {
    throw new Error(`a ratio needs two or more pairs, got ${numerators.length} and ${denominators.length}`);
  }
  const ratios = numerators.map((value, index) => value / (denominators[index] ?? Number.NaN));
  const logs = ratios.map((ratio) => Math.log(ratio));
  const mean = logs.reduce((sum, value) => sum + value, 0) / logs.length;
  const variance = logs.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (logs.length - 1);
  const half = (T_95[logs.length - 2] ?? 1.96) * Math.sqrt(variance / logs.length);
  return {
    median: median(ratios),
    mean: Math.exp(mean),
    low: Math.exp(mean - half),
    high: Math.exp(mean + half),
    pairs: ratios.length,
  };
}

export function showRatio(ratio: Ratio): string {
  return `${ratio.mean.toFixed(2)} (95 %: ${ratio.low.toFixed(2)} to ${ratio.high.toFixed(2)}, ${ratio.pairs} pairs)`;
}
