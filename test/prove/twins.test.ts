import { afterAll, beforeAll, expect, it } from 'vitest';
import { CELLS, openTwin, tellApart } from '../access/twin.ts';
import type { Twin } from '../access/twin.ts';

let twin: Twin;
beforeAll(async () => {
  twin = await openTwin();
});
afterAll(() => twin.test.close());

it.each(CELLS.map(({ what }) => what))(
  'databases that differ in the %s alone answer alike to whoever may not see it',
  async (what) => {
    expect(await tellApart(twin, what)).toBeNull();
  },
);
