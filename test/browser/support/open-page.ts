import axe from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { signIn, type ServedApp } from './served-app.ts';

type Options = {
  readonly scheme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
};

export type OpenPage = {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the browser complained about: errors of the page, and violations of the Content-Security-Policy. */
  readonly complaints: readonly string[];
  readonly close: () => Promise<void>;
};

/** A page of its own session, signed in as `person` (null: nobody), at `path`. Motion is reduced so that nothing moves. */
export async function openPage(
  browser: Browser,
  app: Pick<ServedApp, 'origin'>,
  person: string | null,
  path: string,
  { scheme = 'light', width = 1440, height = 900 }: Options = {},
): Promise<OpenPage> {
  const context = await browser.newContext({
    baseURL: app.origin,
    viewport: { width, height },
    colorScheme: scheme,
    reducedMotion: 'reduce',
    locale: 'en-GB',
  });
  context.setDefaultTimeout(8000);
  if (person !== null) {
    const [name = '', value = ''] = (await signIn(app.origin, person)).split('=');
    await context.addCookies([{ name, value, url: app.origin }]);
  }
  const complaints: string[] = [];
  const page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // A refused request is a part of some tests; the page says so in its own words.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      complaints.push(message.text());
  });
  await page.goto(path);
  return { page, context, complaints, close: () => context.close() };
}

type AxeNode = { readonly target: readonly unknown[]; readonly failureSummary?: string };
type AxeResult = {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly AxeNode[] }[];
};

/** Violations of WCAG 2.2 A and AA that axe finds on the page, one line for each element. */
export async function axeViolations(page: Page): Promise<readonly string[]> {
  // Evaluated by the debugger, which the page's policy does not bind.
  await page.evaluate(axe.source);
  // Only what is wrong is described: axe would spend most of its time on what is right.
  const result = await page.evaluate(
    `axe.run(document, { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })`,
  );
  return (result as AxeResult).violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
  );
}

/** Pixels by which the page is wider than its window. */
export async function overflowOf(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
}
