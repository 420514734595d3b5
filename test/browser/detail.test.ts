import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from './support/chromium.ts';
import { axeViolations, openPage, overflowOf } from './support/open-page.ts';
import { seed, type Seed } from './support/seed.ts';
import { serveApp, type ServedApp } from './support/served-app.ts';

let app: ServedApp;
let browser: Browser;
let data: Seed;

beforeAll(async () => {
  [app, browser] = await Promise.all([serveApp(), launchChromium()]);
  data = await seed(app, 30);
});
afterAll(async () => {
  await browser.close();
  await app.stop();
});

const order = (index: number): string => `/t/desk/orders/${data.orders[index]?.id}`;
const customer = (tool: string): string => `/t/${tool}/customers/${data.customers[0]?.id}`;

describe('a record', () => {
  test('shows a value of every type as people read it, and links that lead on', async () => {
    const { page, complaints, close } = await openPage(browser, app, 'anna', order(0));
    await page.getByRole('heading', { level: 1, name: 'SO-1001' }).waitFor();
    const text = (await page.getByRole('main').textContent()) ?? '';
    for (const shown of [
      '£90,071,992,547,409,931.25',
      '5.25%',
      '12.345',
      '1 h 30 min',
      '06:30',
      'Monday',
      'fragile',
      'Rope',
      'Hook',
      '"pallet": 3',
      'Anna Berg',
      '1 Jan 2026',
      'Open',
    ])
      expect(text).toContain(shown);
    const collect = page.locator('time[datetime="2026-07-01T09:30:00.000Z"]');
    expect(await collect.textContent()).toBe('1 Jul 2026, 10:30'); // British summer time
    expect(await collect.getAttribute('title')).toContain('2026-07-01 09:30 UTC');
    const tracking = page.getByRole('link', { name: 'https://www.carrier.example/track/1' });
    expect(await tracking.getAttribute('rel')).toContain('noopener');
    await page.getByRole('link', { name: 'Customer 01' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Customer 01' }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  test('adds the amounts of its lines exactly', async () => {
    const { page, close } = await openPage(browser, app, 'anna', order(0));
    const lines = page.getByRole('region', { name: 'Lines' });
    await lines.getByRole('cell', { name: 'Rope' }).waitFor();
    expect(await lines.getByRole('row').last().textContent()).toBe('Total3£10.30');
    await close();
  });

  test('lists the records that refer to it, with the way to all of them and to a new one', async () => {
    const { page, close } = await openPage(browser, app, 'anna', customer('desk'));
    const related = page.getByRole('region', { name: 'Orders' }).first();
    await related.getByRole('link', { name: 'SO-1001' }).waitFor();
    expect(await related.getByRole('heading').textContent()).toContain('3');
    expect(await related.getByRole('link', { name: 'New order' }).getAttribute('href')).toBe(
      `/t/desk/orders/new?set.customer=${data.customers[0]?.id}`,
    );
    await related.getByRole('link', { name: 'SO-1013' }).click();
    await page.getByRole('heading', { level: 1, name: 'SO-1013' }).waitFor();
    await close();
  });

  test('steps through the list it was opened from with J and K', async () => {
    const { page, close } = await openPage(browser, app, 'anna', '/t/desk/orders?filter.status.eq=paid');
    await page.getByRole('link', { name: 'SO-1028' }).click();
    await page.getByRole('heading', { level: 1, name: 'SO-1028' }).waitFor();
    expect(await page.getByRole('button', { name: 'Previous record' }).isDisabled()).toBe(true);
    await page.keyboard.press('j');
    await page.getByRole('heading', { level: 1, name: 'SO-1022' }).waitFor();
    await page.keyboard.press('k');
    await page.getByRole('heading', { level: 1, name: 'SO-1028' }).waitFor();
    await page.keyboard.press('u');
    await page.getByRole('row').filter({ hasText: 'SO-1016' }).waitFor();
    expect(page.url()).toContain('filter.status.eq=paid');
    await close();
  });

  test('is deleted after a question that names it, and restored from its own page', async () => {
    const { page, close } = await openPage(browser, app, 'anna', order(5));
    await page.getByRole('button', { name: 'More for SO-1006' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page
      .getByRole('dialog', { name: 'Delete SO-1006?' })
      .getByRole('button', { name: 'Delete' })
      .click();
    await page.waitForURL(/\/t\/desk\/orders$/u);
    await page.goto(order(5));
    await page.getByText('Deleted', { exact: true }).waitFor();
    expect(await page.getByRole('button', { name: 'Edit' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Restore' }).click();
    await page.getByRole('button', { name: 'Edit' }).waitFor();
    await close();
  });

  test('says which records keep it from being deleted', async () => {
    const { page, close } = await openPage(browser, app, 'anna', customer('desk'));
    await page.getByRole('button', { name: /^More for/u }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    const message = page.getByRole('alert').filter({ hasText: 'Customer 01 was not deleted' });
    await message.waitFor();
    expect((await message.textContent())?.toLowerCase()).toContain('order');
    await close();
  });

  test('holds only what the person may read, and nothing that the person may not do', async () => {
    const { page, complaints, close } = await openPage(browser, app, 'victor', customer('reading_room'));
    await page.getByRole('heading', { level: 1, name: 'Customer 01' }).waitFor();
    const text = (await page.getByRole('main').textContent()) ?? '';
    expect(text).toContain('London');
    expect(text).not.toContain('@example.com');
    expect(await page.getByRole('button', { name: 'Edit' }).count()).toBe(0);
    // What may not be done is in the menu only to say why.
    await page.getByRole('button', { name: /^More for/u }).click();
    const offered = await page
      .getByRole('menuitem')
      .evaluateAll((items) => items.map((item) => item.getAttribute('aria-label')));
    expect(offered).toEqual(['Edit is not possible. Why?', 'Delete is not possible. Why?']);
    expect(complaints).toEqual([]);
    await close();
  });

  test('that does not exist is explained', async () => {
    const { page, close } = await openPage(
      browser,
      app,
      'anna',
      '/t/desk/orders/0192f000-0000-7000-8000-000000000000',
    );
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.textContent()).toMatch(/Request [\w-]+/u);
    expect(await alert.textContent()).not.toContain('`');
    expect(await axeViolations(page)).toEqual([]);
    await alert.getByRole('button', { name: 'To the list' }).click();
    await page.getByRole('grid').waitFor();
    await close();
  });

  test.for(['light', 'dark'] as const)('has no accessibility violation in %s', async (scheme) => {
    const { page, complaints, close } = await openPage(browser, app, 'anna', order(0), { scheme });
    await page.getByRole('region', { name: 'Lines' }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'More for SO-1001' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByRole('dialog').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });

  test('fits a telephone', async () => {
    const { page, complaints, close } = await openPage(browser, app, 'anna', order(0), {
      width: 390,
      height: 844,
    });
    await page.getByRole('region', { name: 'Lines' }).waitFor();
    expect(await overflowOf(page)).toBe(0);
    expect(await axeViolations(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });
});
