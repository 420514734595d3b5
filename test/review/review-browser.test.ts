import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { renderReviewPage } from '../../runtime/review/render-page.ts';
import { launchChromium } from '../browser/support/chromium.ts';
import { axeViolations, overflowOf } from '../browser/support/open-page.ts';
import { exampleModels } from './material.ts';
import { planOf } from './plan-of.ts';

let folder: string;
let browser: Browser;
const requests: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jig-review-'));
  const [models, started] = await Promise.all([exampleModels(), launchChromium()]);
  browser = started;
  await writeFile(
    join(folder, 'plan.html'),
    renderReviewPage(planOf(models), models, { folder: 'definitions/' }),
  );
});
afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
});

async function open(scheme: 'light' | 'dark', width: number): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme });
  const page = await context.newPage();
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(pathToFileURL(join(folder, 'plan.html')).href);
  return page;
}

const openAll = (page: Page): Promise<unknown> =>
  page.evaluate("for (const folded of document.querySelectorAll('details')) folded.open = true");

it.each([
  ['light', 1440],
  ['dark', 390],
] as const)(
  'has no fault that axe finds and nothing beside the window, %s at %i pixels',
  async (scheme, width) => {
    const page = await open(scheme, width);
    await openAll(page);
    expect(await axeViolations(page)).toEqual([]);
    expect(await overflowOf(page)).toBe(0);
    await page.context().close();
  },
);

it('puts both sides of a change at the same height, and below each other where there is no room', async () => {
  const page = await open('light', 1440);
  const card = page.locator('.rv-screen').filter({ hasText: 'Order desk: Order (form)' });
  const line = (side: string): ReturnType<Page['locator']> =>
    card.getByRole('group', { name: side }).first().locator('.rv-row').filter({ hasText: 'Boxes' });
  const [left, right] = [await line('Before').boundingBox(), await line('After').boundingBox()];
  expect(left?.y).toBeGreaterThan(0);
  expect(right?.y).toBe(left?.y);
  expect(right?.x).toBeGreaterThan((left?.x ?? 0) + (left?.width ?? 0));
  await page.setViewportSize({ width: 390, height: 900 });
  const [above, below] = [await line('Before').boundingBox(), await line('After').boundingBox()];
  expect(below?.x).toBe(above?.x);
  expect(below?.y).toBeGreaterThan(above?.y ?? 0);
  await page.context().close();
});

it('works with the keyboard alone, prints, and asks nobody for anything', async () => {
  const page = await open('light', 1440);
  await page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Access');
  await page.keyboard.press('Enter');
  expect(page.url()).toMatch(/#rv-access$/u);
  const fold = page.locator('details').filter({ hasText: 'Different for Finance' }).first();
  await fold.locator('summary').focus();
  await page.keyboard.press('Enter');
  expect(await fold.getAttribute('open')).toBe('');
  await page.emulateMedia({ media: 'print' });
  expect(await overflowOf(page)).toBe(0);
  expect(requests.filter((url) => !url.startsWith('file:'))).toEqual([]);
  await page.context().close();
});
