import { afterAll, beforeAll, expect, it } from 'vitest';
import { forgotten, NO_RECORDS, positionsOf } from './positions.ts';
import { openTwin, tellApart } from './twin.ts';
import type { Twin } from './twin.ts';

let twin: Twin;
beforeAll(async () => {
  twin = await openTwin();
}, 60_000);
afterAll(() => twin.test.close());

/** Two cells and two people; `test/prove` goes through all of them. */
it.each(['credit of a customer', 'total of an order that is not open'])(
  'databases that differ in the %s alone answer alike to whoever may not see it',
  async (what) => {
    expect(await tellApart(twin, what, 2)).toBeNull();
  },
  120_000,
);

it('asks at every parameter and every route that there is', () => {
  expect(forgotten()).toEqual([]);
  const target = { entity: 'order', id: 'an-id', field: 'total', values: ['1'] };
  const asked = positionsOf(target).map(({ method, path }) => `${method} ${path.split('?')[0] ?? ''}`);
  const routes = twin.test.app.routes.filter(({ method, path }) => method !== 'ALL' && path !== '/*');
  const missing = routes
    .map(({ method, path }) => `${method} ${path}`)
    .filter((route) => !Object.hasOwn(NO_RECORDS, route))
    .filter((route) => {
      const pattern = new RegExp(`^${route.replaceAll('.', '\\.').replace(/:\w+/gu, '[^/]+')}$`, 'u');
      return !asked.some((address) => pattern.test(address));
    });
  expect([...new Set(missing)]).toEqual([]);
});
