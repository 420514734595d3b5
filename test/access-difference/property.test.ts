import { expect, it } from 'vitest';
import { comparePairs } from './compare-pairs.ts';

it('is contradicted by no person and no record, whatever the two policies', () => {
  const { wrong, verdicts } = comparePairs({ pairs: 40, from: 1, tries: 12 });
  expect(wrong).toEqual([]);
  // All of them come up, so that each was put to the test.
  for (const verdict of ['equivalent', 'narrower', 'wider', 'incomparable'] as const)
    expect(verdicts[verdict], verdict).toBeGreaterThanOrEqual(3);
  expect(verdicts.undecided ?? 0).toBe(0);
});
