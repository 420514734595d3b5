import { expect, it } from 'vitest';
import { LEAK_DESK, LEAK_PEOPLE } from '../access/leak-desk.ts';
import { seed, readWorld } from '../access/leak-data.ts';
import { openTestApp } from '../support/app.ts';

const ROUNDS = 300;
const MOST_MS = 2;

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

it('takes as long to say no for a record that may not be read as for one that is not there', async () => {
  const test = await openTestApp(LEAK_DESK, LEAK_PEOPLE);
  try {
    await seed(test);
    const world = await readWorld(test);
    const hidden = world['customer']?.find((row) => row['region'] === 'south')?.id ?? '';
    const ids = { hidden, missing: '01900000-0000-7000-8000-000000000000' };
    const times: Record<keyof typeof ids, number[]> = { hidden: [], missing: [] };
    for (const path of ['', '/history'])
      for (let round = 0; round < ROUNDS; round += 1)
        for (const name of round % 2 === 0
          ? (['hidden', 'missing'] as const)
          : (['missing', 'hidden'] as const)) {
          const started = performance.now();
          const answer = await test.call('nora', 'GET', `/api/v1/records/customer/${ids[name]}${path}`);
          times[name].push(performance.now() - started);
          expect(answer.status).toBe(404);
        }
    const [a, b] = [median(times.hidden), median(times.missing)];
    expect(Math.abs(a - b)).toBeLessThan(MOST_MS);
  } finally {
    await test.close();
  }
});
