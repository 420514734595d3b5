import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildUi, findUi, isStale } from '../../server/dev/ui-build.ts';

const BIN = fileURLToPath(new URL('../../server/cli/bin.js', import.meta.url));

export type Jig = {
  readonly pid: number;
  /** Everything printed so far, on both streams. */
  readonly output: () => string;
  /** Waits until the output matches; fails with the output when it ends or takes too long. */
  readonly prints: (pattern: RegExp, milliseconds?: number) => Promise<RegExpExecArray>;
  readonly kill: (signal: NodeJS.Signals) => void;
  /** Exit code; null where a signal ended it. */
  readonly ended: Promise<number | null>;
};

const running = new Set<Jig>();

/** Runs the command line as a person does: a process of its own. */
export function runJig(args: readonly string[], env: Record<string, string> = {}, bin: string = BIN): Jig {
  const child = spawn(process.execPath, [bin, ...args], {
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const add = (chunk: Buffer): void => void (output += chunk.toString());
  child.stdout.on('data', add);
  child.stderr.on('data', add);
  let isOver = false;
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', (code) => {
      isOver = true;
      running.delete(jig);
      resolve(code);
    });
  });
  const jig: Jig = {
    pid: child.pid ?? 0,
    output: () => output,
    ended,
    kill: (signal) => void child.kill(signal),
    prints: async (pattern, milliseconds = 30_000) => {
      for (const end = performance.now() + milliseconds; ; await pause(20)) {
        const match = pattern.exec(output);
        if (match !== null) return match;
        if (isOver || performance.now() > end)
          throw new Error(`${isOver ? 'Ended' : 'Waited'} without ${pattern}:\n${output}`);
      }
    },
  };
  running.add(jig);
  return jig;
}

/** Runs a command to its end. */
export async function jigOnce(
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<{ code: number | null; output: string }> {
  const jig = runJig(args, env);
  const code = await jig.ended;
  return { code, output: jig.output() };
}

/** Ends what a failed test left running. */
export async function stopAll(): Promise<void> {
  const left = [...running];
  for (const jig of left) jig.kill('SIGTERM');
  await Promise.all(
    left.map((jig) => Promise.race([jig.ended, pause(10_000).then(() => jig.kill('SIGKILL'))])),
  );
}

export type Served = Jig & { readonly url: string };

/** Starts `jig dev` on a free port and waits until the screens can be used. */
export async function serve(folder: string, env: Record<string, string> = {}): Promise<Served> {
  const jig = runJig(['dev', folder, '--port', '0'], env);
  const [, url = ''] = await jig.prints(/(http:\/\/localhost:\d+)/u);
  await until(async () => (await fetch(`${url}/readyz`)).ok);
  return { ...jig, url };
}

/** A browser's worth of calls: the cookie of a person, and JSON. */
export async function signIn(
  url: string,
  person: string,
): Promise<(path: string, init?: RequestInit) => Promise<Response>> {
  const answer = await fetch(`${url}/api/v1/dev/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ person }),
  });
  if (!answer.ok) throw new Error(`Sign-in as ${person}: ${answer.status} ${await answer.text()}`);
  const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return (path, init = {}) =>
    fetch(`${url}/api/v1/${path}`, {
      ...init,
      headers: { cookie, 'content-type': 'application/json', ...(init.headers as Record<string, string>) },
    });
}

/** Asks until the answer is true; an error counts as no. */
export async function until(ask: () => Promise<boolean>, milliseconds = 20_000): Promise<void> {
  for (const end = performance.now() + milliseconds; ; await pause(20)) {
    if (await ask().catch(() => false)) return;
    if (performance.now() > end) throw new Error('It did not come true in time.');
  }
}

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A folder below the system's temporary one, and the way to remove it. */
export function temporaryFolder(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'jig-dev-'));
  chmodSync(path, 0o755); // run as root, the embedded server is another user's
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Builds the screens if they are not current, so that no process of a test has to. */
export async function buildScreens(): Promise<void> {
  const place = findUi();
  if (place.root !== null && isStale(place)) await buildUi(place.root);
}
