import { expect, it } from 'vitest';
import { provePairs } from './random-pairs.ts';

it('goes through a dozen random changes and back: nothing is left to plan, no value is lost', async () => {
  const told = await provePairs({ seed: 1001, workspaces: 3, pairsEach: 4 });
  expect(told.wrong).toEqual([]);
  expect(told.pairs).toBe(12);
  expect(told.online).toBeGreaterThan(2);
  expect(told.back).toBeGreaterThan(2);
});
