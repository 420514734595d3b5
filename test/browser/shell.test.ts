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
  data = await seed(app, 8);
});
afterAll(async () => {
  await browser.close();
  await app.stop();
});

describe('the shell', () => {
  test('asks who one is, keeps the address that was asked for, and lets go again', async () => {
    const { page, complaints, close } = await openPage(browser, app, null, '/t/desk/customers?q=leeds');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await page.getByRole('button', { name: 'Victor Hale' }).textContent()).toContain('Viewer');
    await page.getByRole('button', { name: 'Anna Berg' }).click();
    await page.getByRole('row').filter({ hasText: 'Customer 02' }).waitFor();
    expect(await page.getByRole('searchbox').inputValue()).toBe('leeds');
    await page.getByRole('button', { name: /Anna Berg/u }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  test('offers the tools of the person, each with purpose and owner', async () => {
    const { page, close } = await openPage(browser, app, 'anna', '/');
    await page.getByRole('heading', { level: 2, name: 'Order desk' }).waitFor();
    const text = (await page.getByRole('main').textContent()) ?? '';
    expect(text).toContain('Take orders by phone and see them out of the door.');
    expect(text).toContain('Owned by Sales operations');
    const nav = page.getByRole('navigation', { name: 'Tools' });
    expect(await nav.getByRole('link').allTextContents()).toEqual([
      'Harbour Supplies',
      'Order desk',
      'Orders',
      'Open orders',
      'Customers',
      'Reading room',
      'All customers',
    ]);
    await nav.getByRole('button', { name: 'All records in the navigation' }).click();
    await nav.getByRole('link', { name: 'Warehouses' }).click();
    await page.getByRole('heading', { level: 1, name: 'Warehouses' }).waitFor();
    await close();
  });

  test('explains a tool by its runbook, whose HTML stays text', async () => {
    const { page, complaints, close } = await openPage(browser, app, 'anna', '/t/desk');
    await page.getByText('Read the note').waitFor();
    await page.getByRole('main').getByRole('link', { name: 'Orders 8', exact: true }).waitFor();
    expect(await page.getByRole('heading', { name: 'When a customer calls back' }).count()).toBe(1);
    expect(await page.getByRole('link', { name: 'the carrier' }).getAttribute('rel')).toContain('noopener');
    expect(await page.locator('main script').count()).toBe(0);
    expect(await page.getByRole('link', { name: 'sales-ops@harbour.example' }).count()).toBe(1);
    expect(complaints).toEqual([]);
    await close();
  });

  test('tells a person without access why, with their roles, and a person without roles that there is nothing', async () => {
    const victor = await openPage(browser, app, 'victor', '/t/desk/orders');
    await victor.page.getByRole('heading', { name: 'You cannot open this screen' }).waitFor();
    expect(await victor.page.getByRole('main').textContent()).toContain('Victor Hale with the role Viewer');
    expect(await axeViolations(victor.page)).toEqual([]);
    await victor.close();
    const nora = await openPage(browser, app, 'nora', '/');
    await nora.page.getByRole('heading', { name: 'No tools for you yet' }).waitFor();
    await nora.close();
    const lost = await openPage(browser, app, 'anna', '/no/such/page/at/all/here');
    await lost.page.getByRole('heading', { level: 1, name: 'There is no such page' }).waitFor();
    expect(await axeViolations(lost.page)).toEqual([]);
    await lost.close();
  });

  test('finds screens and records from the keyboard, and lists its shortcuts', async () => {
    const { page, complaints, close } = await openPage(browser, app, 'anna', '/');
    await page.getByRole('heading', { level: 2, name: 'Order desk' }).waitFor();
    // The notes of some orders speak of a bell; the customer of that name is the better find.
    await app.send('anna', 'POST', '/api/v1/records/customer', { name: 'Bell Tower Foods' });
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('customer 05');
    await page.getByRole('option', { name: /^Customer 05/u }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Customer 05' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('bell');
    await page.getByRole('option', { name: /^SO-/u }).first().waitFor();
    expect(await page.getByRole('option').first().textContent()).toContain('Bell Tower Foods');
    await page.getByRole('combobox').fill('open or');
    await page.getByRole('option', { name: /^Open orders/u }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/t\/desk\/open$/u);
    await page.keyboard.press('?');
    const list = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    expect(await list.textContent()).toContain('Search the list');
    await list.getByRole('checkbox', { name: 'Shortcuts of one letter' }).click();
    await page.keyboard.press('Escape');
    await list.waitFor({ state: 'hidden' });
    await page.keyboard.press('?');
    await page.waitForTimeout(200);
    expect(await list.count()).toBe(0);
    expect(complaints).toEqual([]);
    await close();
  });

  test('takes no letter for a shortcut while the palette is on its way', async () => {
    const { page, close } = await openPage(browser, app, 'anna', '/');
    await page.route('**/CommandPalette*.js', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1500));
      await route.continue();
    });
    await page.goto('/t/desk/orders');
    await page.getByRole('row', { name: /SO-/u }).first().waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.press('f');
    await page.getByRole('combobox', { name: 'Find tools, screens and records' }).waitFor();
    expect(await page.getByRole('menuitem').count()).toBe(0);
    await close();
  });

  test('changes between light and dark and remembers it', async () => {
    const { page, close } = await openPage(browser, app, 'anna', '/');
    await page.getByRole('button', { name: /Anna Berg/u }).click();
    await page.getByRole('menuitemradio', { name: 'Dark' }).click();
    const background = (): Promise<string> =>
      page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    expect(await background()).toBe('rgb(22, 23, 27)');
    await page.reload();
    await page.getByRole('heading', { level: 2, name: 'Order desk' }).waitFor();
    expect(await background()).toBe('rgb(22, 23, 27)');
    await close();
  });

  test('lets the same person sign in again above the page when the session has ended', async () => {
    const { page, context, close } = await openPage(browser, app, 'anna', '/t/desk/customers');
    await page.getByRole('row').filter({ hasText: 'Customer 01' }).waitFor();
    await context.clearCookies();
    await page.getByRole('searchbox').fill('cork');
    const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
    await dialog.waitFor();
    await dialog.getByRole('button', { name: 'Anna Berg' }).waitFor();
    expect(await dialog.getByRole('button').count()).toBe(1);
    await dialog.getByRole('button', { name: 'Anna Berg' }).click();
    await page.getByRole('row').filter({ hasText: 'Customer 03' }).waitFor();
    expect(await page.getByRole('searchbox').inputValue()).toBe('cork');
    await close();
  });

  test('says that the server does not answer, keeps what is shown, and goes on by itself', async () => {
    const { page, context, close } = await openPage(browser, app, 'anna', '/t/desk/customers');
    await page.getByRole('row').filter({ hasText: 'Customer 01' }).waitFor();
    await context.setOffline(true);
    await page.getByRole('searchbox').fill('leeds');
    await page.getByText('The server does not answer.').first().waitFor();
    await context.setOffline(false);
    await page.getByText('The server does not answer.').waitFor({ state: 'hidden' });
    await page.getByRole('row').filter({ hasText: 'Customer 02' }).waitFor();
    await close();
  });

  test('carries a policy without inline script or eval, and a style nonce of its own on every page', async () => {
    const answers = await Promise.all([fetch(app.origin), fetch(app.origin)]);
    const policies = answers.map((answer) => answer.headers.get('content-security-policy') ?? '');
    for (const policy of policies) {
      expect(policy).toContain("script-src 'self';");
      expect(policy).not.toMatch(/unsafe|\*/u);
    }
    expect(policies[0]).not.toBe(policies[1]);
  });

  test.for(['light', 'dark'] as const)('has no accessibility violation in %s', async (scheme) => {
    const { page, complaints, close } = await openPage(browser, app, 'anna', '/', { scheme });
    await page.getByRole('heading', { level: 2, name: 'Order desk' }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press('Control+k');
    await page.getByRole('option').first().waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.goto('/t/desk');
    await page.getByText('Read the note').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });

  test('puts the navigation into a drawer on a telephone, and starts with a way past it', async () => {
    const { page, close } = await openPage(browser, app, 'anna', '/', { width: 390, height: 844 });
    await page.getByRole('heading', { level: 2, name: 'Order desk' }).waitFor();
    expect(await overflowOf(page)).toBe(0);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to content');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Navigation' }).getByRole('link', { name: 'Open orders' }).click();
    await page.getByRole('heading', { level: 1, name: 'Open orders' }).waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
    await close();
  });

  test('stays usable at 200 % zoom', async () => {
    // A window of 1280 px at 200 % has 640 px of its own.
    const { page, close } = await openPage(browser, app, 'anna', '/t/desk/customers', {
      width: 640,
      height: 450,
    });
    await page.getByRole('row').filter({ hasText: 'Customer 01' }).waitFor();
    expect(await overflowOf(page)).toBe(0);
    await close();
  });
});

