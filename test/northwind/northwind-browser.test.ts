import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '../../server/config.ts';
import { startDevelopment } from '../../server/dev/start-development.ts';
import { launchChromium } from '../browser/support/chromium.ts';
import { openPage, type OpenPage } from '../browser/support/open-page.ts';
import { EXAMPLE } from '../support/activate-definitions.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { loadNorthwind } from './load.ts';
import { northwindAbsence } from './original.ts';

describe.skipIf(northwindAbsence() !== null)('browsing Northwind in the screens of the example', () => {
  let testDatabase: TestDatabase;
  let folder: string;
  let server: Awaited<ReturnType<typeof startDevelopment>>;
  let browser: Browser;
  const open = (address: string, person = 'marguerite'): Promise<OpenPage> =>
    openPage(browser, { origin: `http://127.0.0.1:${server.port}` }, person, address);

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    const { original } = await loadNorthwind(testDatabase.url, testDatabase.database);
    await original.close();
    folder = await mkdtemp(path.join(tmpdir(), 'jig-northwind-'));
    const settings = {
      port: 0,
      databaseUrl: testDatabase.url,
      definitionsFolder: EXAMPLE,
      dataFolder: folder,
    };
    const io = {
      out: () => undefined,
      err: (text: string) => void process.stderr.write(text),
      colour: false,
      env: {},
    };
    server = await startDevelopment(readConfig({}, settings), io);
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await testDatabase?.close();
    await rm(folder, { recursive: true, force: true });
  });

  test('lists all orders, the last first, and finds one by its number', async () => {
    const { page, complaints, close } = await open('/t/order_desk/orders');
    await page.getByRole('status', { name: '830 orders' }).waitFor();
    const first = page.getByRole('row').nth(1);
    expect(await first.getByRole('gridcell').allTextContents()).toEqual(
      expect.arrayContaining(['SO-11077', 'Rattlesnake Canyon Grocery', 'Albuquerque', '£8.53']),
    );
    await page.getByRole('searchbox').fill('SO-10248');
    await page.getByRole('status', { name: '1 order' }).waitFor();
    await page.getByRole('link', { name: 'SO-11077' }).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'SO-10248' }).click();
    await page.getByRole('heading', { name: 'SO-10248' }).waitFor();
    const record = page.getByRole('main');
    for (const text of [
      'Vins et alcools Chevalier',
      "59 rue de l'Abbaye",
      '£32.38',
      'Steven Buchanan',
      '16 Jul 1996',
    ])
      await record.getByText(text, { exact: true }).first().waitFor();
    const cheese = page.getByRole('row', { name: /Queso Cabrales/u });
    expect(await cheese.innerText()).toMatch(/12\s+£14\.00\s+0%/u);
    expect(await page.getByRole('row', { name: /Singaporean Hokkien Fried Mee/u }).innerText()).toMatch(
      /10\s+£9\.80/u,
    );
    expect(complaints).toEqual([]);
    await close();
  });

  test('finds a customer by a town with an accent, typed without it, and shows the person there', async () => {
    const { page, complaints, close } = await open('/t/order_desk/customers');
    await page.getByRole('status', { name: '91 customers' }).waitFor();
    await page.getByRole('searchbox').fill('munchen');
    await page.getByRole('status', { name: '1 customer' }).waitFor();
    await page.getByRole('link', { name: 'ALFKI' }).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'FRANK' }).click();
    await page.getByRole('heading', { name: 'Frankenversand' }).waitFor();
    await page.getByText('Berliner Platz 43', { exact: true }).waitFor();
    await page.getByRole('main').getByText('Peter Franken').first().waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  test('shows an address with a backslash as it was written', async () => {
    const { page, complaints, close } = await open('/t/staff_directory/people', 'gwen');
    await page.getByRole('searchbox').fill('suyama');
    await page.getByRole('status', { name: '1 employee' }).waitFor();
    await page.getByRole('link', { name: 'E-1', exact: true }).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'E-6' }).click();
    await page.getByText(String.raw`Coventry House\nMiner Rd.`, { exact: true }).waitFor();
    await page.getByRole('main').getByText('Steven Buchanan').first().waitFor();
    expect(complaints).toEqual([]);
    await close();
  });
});
