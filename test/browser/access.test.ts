import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Json } from '../support/app.ts';
import { launchChromium } from './support/chromium.ts';
import { axeViolations, openPage, overflowOf } from './support/open-page.ts';
import { serveApp, signIn, type ServedApp } from './support/served-app.ts';

let app: ServedApp;
let browser: Browser;
const ids: Record<string, string> = {};

beforeAll(async () => {
  app = await serveApp(join(import.meta.dirname, 'access-definitions'));
  const people = await app.send<Json>('lea', 'GET', '/api/v1/access/people');
  for (const { id, email } of people.data) ids[String(email).split('@')[0] ?? ''] = id;
});
afterAll(() => app.stop());

// A browser of its own for each test, and one page in it: the packed one does not always open a second on a busy machine.
beforeEach(async () => void (browser = await launchChromium()));
afterEach(() => browser.close());

/** The page as it is, wide and narrow, light and dark: without violations, and never wider than its window. */
async function checkLooks(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const)
    for (const width of [390, 1440]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      await page.waitForTimeout(150);
      expect(await overflowOf(page), `${name} ${width}`).toBeLessThanOrEqual(0);
      expect(await axeViolations(page), `${name} ${width} ${colorScheme}`).toEqual([]);
    }
  await page.emulateMedia({ colorScheme: 'light' });
}

/** Another person at the same page. */
async function become(page: Page, person: string, path: string): Promise<void> {
  const [name = '', value = ''] = (await signIn(app.origin, person)).split('=');
  await page.context().clearCookies();
  await page.context().addCookies([{ name, value, url: app.origin }]);
  await page.goto(path);
}

/** Changes somebody's attributes as Hedy does, elsewhere and at the same time. */
async function setElsewhere(person: string, attributes: object): Promise<void> {
  const address = `${app.origin}/api/v1/access/people/${ids[person]}`;
  const headers = { cookie: await signIn(app.origin, 'hedy'), 'content-type': 'application/json' };
  const etag = (await fetch(address, { headers })).headers.get('etag') ?? '';
  const body = JSON.stringify({ attributes });
  const answer = await fetch(`${address}/attributes`, {
    method: 'PUT',
    headers: { ...headers, 'if-match': etag },
    body,
  });
  expect(answer.status).toBe(204);
}

/** Looking at every width and scheme takes its time on a busy machine. */
const LONG = 60_000;

