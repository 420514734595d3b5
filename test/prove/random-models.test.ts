import { expect, it } from 'vitest';
import { provePairs } from '../migrate/random-pairs.ts';

const WORKSPACES = 60;
const PAIRS_EACH = 6;

it(`${WORKSPACES * PAIRS_EACH} random changes and back: nothing is left to plan, no value is lost`, async () => {
  const told = await provePairs({ seed: 1, workspaces: WORKSPACES, pairsEach: PAIRS_EACH });
  process.stdout.write(`${JSON.stringify({ ...told, wrong: told.wrong.length })}\n`);
  expect(told.wrong).toEqual([]);
  expect(told.pairs).toBe(WORKSPACES * PAIRS_EACH);
  expect(told.online).toBeGreaterThan(100);
  expect(told.atomic).toBeGreaterThan(50);
  expect(told.refused).toBeGreaterThan(20);
  expect(told.back).toBeGreaterThan(100);
});
