import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { readConfig } from '../server/config.ts';
import { startDevelopment } from '../server/dev/start-development.ts';
import { launchChromium } from '../test/browser/support/chromium.ts';
import { median, percentile } from './statistics.ts';

const FIELDS = 150;
const LINES = 50;
/** Keys measured in each place; the first ones warm the code up and are left out. */
const KEYS = 60;
const WARM_UP = 20;
const PAUSE = 60; // ms between keys: a fast typist

export type FormLatency = {
  /** Milliseconds from the press of a key to the end of the frame that shows it. */
  readonly median: number;
  readonly p95: number;
  readonly keys: number;
  readonly inputs: number;
  /** Milliseconds from the address to the form that takes keys. */
  readonly opened: number;
};

const TYPES = [
  'text',
  'money',
  'integer',
  'date',
  'choice, options: [low, middle, high]',
  'decimal',
  'email',
  'boolean',
  'long_text',
  'reference, to: item',
];

function definitions(): string {
  const fields = Array.from(
    { length: FIELDS },
    (_none, index) => `  f${index}: { type: ${TYPES[index % TYPES.length]} }`,
  );
  return `
workspace: latency
language: 1
title: Latency
time_zone: Europe/London
locale: en-GB
currency: GBP
owners: { bench: { title: Bench, contact: bench@latency.example } }
---
role: writer
title: Writer
about: Fills the form.
---
entity: item
owner: bench
fields: { name: { type: text, required: true } }
access: { writer: { read: true, create: true } }
---
entity: wide
owner: bench
title_field: name
fields:
  name: { type: text, required: true }
${fields.join('\n')}
  lines: { type: children, of: wide_line }
access: { writer: { read: true, create: true, update: true } }
---
entity: wide_line
owner: bench
fields:
  wide: { type: reference, to: wide, part_of: true }
  what: { type: text }
  quantity: { type: integer }
  amount: { type: money }
  day: { type: date }
access: { writer: { read: true, create: true, update: true, delete: true } }
`;
}

const RECORD = {
  name: 'Wide',
  lines: Array.from({ length: LINES }, (_none, index) => ({
    what: `Line ${index}`,
    quantity: index,
    amount: `${index}.50`,
    day: '2026-01-01',
  })),
};

/** Notes, for every key from now on, the time to the end of the next frame. */
const OBSERVE = `
  window.latencies = [];
  document.addEventListener('keydown', (event) => {
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => window.latencies.push(performance.now() - event.timeStamp);
      channel.port2.postMessage(null);
    });
  }, { capture: true });
`;

async function typeInto(page: Page, label: string, key: string): Promise<readonly number[]> {
  await page.getByLabel(label, { exact: true }).focus();
  await page.evaluate('window.latencies = []');
  for (let count = 0; count < KEYS + WARM_UP; count += 1) {
    // Every other key takes the last one back, so that values stay as long as people type them.
    await page.keyboard.press(count % 2 === 0 ? key : 'Backspace');
    await page.waitForTimeout(PAUSE);
  }
  return (await page.evaluate<number[]>('window.latencies')).slice(WARM_UP);
}

async function measure(page: Page, id: string): Promise<FormLatency> {
  const started = performance.now();
  await page.goto(`/r/wide/${id}/edit`);
  await page.getByRole('button', { name: 'Save', exact: true }).waitFor();
  const opened = performance.now() - started;
  const inputs = await page.getByRole('form').locator('input, textarea').count();
  await page.evaluate(OBSERVE);
  const keys: number[] = [];
  for (const [label, key] of [
    ['F0', 'a'],
    ['F141', '1'],
    ['F148', 'a'],
    ['What, line 25', 'a'],
    ['Amount, line 50', '1'],
  ] as const)
    keys.push(...(await typeInto(page, label, key)));
  return { median: median(keys), p95: percentile(keys, 0.95), keys: keys.length, inputs, opened };
}

/** Types into a form of 150 fields and 50 child lines of four columns, in fields and in lines. */
export async function measureFormLatency(): Promise<FormLatency> {
  const folder = await mkdtemp(join(tmpdir(), 'jig-latency-'));
  await chmod(folder, 0o755);
  await writeFile(join(folder, 'workspace.yaml'), definitions());
  await writeFile(
    join(folder, 'people.dev.yaml'),
    'people: { ann: { name: Ann, email: ann@latency.example, roles: [writer] } }\n',
  );
  const io = {
    out: () => undefined,
    err: (text: string) => void process.stderr.write(text),
    colour: false,
    env: {},
  };
  const overrides = {
    port: 0,
    definitionsFolder: folder,
    dataFolder: join(folder, '.jig'),
    logLevel: 'error',
  };
  const server = await startDevelopment(readConfig({}, overrides), io);
  const browser = await launchChromium();
  try {
    const baseURL = `http://localhost:${server.port}`;
    const page = await (
      await browser.newContext({ baseURL, viewport: { width: 1440, height: 900 } })
    ).newPage();
    await page.request.post('/api/v1/dev/sign-in', { data: { person: 'ann' } });
    const made = await page.request.post('/api/v1/records/wide', { data: RECORD });
    const { id } = (await made.json()) as { readonly id: string };
    return await measure(page, id);
  } finally {
    await browser.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) console.log(await measureFormLatency());