describe('people and access', () => {
  test(
    'shows who holds what, finds people and roles, and fits every width and scheme',
    async () => {
      const { page, complaints, close } = await openPage(browser, app, 'lea', '/access');
      await page.getByRole('row').filter({ hasText: 'Sam Okoro' }).first().waitFor();
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('People and access');
      await checkLooks(page, 'access');
      await page.getByRole('searchbox').fill('quill');
      await page.getByRole('row').filter({ hasText: 'Nora Quill' }).waitFor();
      await page.getByRole('row').filter({ hasText: 'Sam Okoro' }).first().waitFor({ state: 'detached' });
      const text = (await page.getByRole('table').textContent()) ?? '';
      expect(text).toContain('regions north');
      expect(text).toContain('Given by people.dev.yaml.');
      await page.getByRole('searchbox').fill('nobody at all');
      await page.getByRole('heading', { name: 'Nobody found' }).waitFor();
      await page.getByRole('button', { name: 'Show everybody' }).click();
      await page.getByLabel('Holds', { exact: true }).fill('head');
      await page.getByRole('option', { name: 'Head' }).click();
      await page.getByRole('row').filter({ hasText: 'Hedy Brandt' }).waitFor();
      await page.getByRole('row').filter({ hasText: 'Lea Moran' }).waitFor({ state: 'detached' });
      expect(complaints).toEqual([]);
      await close();
    },
    LONG,
  );

  test(
    'gives a role for a part and a time, and takes it away again, with the history of both',
    async () => {
      const { page, complaints, close } = await openPage(browser, app, 'lea', '/access');
      await page.getByRole('link', { name: 'Newt Abara' }).click();
      await page.getByRole('heading', { level: 1, name: 'Newt Abara' }).waitFor();
      await page.getByRole('button', { name: 'Give a role' }).click();
      const dialog = page.getByRole('dialog', { name: 'Give Newt Abara a role' });
      await dialog.getByRole('button', { name: 'Give', exact: true }).click();
      await dialog.getByText('This value is required.').waitFor();
      expect(await dialog.getByLabel('Role').getAttribute('aria-invalid')).toBe('true');
      await dialog.getByText('Roles that you may not give').click();
      expect(await dialog.textContent()).toContain('Only Head may give Lead and take it away.');
      await dialog.getByLabel('Role').fill('supp');
      await page.getByRole('option', { name: 'Support' }).click();
      expect(await dialog.textContent()).toContain('Answers customers and asks for refunds.');
      await dialog.getByLabel('Regions').fill('west');
      await page.keyboard.press('Enter');
      await dialog.getByRole('textbox', { name: 'Until' }).fill('some day');
      await dialog.getByLabel('Why').fill('Covers for Sam');
      await dialog.getByRole('button', { name: 'Give', exact: true }).click();
      await dialog.locator('input[aria-invalid="true"]').waitFor();
      await dialog.getByRole('textbox', { name: 'Until' }).fill('1 Jul 2020 9:00');
      await dialog.getByRole('button', { name: 'Give', exact: true }).click();
      await dialog.getByText('Must be after now.').waitFor();
      expect(await axeViolations(page)).toEqual([]);
      await dialog.getByRole('textbox', { name: 'Until' }).fill('1 Jul 2031 9:00');
      await dialog.getByRole('button', { name: 'Give', exact: true }).click();
      await dialog.waitFor({ state: 'hidden' });
      const held = page.getByRole('region', { name: 'Roles held', exact: true });
      await held.getByText('regions west').waitFor();
      const row = (await held.getByRole('row').nth(1).textContent()) ?? '';
      expect(row).toMatch(/Support.*regions west.*1 Jul 2031.*Lea Moran.*Covers for Sam/u);
      expect(await app.send<Json>('newt', 'GET', '/api/v1/records/refund')).toMatchObject({ data: [] });

      await held.getByRole('button', { name: 'Take Support away' }).click();
      const take = page.getByRole('dialog', { name: 'Take Support away from Newt Abara?' });
      await take.getByRole('button', { name: 'Take away' }).click();
      await take.getByText('This value is required.').waitFor();
      await take.getByLabel('Why').fill('Sam is back');
      await page.keyboard.press('Enter');
      await take.waitFor({ state: 'hidden' });
      const before = page.getByRole('region', { name: 'Roles held before' });
      await before.getByText('Taken away by Lea Moran: Sam is back').waitFor();
      await expect(app.send('newt', 'GET', '/api/v1/records/refund')).rejects.toThrow(/403/u);
      expect(complaints).toEqual([]);
      await close();
    },
    LONG,
  );

  test(
    'a page of one person offers only what the viewer may do, and says why not',
    async () => {
      const { page, close } = await openPage(browser, app, 'lea', `/access/${ids['nora']}`);
      await page.getByRole('heading', { level: 1, name: 'Nora Quill' }).waitFor();
      await page.getByText('Only Head may give Lead and take it away.').waitFor();
      await checkLooks(page, 'person');
      await page.goto('/access/019dbd4c-0000-7000-8000-00000000dead');
      await page.getByRole('heading', { name: 'There is no such person' }).waitFor();
      await become(page, 'sam', '/');
      await page.getByRole('button', { name: /Sam Okoro/u }).click();
      await page.getByRole('menuitem', { name: 'Your roles' }).click();
      await page.getByText('This is you.').waitFor();
      expect(await page.getByRole('button', { name: /Give|Take|Change/u }).count()).toBe(0);
      expect((await page.getByRole('main').textContent()) ?? '').toContain('regions south, east');
      expect(await page.getByRole('link', { name: 'People and access' }).count()).toBe(0);
      await page.goto(`/access/${ids['lea']}`);
      await page.getByRole('heading', { level: 1, name: 'Not allowed' }).waitFor();
      await close();
    },
    LONG,
  );

  test(
    'changes attributes, and tells who was slower that they changed meanwhile',
    async () => {
      const path = `/access/${ids['sam']}`;
      const { page, close } = await openPage(browser, app, 'lea', path);
      await page.getByRole('button', { name: 'Change attributes' }).click();
      const dialog = page.getByRole('dialog', { name: 'Attributes of Sam Okoro' });
      await dialog.getByLabel('Regions').fill('south, east');
      await page.keyboard.press('Enter');
      await dialog.getByLabel('Level').fill('3');
      await dialog.getByRole('checkbox', { name: 'Trained' }).check();
      await dialog.getByRole('button', { name: 'Change' }).click();
      await dialog.waitFor({ state: 'hidden' });
      const facts = page.getByRole('region', { name: 'Attributes' });
      await facts.getByText('south').waitFor();
      expect(await facts.textContent()).toMatch(/Level\s*3/u);
      await page.getByRole('button', { name: 'Change attributes' }).click();
      await setElsewhere('sam', { regions: ['east'], level: 5 });
      await dialog.getByLabel('Level').fill('9');
      await dialog.getByRole('button', { name: 'Change' }).click();
      await dialog.getByRole('alert').waitFor();
      expect(await dialog.getByRole('alert').textContent()).toContain('Read it again');
      await close();
    },
    LONG,
  );
});

