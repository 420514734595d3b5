import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { MigrationJson, ReleasesJson } from '../../runtime/wire/releases.ts';
import { launchChromium } from './support/chromium.ts';
import { axeViolations, openPage, overflowOf } from './support/open-page.ts';
import { serveApp, type ServedApp } from './support/served-app.ts';

let app: ServedApp;
let browser: Browser;

/** Three releases: guests may no longer read the town since the second, and the fax is gone since the third. */
beforeAll(async () => {
  app = await serveApp(join(import.meta.dirname, 'release-definitions'));
  await app.send('anna', 'POST', '/api/v1/records/customer', {
    name: 'Acme Ltd',
    town: 'Lynn',
    fax: '01553',
  });
  await define([['fields: [name, town]', 'fields: [name]']]);
  await define([['  fax: { type: text, label: Fax }\n', '']]);
});
afterAll(() => app.stop());
beforeEach(async () => void (browser = await launchChromium()));
afterEach(() => browser.close());

async function define(edits: readonly (readonly [string, string])[]): Promise<void> {
  const release = async (): Promise<number> =>
    (await app.send<{ release: number }>('anna', 'GET', '/api/v1/me')).release;
  const before = await release();
  app.write(
    'workspace.yaml',
    edits.reduce((text, [from, to]) => text.replace(from, to), app.read('workspace.yaml')),
  );
  while ((await release()) === before) await new Promise((resolve) => setTimeout(resolve, 100));
}

/** Narrow and dark, wide and light: without violations, and never wider than its window. */
async function checkLooks(page: Page, name: string): Promise<void> {
  for (const [colorScheme, width] of [
    ['dark', 390],
    ['light', 1440],
  ] as const) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 900 });
    await page.waitForFunction(
      (scheme) => document.documentElement.dataset['mantineColorScheme'] === scheme,
      colorScheme,
    );
    await page.waitForTimeout(300);
    expect(await overflowOf(page), `${name} ${width}`).toBeLessThanOrEqual(0);
    expect(await axeViolations(page), `${name} ${width} ${colorScheme}`).toEqual([]);
  }
}

const LONG = 120_000;

test(
  'the way back: planned, approved by the owner, published by somebody else, and told',
  async () => {
    const { page, complaints, close } = await openPage(browser, app, 'lea', '/');
    await page.getByRole('link', { name: 'Releases' }).click();
    await page.getByRole('row').filter({ hasText: 'In force' }).filter({ hasText: '3' }).waitFor();
    expect(await page.getByRole('row').count()).toBe(4);
    await checkLooks(page, 'list');
    // Any two can be compared.
    await page.getByRole('button', { name: 'Compare' }).click();
    await page.waitForURL('**/releases/3/from/2');
    await page.getByRole('heading', { name: 'What changes' }).waitFor();
    expect(await page.locator('.rv-page').textContent()).toContain('Fax');
    // One release, and the way back to it.
    await page.goto('/releases/1');
    await page.getByText('It was the first one').waitFor();
    await page.getByRole('button', { name: 'Plan the way back to this release' }).click();
    await page.waitForURL('**/releases/plans/*');
    await page.getByRole('heading', { level: 1, name: 'Back to release 1' }).waitFor();
    await page.getByText('1 approval is missing').waitFor();
    const publish = page.getByRole('button', { name: 'Go back to release 1' });
    expect(await publish.isDisabled()).toBe(true);
    expect(await page.getByRole('checkbox').count()).toBe(0);
    await page.locator('.rv-page').waitFor();
    await checkLooks(page, 'plan');
    // Who approves for the owner says why.
    const address = new URL(page.url()).pathname;
    const owner = await openPage(browser, app, 'hedy', address);
    await owner.page.getByRole('checkbox', { name: /Guest may now read Town/u }).check();
    await owner.page.getByRole('button', { name: 'Approve', exact: true }).click();
    const dialog = owner.page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Approve' }).click();
    await dialog.getByText('This value is required.').waitFor();
    await dialog.getByLabel('Why it is all right').fill('Towns are in the telephone book.');
    await dialog.getByRole('button', { name: 'Approve' }).click();
    await owner.page.getByText('Everything that needed an approval has it').waitFor();
    expect(await owner.page.getByRole('button', { name: 'Go back to release 1' }).isDisabled()).toBe(true);
    await owner.close();
    // Then the publisher publishes.
    await page.reload();
    await publish.click();
    await page
      .getByRole('dialog')
      .getByLabel('Why', { exact: true })
      .fill('Guests asked where customers are.');
    await page.getByRole('dialog').getByRole('button', { name: 'Go back to release 1' }).click();
    // A change of the tables goes on beside the requests; its page shows it until the release is there.
    const row = page.getByRole('row').filter({ hasText: 'Guests asked' });
    await page.waitForURL(/\/releases(?:\/4)?$/u);
    if (page.url().endsWith('/4')) await page.goto('/releases');
    await row.filter({ hasText: 'In force' }).waitFor({ timeout: 30_000 });
    expect(await row.textContent()).toMatch(/^4In forceBack to 1/u);
    await row.getByRole('link', { name: '4' }).click();
    await page.getByRole('heading', { level: 1, name: /^Release 4/u }).waitFor();
    const approvals = await page.getByRole('region', { name: 'Approvals' }).first().textContent();
    expect(approvals).toContain('Towns are in the telephone book.');
    expect(approvals).toContain('Hedy Kern');
    // What was written before the field was taken out is there again.
    type Customers = { readonly data: readonly { readonly fax: string }[] };
    const { data } = await app.send<Customers>('anna', 'GET', '/api/v1/records/customer');
    expect(data.map(({ fax }) => fax)).toEqual(['01553']);
    expect(complaints).toEqual([]);
    await close();
  },
  LONG,
);

