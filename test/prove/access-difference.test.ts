import { expect, it } from 'vitest';
import { comparePairs } from '../access-difference/compare-pairs.ts';

it(
  '300 random pairs of policies against 100 people and records each: no contradiction',
  { timeout: 600_000 },
  () => {
    const { wrong, rows } = comparePairs({ pairs: 300, from: 1000, tries: 100 });
    expect(wrong).toEqual([]);
    expect(rows).toBeGreaterThan(3000);
  },
);
