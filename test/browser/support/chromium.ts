import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

function installedChromium(): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const candidates = [...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))), ...PLACES];
  return candidates.find((path) => existsSync(path)) ?? null;
}

/**
 * Chromium from the npm package, unpacked below the system's temporary folder on first use; null where it has none for this
 * machine. The package's own flags run all of it in one process, which a closing page can take down.
 */
async function packedChromium(): Promise<{ path: string; flags: readonly string[] } | null> {
  if (process.platform !== 'linux') return null;
  try {
    const { default: packed } = await import('@sparticuz/chromium');
    return { path: await packed.executablePath(), flags: FLAGS };
  } catch {
    return null;
  }
}

async function findChromium(): Promise<{ path: string; flags: readonly string[] }> {
  const named = process.env['JIG_CHROMIUM'];
  if (named !== undefined && named !== '') {
    if (existsSync(named)) return { path: named, flags: FLAGS };
    throw new Error(
      `JIG_CHROMIUM names ${named}, and there is no such file. Name a Chromium or Chrome program, or unset it.`,
    );
  }
  const installed = installedChromium();
  if (installed !== null) return { path: installed, flags: FLAGS };
  const packed = await packedChromium();
  if (packed !== null) return packed;
  throw new Error(
    'Browser tests need Chromium, and none was found. Install one (`apt-get install chromium`, or Google Chrome), ' +
      'or set JIG_CHROMIUM to its path. The npm package @sparticuz/chromium, which `npm ci` installs, serves Linux on x64 and arm64.',
  );
}

/** Starts the Chromium of `JIG_CHROMIUM`, else an installed one, else the npm package's. Throws with what is missing and how to get it. */
export async function launchChromium(): Promise<Browser> {
  const { path, flags } = await findChromium();
  return chromium.launch({ executablePath: path, args: [...flags] });
}
