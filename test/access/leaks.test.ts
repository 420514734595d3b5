import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { readHolders, readWorld, seed } from './leak-data.ts';
import { LEAK_DESK, LEAK_PEOPLE } from './leak-desk.ts';
import { ALL, findLeaks } from './leak-exits.ts';
import { EXITS } from './leak-exits-more.ts';

let test: TestApp;
beforeAll(async () => {
  test = await openTestApp(LEAK_DESK, LEAK_PEOPLE);
  await seed(test);
}, 60_000);
afterAll(() => test.close());

it('shows each person exactly what the grants say: every role, record and field at every exit', async () => {
  const check = {
    test,
    world: await readWorld(test),
    holders: await readHolders(test),
    first: false,
    ...ALL,
  };
  const { cells, byExit, leaks } = await findLeaks(check, Object.values(EXITS));
  expect(leaks.slice(0, 5)).toEqual([]);
  expect(leaks).toHaveLength(0);
  expect(cells).toBeGreaterThan(10_000);
  expect(Object.keys(byExit).toSorted()).toEqual([
    'count',
    'cursor',
    'empty',
    'export',
    'filter',
    'group',
    'history',
    'lines',
    'list',
    'pages',
    'path',
    'path filter',
    'path sort',
    'record',
    'search',
    'sort',
    'sum',
    'where',
  ]);
  expect(test.observations.filter(({ kind }) => kind === 'request_failed')).toEqual([]);
}, 180_000);
