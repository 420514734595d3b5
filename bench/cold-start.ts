import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launchChromium } from '../test/browser/support/chromium.ts';
import { residentMemory } from './process-time.ts';

const bin = fileURLToPath(new URL('../server/cli/bin.js', import.meta.url));
const definitions = fileURLToPath(new URL('../definitions', import.meta.url));

export type ColdStart = {
  /** Seconds from the start of the program to the first rows of a list in a browser that already runs. */
  readonly first: number;
  readonly again: number;
  /** MiB of the idle server process (Node only, without Postgres) after that list. */
  readonly memory: number;
};

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** Starts \`jig dev definitions\` on an empty data folder, and again on the filled one. */
export async function measureColdStart(): Promise<ColdStart> {
  const folder = await mkdtemp(join(tmpdir(), 'jig-cold-'));
  await chmod(folder, 0o755);
  const browser = await launchChromium();
  const once = async (): Promise<{ seconds: number; memory: number }> => {
    const port = await freePort();
    const page = await (await browser.newContext({ baseURL: `http://localhost:${port}` })).newPage();
    const started = performance.now();
    const child = spawn(process.execPath, [bin, 'dev', definitions], {
      env: { ...process.env, PORT: String(port), JIG_DATA: folder },
      stdio: 'ignore',
    });
    try {
      while (
        !(await fetch(`http://localhost:${port}/readyz`).then(
          (answer) => answer.ok,
          () => false,
        ))
      ) {
        if (child.exitCode !== null) throw new Error(`jig dev ended with ${child.exitCode}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      const signedIn = await page.request.post('/api/v1/dev/sign-in', { data: { person: 'marguerite' } });
      if (!signedIn.ok()) throw new Error(`sign-in answered ${signedIn.status()}`);
      await page.goto('/t/order_desk/orders');
      await page.getByRole('row').nth(5).waitFor({ timeout: 30_000 });
      const seconds = (performance.now() - started) / 1000;
      return { seconds, memory: residentMemory(readFileSync(`/proc/${child.pid}/status`, 'utf8')) };
    } finally {
      await page.context().close();
      child.kill('SIGTERM');
      if (child.exitCode === null) await new Promise((resolve) => child.once('exit', resolve));
    }
  };
  try {
    const first = await once();
    const again = await once();
    return { first: first.seconds, again: again.seconds, memory: again.memory };
  } finally {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  }
}