describe('while definitions are edited', () => {
  test('mistakes are shown at their line, and mended definitions change the screens without losing what was typed', async () => {
    const before = app.read('entities.yaml');
    const { page, close } = await openPage(
      browser,
      app,
      'anna',
      `/t/desk/customers/${data.customers[0]?.id}/edit`,
    );
    const city = page.getByRole('textbox', { name: 'City' });
    await city.fill('Aberdeen');
    app.write('entities.yaml', before.replace('city: { type: text }', 'city: { type: txt }'));
    const panel = page.getByRole('region', { name: 'Definitions' });
    await panel.getByText(/entities\.yaml:8:\d+/u).waitFor();
    expect(await panel.textContent()).toContain('text');
    expect(await city.inputValue()).toBe('Aberdeen');
    app.write('entities.yaml', before.replace('city: { type: text }', 'city: { type: text, label: Town }'));
    await panel.waitFor({ state: 'hidden' });
    expect(await page.getByRole('textbox', { name: /City|Town/u }).inputValue()).toBe('Aberdeen');
    const list = await openPage(browser, app, 'anna', '/t/desk/customers');
    await list.page.getByRole('columnheader', { name: 'Town' }).waitFor();
    app.write('entities.yaml', before);
    await list.page.getByRole('columnheader', { name: 'City' }).waitFor();
    await list.close();
    await close();
  });
});
