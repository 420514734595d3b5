import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sharedData } from '../support/shared-data.ts';
import { launchChromium } from './support/chromium.ts';
import { openPage } from './support/open-page.ts';
import { serveApp, type ServedApp } from './support/served-app.ts';

const DEFINITIONS = `workspace: odd
language: 1
title: Odd words
owners:
  team: { title: Team, contact: team@odd.example }
---
role: clerk
about: Keeps odd words.
---
entity: word
owner: team
title_field: number
fields:
  number: { type: sequence, prefix: W- }
  plain: { type: text }
  long: { type: long_text }
access: { clerk: { read: true, create: true, update: true } }
---
tool: words
purpose: Look at odd words.
owner: team
for: [clerk]
runbook: words.md
screens:
  all: { table: word, columns: [number, plain], sort: number }
`;

type Kept = { readonly id: string; readonly number: string; readonly text: string };

let app: ServedApp;
let browser: Browser;
const folder = mkdtempSync(join(tmpdir(), 'jig-words-'));
const kept: Kept[] = [];

beforeAll(async () => {
  const words = JSON.parse(readFileSync(sharedData('blns/blns.json'), 'utf8')) as readonly string[];
  writeFileSync(join(folder, 'workspace.yaml'), DEFINITIONS);
  writeFileSync(join(folder, 'words.md'), '# Words\n');
  writeFileSync(
    join(folder, 'people.dev.yaml'),
    'people: { anna: { name: Anna, email: anna@odd.example, roles: [clerk] } }\n',
  );
  [app, browser] = await Promise.all([serveApp(folder), launchChromium()]);
  for (const text of words.filter((word) => word !== '')) {
    const body = { plain: text, long: `${text}\n${text}` };
    const { id, number } = await app.send<Kept>('anna', 'POST', '/api/v1/records/word', body);
    kept.push({ id, number, text });
  }
});
afterAll(async () => {
  await browser.close();
  await app.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** What the list shows in its second column, by number, read while it scrolls from the first row to the last. */
async function shownInList(page: Page): Promise<ReadonlyMap<string, string>> {
  const shown = new Map<string, string>();
  for (let step = 0; step < 200 && shown.size < kept.length; step += 1) {
    const rows = await page
      .getByRole('row')
      .evaluateAll((elements) =>
        elements.map((row) =>
          [...row.querySelectorAll('[role=gridcell]')].map((cell) => cell.textContent ?? ''),
        ),
      );
    for (const cells of rows) {
      const at = cells.findIndex((text) => /^W-\d+$/u.test(text));
      if (at >= 0) shown.set(cells[at] ?? '', cells[at + 1] ?? '');
    }
    await page.mouse.wheel(0, 400);
    await page.waitForTimeout(60);
  }
  return shown;
}

test('every naughty string is shown in the list exactly as it was stored, and none of them runs', async () => {
  const { page, complaints, close } = await openPage(browser, app, 'anna', '/t/words/all');
  let dialogs = 0;
  page.on('dialog', (dialog) => {
    dialogs += 1;
    void dialog.dismiss();
  });
  await page.getByRole('row').filter({ hasText: 'W-1' }).first().waitFor();
  await page.mouse.move(700, 500);
  const shown = await shownInList(page);
  const wrong = kept
    .filter(({ number, text }) => shown.get(number) !== text)
    .map(({ number, text }) => [number, text, shown.get(number)]);
  expect(kept.length).toBeGreaterThan(500);
  expect(wrong).toEqual([]);
  expect(dialogs).toBe(0);
  expect(complaints).toEqual([]);
  await close();
});

test('naughty strings stand unchanged in the form, and stay so when something else is saved', async () => {
  for (const { id, text } of kept.filter((_, index) => index % 60 === 7)) {
    const { page, close } = await openPage(browser, app, 'anna', `/t/words/all/${id}/edit`);
    const plain = page.getByRole('textbox', { name: 'Plain' });
    await plain.waitFor();
    expect(await plain.inputValue()).toBe(text);
    await page.getByRole('textbox', { name: 'Long' }).fill(`${text} again`);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.waitForURL((url) => !url.pathname.endsWith('/edit'));
    const after = await app.send<{ plain: string; long: string }>(
      'anna',
      'GET',
      `/api/v1/records/word/${id}`,
    );
    expect([after.plain, after.long]).toEqual([text, `${text} again`]);
    await close();
  }
});
