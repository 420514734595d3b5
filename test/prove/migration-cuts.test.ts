import { afterAll, beforeAll, expect, it } from 'vitest';
import { dieAndGoOn, takeBackFromEverywhere } from '../migrate/interrupted.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

/** A migration with every kind of stage, cut off after each stage and each batch. */
let server: TestDatabase;
beforeAll(async () => {
  server = await createTestDatabase();
});
afterAll(() => server.close());

it('goes on after dying at any stage and batch, and ends like a run that never died', async () => {
  const { undisturbed, disturbed, deaths } = await dieAndGoOn(server.database, 1);
  expect(disturbed).toEqual(undisturbed);
  expect(deaths).toBeGreaterThan(50);
});

it('is taken back from any stage and batch before the activation, and leaves everything as it was', async () => {
  const { before, after, drift, isSameRelease } = await takeBackFromEverywhere(server.database, 1);
  expect(after.length).toBeGreaterThan(25);
  for (const each of after) expect(each).toEqual(before);
  expect(drift).toEqual([]);
  expect(isSameRelease).toBe(true);
});
