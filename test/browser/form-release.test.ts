import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchChromium } from './support/chromium.ts';
import { axeViolations, openPage, overflowOf } from './support/open-page.ts';
import { serveApp, type ServedApp } from './support/served-app.ts';

let app: ServedApp;
let browser: Browser;
let original = '';

beforeAll(async () => {
  app = await serveApp(join(import.meta.dirname, 'release-definitions'));
  original = app.read('workspace.yaml');
});
afterAll(() => app.stop());
beforeEach(async () => void (browser = await launchChromium()));
afterEach(async () => {
  await browser.close();
  await define(original);
});

/** Puts other definitions in force, and waits until they are. */
async function define(text: string): Promise<void> {
  if (app.read('workspace.yaml') === text) return;
  const release = async (): Promise<number> =>
    (await app.send<{ release: number }>('anna', 'GET', '/api/v1/me')).release;
  const before = await release();
  app.write('workspace.yaml', text);
  await expect.poll(release, { timeout: 10_000, interval: 100 }).toBeGreaterThan(before);
}

const NEWER = [
  ['  fax: { type: text, label: Fax }\n', ''],
  [
    '  town: { type: text }',
    '  city: { type: text, was: town }\n  tier: { type: choice, options: [gold, plain], required: true }',
  ],
  ['columns: [name, town]', 'columns: [name, city]'],
  ['fields: [name, town]', 'fields: [name, city]'],
] as const;
const newer = (): string => NEWER.reduce((text, [from, to]) => text.replace(from, to), original);

const box = (page: Page, name: string) => page.getByRole('form').getByLabel(name, { exact: true });

describe('a form that is open when definitions change', () => {
  test('says so quietly, and goes on in the new form with everything that was typed', async () => {
    const { page, complaints, close } = await openPage(browser, app, 'anna', '/t/desk/customers/new');
    await box(page, 'Name').fill('Acme Ltd');
    await box(page, 'Town').fill('Lynn');
    await box(page, 'Fax').fill('01553 960150');
    await define(newer());
    const note = page.getByText(/came into force while this form was open/u);
    await note.waitFor();
    expect(await axeViolations(page)).toEqual([]);
    // Nothing moved under what is being typed.
    expect(await box(page, 'Fax').inputValue()).toBe('01553 960150');
    await page.getByRole('button', { name: 'Continue in the new form' }).click();
    await box(page, 'Tier').waitFor();
    expect(await box(page, 'Name').inputValue()).toBe('Acme Ltd');
    const homeless = page.getByRole('region', { name: 'Values without a field' });
    expect(await homeless.textContent()).toContain('01553 960150');
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await overflowOf(page)).toBeLessThanOrEqual(0);
      expect(await axeViolations(page)).toEqual([]);
    }
    await homeless.getByRole('button', { name: 'I do not need' }).click();
    await homeless.waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
    await close();
  });

  test('explains a save that no longer fits, and loses nothing', async () => {
    const { page, complaints, close } = await openPage(browser, app, 'anna', '/t/desk/customers/new');
    await box(page, 'Name').fill('Bistro Brava');
    await box(page, 'Town').fill('Lisbon');
    await box(page, 'Fax').fill('0351 77');
    await define(newer());
    await page.getByRole('button', { name: /^(?:Save|Create)$/u }).click();
    const alert = page
      .getByRole('alert')
      .filter({ hasText: 'This form changed while you were filling it in' });
    await alert.waitFor();
    const told = (await alert.textContent()) ?? '';
    expect(told).toContain('“Town” is called “City” since release');
    expect(told).toContain('“Fax” is gone since release');
    expect(told).toContain('“Tier” is required since release');
    expect(told).toContain('nothing that you typed is lost');
    expect(await axeViolations(page)).toEqual([]);
    await alert.getByRole('button', { name: 'Continue in the new form' }).click();
    await box(page, 'Tier').waitFor();
    expect(await box(page, 'Name').inputValue()).toBe('Bistro Brava');
    // Renamed: the value moved with its field.
    expect(await box(page, 'City').inputValue()).toBe('Lisbon');
    const homeless = page.getByRole('region', { name: 'Values without a field' });
    expect(await homeless.getByRole('definition').first().textContent()).toBe('0351 77');
    await box(page, 'Tier').fill('gold');
    await page.getByRole('option', { name: 'Gold' }).click();
    await page.getByRole('button', { name: /^(?:Save|Create)$/u }).click();
    await page.getByRole('heading', { name: 'Bistro Brava' }).waitFor();
    const { data } = await app.send<{ data: object[] }>('anna', 'GET', '/api/v1/records/customer?sort=name');
    expect(data).toMatchObject([{ name: 'Bistro Brava', city: 'Lisbon', tier: 'gold' }]);
    expect(complaints).toEqual([]);
    await close();
  });
});
