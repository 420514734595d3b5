/** Reproducible chance: the same seed gives the same sequence on every machine. */
export type Random = {
  /** Between 0 (included) and 1 (excluded). */
  readonly fraction: () => number;
  /** Whole number from `low` to `high`, both included. */
  readonly whole: (low: number, high: number) => number;
  readonly chance: (share: number) => boolean;
  readonly pick: <T>(items: readonly T[]) => T;
  /** One of the items, each as likely as its weight says. */
  readonly weighted: <T>(items: readonly (readonly [T, number])[]) => T;
  /** `count` different items, in their original order. */
  readonly some: <T>(items: readonly T[], count: number) => readonly T[];
};

/** Mulberry32: small, fast, and exact in 32-bit arithmetic. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const whole = (low: number, high: number): number => low + Math.floor(fraction() * (high - low + 1));
  const pick = <T>(items: readonly T[]): T => {
    const item = items[whole(0, items.length - 1)];
    if (item === undefined) throw new Error('Cannot pick from an empty list.');
    return item;
  };
  const weighted = <T>(items: readonly (readonly [T, number])[]): T => {
    let left = fraction() * items.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [item, weight] of items) {
      left -= weight;
      if (left < 0) return item;
    }
    return pick(items)[0];
  };
  const some = <T>(items: readonly T[], count: number): readonly T[] => {
    const chosen = new Set<number>();
    while (chosen.size < Math.min(count, items.length)) chosen.add(whole(0, items.length - 1));
    return items.filter((_item, index) => chosen.has(index));
  };
  return { fraction, whole, chance: (share) => fraction() < share, pick, weighted, some };
}