test('who may not see releases has no way to them, and is told so', async () => {
  const { page, close } = await openPage(browser, app, 'gus', '/releases');
  await page.getByRole('alert').waitFor();
  expect(await page.getByRole('alert').textContent()).toContain('may see releases');
  expect(await page.getByRole('link', { name: 'Releases' }).count()).toBe(0);
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('releases');
  await page
    .getByText(/Nothing/u)
    .first()
    .waitFor();
  await close();
});

const MIGRATION: MigrationJson = {
  id: 'a',
  state: 'paused',
  attended: false,
  base: 3,
  release: null,
  reason: 'Weights in grams.',
  started_by: { id: 'b', name: 'Lea Roth' },
  started_at: '2026-11-26T09:00:00.000Z',
  updated_at: '2026-11-26T09:01:00.000Z',
  finished_at: null,
  rolled_back_to: null,
  stages: [
    { id: 'a', phase: 'expand', what: 'Add a column.', entity: 'customer', state: 'done', progress: null },
    {
      id: 'b',
      phase: 'backfill',
      what: 'Fill it for records that are there.',
      entity: 'customer',
      state: 'running',
      progress: { done: 700_000, of: 1_000_000 },
    },
    { id: 'c', phase: 'activate', what: 'Put it in force.', entity: null, state: 'waiting', progress: null },
  ],
  problem: {
    code: 'data/cast-fails',
    stage: 'b',
    message: 'The value of `weight` is no number.',
    next: 'Correct the record, then go on.',
    samples: ['Acme Ltd'],
  },
  may_resume: { allowed: true, reason: 'Lead may.' },
  may_take_back: { allowed: true, reason: 'Lead may.' },
};

test(
  'a migration that waits says how far it is, why, and what can be done',
  async () => {
    const { page, close } = await openPage(browser, app, 'lea', '/');
    const asked: string[] = [];
    let migration: MigrationJson | null = MIGRATION;
    await page.route('**/api/v1/releases', async (route) => {
      const answer = await route.fetch();
      const body = (await answer.json()) as ReleasesJson;
      await route.fulfill({ response: answer, json: { ...body, migration } });
    });
    await page.route('**/api/v1/releases/migration/*', async (route) => {
      asked.push(
        `${route.request().method()} ${route.request().url().split('/').at(-1)} ${route.request().postData()}`,
      );
      migration =
        asked.length === 1 ? { ...MIGRATION, state: 'running', attended: true, problem: null } : null;
      await route.fulfill({ status: 202, json: { migration } });
    });
    await page.goto('/releases');
    const panel = page.getByRole('region', { name: 'A release is being published' });
    await panel.waitFor();
    const text = (await panel.textContent()) ?? '';
    expect(text).toContain('Weights in grams.');
    expect(text).toContain(
      '1 of 3 stages done. Fill it for records that are there. 700,000 of about 1,000,000 records, 70 %',
    );
    expect(text).toContain('The value of “weight” is no number.');
    expect(text).toContain('For example Acme Ltd.');
    await checkLooks(page, 'migration');
    await panel.getByRole('button', { name: 'Go on' }).click();
    await panel.getByText('Goes on', { exact: true }).first().waitFor();
    await panel.getByRole('button', { name: 'Go on' }).waitFor({ state: 'detached' });
    await panel.getByRole('button', { name: 'Take back' }).click();
    await page.getByRole('dialog').getByLabel('Why').fill('Wrong unit.');
    await page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click();
    await panel.waitFor({ state: 'detached' });
    expect(asked).toEqual(['POST resume {}', 'POST take-back {"reason":"Wrong unit."}']);
    await close();
  },
  LONG,
);
