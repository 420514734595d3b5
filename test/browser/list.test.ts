import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from './support/chromium.ts';
import { axeViolations, openPage, overflowOf } from './support/open-page.ts';
import { seed, type Seed } from './support/seed.ts';
import { serveApp, type ServedApp } from './support/served-app.ts';

/** More than one page of a list (100), so that scrolling must fetch. */
const ORDERS = 240;
const LIST = '/t/desk/orders';
const PATIENCE = { timeout: 8000, interval: 100 };

let app: ServedApp;
let browser: Browser;
let data: Seed;

beforeAll(async () => {
  [app, browser] = await Promise.all([serveApp(), launchChromium()]);
  data = await seed(app, ORDERS);
});
afterAll(async () => {
  await browser.close();
  await app.stop();
});

const row = (page: Page, title: string) => page.getByRole('row').filter({ hasText: title });
const count = (page: Page): Promise<string | null> => page.getByRole('status').first().textContent();
const query = (page: Page): string => decodeURIComponent(new URL(page.url()).search);
const titles = async (page: Page): Promise<readonly string[]> =>
  (await page.getByRole('gridcell').locator('a[href*="/t/desk/orders/"]').allTextContents()).slice(0, 3);

describe('a list', () => {
  test('shows its rows, their number and every amount exactly', async () => {
    const { page, complaints, close } = await openPage(browser, app, 'anna', `${LIST}?sort=number`);
    await row(page, 'SO-1001').waitFor();
    expect(await count(page)).toBe('240');
    expect(await row(page, 'SO-1001').textContent()).toContain('£90,071,992,547,409,931.25');
    expect(await row(page, 'SO-1001').textContent()).toContain('1 Jan 2026');
    expect(await page.getByRole('grid').getAttribute('aria-rowcount')).toBe('241');
    expect(complaints).toEqual([]);
    await close();
  });

  test('draws only the rows in sight and fetches the others while it scrolls', async () => {
    const { page, close } = await openPage(browser, app, 'anna', LIST);
    await row(page, 'SO-1240').waitFor();
    expect(await page.getByRole('row').count()).toBeLessThan(60);
    await row(page, 'SO-1240').focus();
    await expect
      .poll(async () => {
        await page.keyboard.press('End');
        return row(page, 'SO-1001').count();
      }, PATIENCE)
      .toBe(1);
    await close();
  });

  test('sorts by a press on a column, first up, then down, and keeps it in the address', async () => {
    const { page, close } = await openPage(browser, app, 'anna', LIST);
    const head = page.getByRole('columnheader', { name: 'Ordered on' });
    await head.getByRole('button').click();
    await row(page, 'SO-1001').waitFor();
    expect(await head.getAttribute('aria-sort')).toBe('ascending');
    expect(query(page)).toBe('?sort=ordered_on');
    await head.getByRole('button').click();
    await row(page, 'SO-1240').waitFor();
    expect(await head.getAttribute('aria-sort')).toBe('descending');
    expect(await titles(page)).toEqual(['SO-1240', 'SO-1239', 'SO-1238']);
    await close();
  });

  test('filters by choice, amount, relative date and reference, as chips that the address keeps', async () => {
    const { page, close } = await openPage(browser, app, 'anna', LIST);
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Status', exact: true }).click();
    await page.getByRole('checkbox', { name: 'Late' }).click();
    await page.getByRole('checkbox', { name: 'Paid' }).click();
    await page.getByRole('button', { name: 'Done' }).click();
    await expect.poll(() => count(page), PATIENCE).toBe('80');
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Total', exact: true }).click();
    await page.getByLabel('From (GBP)').fill('1,500');
    await page.getByLabel('To (GBP)').fill('1,600.50');
    await page.getByRole('button', { name: 'Done' }).click();
    await expect.poll(() => query(page), PATIENCE).toContain('filter.total.gte=1500&filter.total.lte=1600.5');
    expect(query(page)).toContain('filter.status.eq=paid&filter.status.eq=late');
    await page.getByRole('button', { name: /^Total from £1,500\.00 to £1,600\.50/u }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: /^Status is Paid or Late/u }).waitFor();
    await page.getByRole('button', { name: 'Clear', exact: true }).click();
    await expect.poll(() => count(page), PATIENCE).toBe('240');
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Customer', exact: true }).click();
    await page.getByPlaceholder('Find customers').fill('customer 07');
    await page.getByRole('checkbox', { name: 'Customer 07' }).click();
    await page.getByRole('button', { name: /^Customer is Customer 07/u }).waitFor();
    await expect.poll(() => count(page), PATIENCE).toBe('20');
    await page.goto(`${LIST}?filter.ordered_on.within=future`);
    await page.getByRole('button', { name: /^Ordered on after today/u }).waitFor();
    await close();
  });

  test('searches the fields that it names, and says so when nothing is found', async () => {
    const { page, close } = await openPage(browser, app, 'anna', LIST);
    await page.getByRole('searchbox', { name: 'Search number and note' }).fill('gate 33.');
    await expect.poll(() => count(page), PATIENCE).toBe('1');
    expect(await row(page, 'SO-1034').count()).toBe(1);
    await page.getByRole('searchbox').fill('nowhere to be found');
    await page.getByRole('heading', { name: 'No orders match' }).waitFor();
    await page.getByRole('button', { name: 'Clear search and filters' }).click();
    await row(page, 'SO-1240').waitFor();
    expect(await page.getByRole('searchbox').inputValue()).toBe('');
    await close();
  });

  test('changes rows and count in one step, and loses no press while new rows are on their way', async () => {
    const { page, close } = await openPage(browser, app, 'anna', LIST);
    await row(page, 'SO-1240').waitFor();
    await page.evaluate(`{
      globalThis.seen = new Set();
      const note = () => seen.add([document.querySelector('output')?.textContent,
        document.querySelector('[role=grid] a')?.textContent].join(' '));
      new MutationObserver(note).observe(document.body, { subtree: true, childList: true, characterData: true });
    }`);
    await page.getByRole('searchbox').fill('gate 33.');
    await expect.poll(() => count(page), PATIENCE).toBe('1');
    expect(await page.evaluate('[...seen]')).toEqual(['240 SO-1240', '1 SO-1034']);

    await page.route('**/records/order?*', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 3000));
      await route.continue().catch(() => undefined);
    });
    await page.getByRole('searchbox').fill('gate 66.');
    await row(page, 'SO-1034').getByRole('gridcell').last().hover();
    await page.mouse.down();
    await expect.poll(() => query(page), PATIENCE).toContain('66');
    await page.mouse.up();
    await page.getByRole('heading', { level: 1, name: 'SO-1034' }).waitFor();
    await close();
  });

  test('keeps the focus on the column that was sorted, and begins at the top again', async () => {
    const { page, close } = await openPage(browser, app, 'anna', LIST);
    await row(page, 'SO-1240').waitFor();
    await page.getByRole('grid').hover();
    await page.mouse.wheel(0, 1500);
    await expect.poll(() => row(page, 'SO-1240').count(), PATIENCE).toBe(1);
    const head = page.getByRole('columnheader', { name: 'Ordered on' }).getByRole('button').first();
    await head.focus();
    await page.keyboard.press('Enter');
    await row(page, 'SO-1001').waitFor();
    expect(await head.evaluate((button) => button.ownerDocument.activeElement === button)).toBe(true);
    expect(await page.getByRole('grid').evaluate((grid) => grid.parentElement?.scrollTop)).toBe(0);
    await close();
  });

  test('a filter that the address has wrong is explained, with the way out', async () => {
    const { page, close } = await openPage(browser, app, 'anna', `${LIST}?filter.status.eq=lost`);
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.textContent()).toContain('“lost”');
    expect(await axeViolations(page)).toEqual([]);
    await alert.getByRole('button', { name: 'Clear search and filters' }).click();
    await row(page, 'SO-1240').waitFor();
    await close();
  });

  test('a fixed filter of the screen is shown and cannot be widened', async () => {
    const { page, close } = await openPage(browser, app, 'anna', '/t/desk/open?filter.status.eq=late');
    await page.getByText('is Open').waitFor();
    await expect.poll(() => count(page), PATIENCE).toBe('40');
    expect(await page.getByRole('button', { name: 'Remove filter Status' }).count()).toBe(0);
    await close();
  });

  test('remembers which columns the person chose and how wide they are', async () => {
    const { page, close } = await openPage(browser, app, 'anna', '/t/desk/customers');
    await row(page, 'Customer 01').waitFor();
    await page.getByRole('button', { name: 'Choose columns' }).click();
    const saved = page.waitForResponse((answer) => answer.request().method() === 'PUT');
    await page.getByRole('checkbox', { name: 'Credit limit' }).click();
    await saved;
    await page.keyboard.press('Escape');
    await page.getByRole('columnheader', { name: 'City' }).getByRole('button').focus();
    const widened = page.waitForResponse((answer) => answer.request().method() === 'PUT');
    await page.keyboard.press('Shift+ArrowRight');
    await widened;
    const width = (await page.getByRole('columnheader', { name: 'City' }).boundingBox())?.width ?? 0;
    await page.goto('/t/desk/customers');
    await page.getByRole('columnheader', { name: 'Credit limit' }).waitFor();
    expect((await page.getByRole('columnheader', { name: 'City' }).boundingBox())?.width).toBeCloseTo(
      width,
      0,
    );
    await close();
  });

  test('is worked by keyboard alone: move, select a range, copy, delete and take it back', async () => {
    const { page, context, close } = await openPage(browser, app, 'anna', LIST);
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await row(page, 'SO-1240').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await page.keyboard.press('Shift+ArrowDown');
    expect(await page.getByRole('toolbar', { name: 'Selected rows' }).textContent()).toContain('2 selected');
    await page.getByRole('button', { name: 'Copy' }).click();
    await page.getByText('Copied 2 rows').waitFor();
    const copied = await page.evaluate<string>('navigator.clipboard.readText()');
    expect(copied.split('\n')[0]).toBe('Number\tCustomer\tStatus\tOrdered on\tTotal\tHandler\tExpress');
    expect(copied.split('\n')[1]).toMatch(/^SO-1239\tCustomer 11\tLate\t2026-08-27\t2666\.94\t/u);
    await page.getByRole('toolbar').getByRole('button', { name: 'Delete' }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.textContent()).toContain('SO-1239');
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await expect.poll(() => count(page), PATIENCE).toBe('238');
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => count(page), PATIENCE).toBe('240');
    await close();
  });

  test('shows deleted records to whoever may restore them', async () => {
    const [, , third] = data.orders;
    const { page, close } = await openPage(browser, app, 'anna', `${LIST}/${third?.id}`);
    await page.getByRole('button', { name: /^More for/u }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.waitForURL(/\/t\/desk\/orders$/u);
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Deleted orders' }).click();
    await row(page, 'SO-1003').focus();
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Restore' }).click();
    await page.getByText('Restored SO-1003').waitFor();
    await page.getByRole('heading', { name: 'No deleted orders' }).waitFor();
    await close();
  });

  test('goes back to the very rows that were left', async () => {
    const { page, close } = await openPage(browser, app, 'anna', `${LIST}?sort=number`);
    await row(page, 'SO-1001').focus();
    await page.keyboard.press('End');
    await page.waitForTimeout(200);
    await page.getByRole('gridcell').getByRole('link', { name: 'SO-1090' }).click();
    await page.getByRole('heading', { level: 1, name: 'SO-1090' }).waitFor();
    await page.goBack();
    await row(page, 'SO-1090').waitFor();
    expect(await row(page, 'SO-1001').count()).toBe(0);
    await close();
  });

  test('invites to make the first record where there is none yet', async () => {
    const { page, close } = await openPage(browser, app, 'anna', '/r/warehouse');
    await page.getByRole('heading', { name: 'No warehouses yet' }).waitFor();
    expect(await page.getByRole('button', { name: 'New warehouse' }).count()).toBe(2);
    await close();
  });

  test.for(['light', 'dark'] as const)(
    'has no accessibility violation in %s, with a filter open and rows selected',
    async (scheme) => {
      const address = `${LIST}?filter.status.eq=open&filter.ordered_on.within=this_year`;
      const { page, complaints, close } = await openPage(browser, app, 'anna', address, { scheme });
      await page.getByRole('row').nth(2).focus();
      await page.keyboard.press('Space');
      expect(await axeViolations(page)).toEqual([]);
      await page.getByRole('button', { name: 'Filter', exact: true }).click();
      await page.getByRole('menuitem').first().waitFor();
      expect(await axeViolations(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: /^Ordered on this year/u }).click();
      await page.getByRole('button', { name: 'Today', exact: true }).waitFor();
      expect(await axeViolations(page)).toEqual([]);
      expect(complaints).toEqual([]);
      await close();
    },
  );

  test('becomes cards on a telephone, without scrolling sideways', async () => {
    const { page, complaints, close } = await openPage(browser, app, 'anna', LIST, {
      width: 390,
      height: 844,
    });
    await row(page, 'SO-1240').waitFor();
    expect(await overflowOf(page)).toBe(0);
    expect((await row(page, 'SO-1240').boundingBox())?.height).toBeGreaterThan(50);
    await page.getByRole('button', { name: 'Sort' }).click();
    await page.getByRole('menuitem', { name: 'Ordered on' }).click();
    await row(page, 'SO-1001').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });
});
