import { join } from 'node:path';
import type { Browser, Locator } from 'playwright-core';
import { expect } from 'vitest';
import { launchChromium } from './support/chromium.ts';
import { openPage, type OpenPage } from './support/open-page.ts';
import { serveApp } from './support/served-app.ts';

// oxlint-disable-next-line typescript/no-explicit-any -- tests look into records of many shapes
export type Json = any;
export type Api = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Json>;

/** A page of a signed-in person, and the way to call the server as that person; what it refuses is thrown. */
export type FormPage = Pick<OpenPage, 'page' | 'context'> & { readonly api: Api };

type Options = Parameters<typeof openPage>[4];

export type FormServer = {
  /** Opens a page as a person, does `work` with it and expects that the browser complained of nothing. */
  readonly as: (person: string, work: (form: FormPage) => Promise<void>, options?: Options) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** A workspace whose orders have every type of field, with people of different rights, and a Chromium beside it. */
export async function openFormServer(): Promise<FormServer> {
  const app = await serveApp(join(import.meta.dirname, 'form-definitions'));
  const browser: Browser = await launchChromium();
  return {
    as: async (person, work, options) => {
      const opened = await openPage(browser, app, person, '/', options);
      try {
        await work({ page: opened.page, context: opened.context, api: callAs(opened) });
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

function callAs({ context }: OpenPage): Api {
  return async (method, path, body, headers = {}) => {
    const data = body === undefined ? {} : { data: body };
    const answer = await context.request.fetch(`/api/v1${path}`, { method, ...data, headers });
    const text = await answer.text();
    if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${text}`);
    return text === '' ? null : JSON.parse(text);
  };
}

/** Opens the form of a new order, or of the one with that id. */
export async function openOrderForm({ page }: FormPage, id?: string): Promise<void> {
  await page.goto(id === undefined ? '/r/order/new' : `/r/order/${id}/edit`);
  await page.getByRole('button', { name: id === undefined ? 'Create' : 'Save', exact: true }).waitFor();
}

/** The element that edits the field of that label. */
export function input({ page }: FormPage, label: string): Locator {
  return page.getByRole('form').getByLabel(label, { exact: true });
}

/** Whether the field of that label has the keyboard. */
export async function hasFocus(form: FormPage, label: string): Promise<boolean> {
  return (await input(form, label).and(form.page.locator(':focus')).count()) === 1;
}

/** Types a value and leaves the field; gives what the field then shows. */
export async function type(form: FormPage, label: string, text: string): Promise<string> {
  const field = input(form, label);
  await field.fill(text);
  await field.blur();
  return field.inputValue();
}

/** Picks from a picker by typing and Tab. */
export async function pick(
  form: FormPage,
  label: string,
  text: string,
  option: string = text,
): Promise<void> {
  const field = input(form, label);
  await field.fill(text);
  await form.page.getByRole('option', { name: option }).first().waitFor();
  await field.press('Tab');
}

/** Saves by the button and waits until the record's own page is shown; gives its id. */
export async function save({ page }: FormPage, button: 'Create' | 'Save'): Promise<string> {
  await page.getByRole('button', { name: button, exact: true }).click();
  await page.waitForURL(/\/r\/order\/[0-9a-f-]{36}(?:\?.*)?$/u);
  return new URL(page.url()).pathname.split('/')[3] ?? '';
}

/** Puts text on the clipboard's way into the element that has the keyboard. */
export async function paste({ page }: FormPage, text: string): Promise<void> {
  await page.evaluate((content) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', content);
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    document.activeElement?.dispatchEvent(event);
  }, text);
}