describe('parameters', () => {
  test('is found by the palette and shows the value in force', async () => {
    const { page, close } = await openPage(browser, app, 'lea', '/');
    await page.getByRole('heading', { level: 2, name: 'Refund desk' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('param');
    await page.getByRole('option', { name: /^Parameters/u }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Parameters' }).waitFor();
    expect(await page.getByRole('listitem', { name: 'Approval limit' }).textContent()).toContain('£500.00');
    await close();
  });

  test(
    'sets a value at once and plans another, which can be withdrawn; the history keeps all',
    async () => {
      const { page, complaints, close } = await openPage(browser, app, 'lea', '/parameters');
      const card = page.getByRole('listitem', { name: 'Approval limit' });
      await card.getByRole('button', { name: 'Set Approval limit' }).click();
      const dialog = page.getByRole('dialog', { name: 'Set Approval limit' });
      await dialog.getByLabel('Value').fill('20000');
      await dialog.getByLabel('Why').fill('Peak season');
      await dialog.getByRole('button', { name: 'Set' }).click();
      await dialog.getByText('Must be 10000.00 or less.').waitFor();
      expect(await axeViolations(page)).toEqual([]);
      await dialog.getByLabel('Value').fill('750');
      await page.keyboard.press('Enter');
      await dialog.waitFor({ state: 'hidden' });
      await card.getByText('£750.00').first().waitFor();
      expect(await card.textContent()).toContain('set by Lea Moran: Peak season');

      await card.getByRole('button', { name: 'Set Approval limit' }).click();
      await dialog.getByLabel('Value').fill('900');
      await dialog.getByRole('textbox', { name: 'Holds from' }).fill('1 Jan 2031 9:00');
      await dialog.getByLabel('Why').fill('New policy');
      await dialog.getByRole('button', { name: 'Set' }).click();
      await dialog.waitFor({ state: 'hidden' });
      await card.getByText('£900.00').waitFor();
      await card.getByRole('button', { name: 'History of Approval limit' }).click();
      await card.getByText('In force').waitFor();
      await checkLooks(page, 'parameters');
      await card.getByRole('button', { name: /^Withdraw the value planned for 1 Jan 2031/u }).click();
      const withdraw = page.getByRole('dialog');
      await withdraw.getByLabel('Why').fill('Not agreed');
      await withdraw.getByRole('button', { name: 'Withdraw' }).click();
      await withdraw.waitFor({ state: 'hidden' });
      await card.getByRole('list', { name: 'Planned' }).waitFor({ state: 'detached' });
      await card.getByText('Withdrawn').waitFor();
      expect(complaints).toEqual([]);
      await close();
    },
    LONG,
  );

  test('who may not set one is told who may', async () => {
    const { page, close } = await openPage(browser, app, 'sam', '/parameters');
    const card = page.getByRole('listitem', { name: 'Fee rate' });
    await card.getByText('Only Head may set Fee rate.').waitFor();
    expect(await page.getByRole('button', { name: /^Set/u }).count()).toBe(0);
    await become(page, 'newt', '/parameters');
    await page.getByRole('heading', { level: 1, name: 'Not allowed' }).waitFor();
    expect(await page.getByRole('link', { name: 'Parameters' }).count()).toBe(0);
    await close();
  });
});
