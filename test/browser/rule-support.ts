import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import { launchChromium } from './support/chromium.ts';
import { axeViolations, openPage, overflowOf } from './support/open-page.ts';
import { serveApp, type ServedApp } from './support/served-app.ts';

type Options = Parameters<typeof openPage>[4];
type Made = { readonly id: string; readonly version: number };

export type RuleServer = {
  readonly app: ServedApp;
  /** Id of a purchase of £300 in the north, whose customer has 5 % discount. */
  readonly purchase: string;
  /** Makes a refund as Sam, who looks after the north. */
  readonly refund: (values: Readonly<Record<string, unknown>>) => Promise<Made>;
  /** Opens a page as a person, does `work` with it and expects that the browser complained of nothing. */
  readonly as: (
    person: string,
    path: string,
    work: (page: Page) => Promise<void>,
    options?: Options,
  ) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** The refund desk, whose definitions use every kind of rule, with a Chromium beside it. */
export async function openRuleServer(): Promise<RuleServer> {
  const app = await serveApp(join(import.meta.dirname, 'rule-definitions'));
  const browser: Browser = await launchChromium();
  const make = (person: string, entity: string, body: unknown): Promise<Made> =>
    app.send(person, 'POST', `/api/v1/records/${entity}`, body);
  const customer = await make('lea', 'customer', { name: 'Brook Deli', region: 'north', discount: '0.05' });
  const purchase = await make('lea', 'purchase', { number: 'P-1', customer: customer.id, total: '300.00' });
  return {
    app,
    purchase: purchase.id,
    refund: (values) =>
      make('sam', 'refund', { purchase: purchase.id, reason: 'late', amount: '50.00', ...values }),
    as: async (person, path, work, options) => {
      const opened = await openPage(browser, app, person, path, options);
      try {
        await work(opened.page);
        expect(opened.complaints).toEqual([]);
      } finally {
        await opened.close();
      }
    },
    close: async () => {
      await browser.close();
      await app.stop();
    },
  };
}

/** Picks an option of a picker of the form by typing and Tab. */
export async function pick(page: Page, label: string, text: string): Promise<void> {
  const field = page.getByRole('form').getByLabel(label, { exact: true });
  await field.fill(text);
  await page.getByRole('option', { name: text }).first().waitFor();
  await field.press('Tab');
}

/** Types a value and leaves the field. */
export async function type(page: Page, label: string, text: string): Promise<void> {
  const field = page.getByRole('form').getByLabel(label, { exact: true });
  await field.fill(text);
  await field.blur();
}

/** Nothing that axe complains of, and nothing wider than the window. */
export async function expectClean(page: Page): Promise<void> {
  expect(await axeViolations(page)).toEqual([]);
  expect(await overflowOf(page)).toBeLessThanOrEqual(0);
}
