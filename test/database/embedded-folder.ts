import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../server/db/embedded-postgres.ts';

const PROGRAM = fileURLToPath(new URL('./embedded-process.ts', import.meta.url));

/** A folder for one test, gone after it together with whatever server still runs there. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'jig-embedded-'));
  chmodSync(folder, 0o755); // as root, the server's own user must get in
  onTestFinished(() => {
    const pid = postmasterOf(folder);
    if (pid !== null && isRunning(pid)) process.kill(pid, 'SIGKILL');
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  });
  return folder;
}

/** A copy of an initialised data folder, owners and all. */
export function copyOf(folder: string): string {
  const copy = temporaryFolder();
  spawnSync('cp', ['-a', `${folder}/.`, copy]);
  return copy;
}

/** Starts a server in this process; `lines` collects what it reports. */
export async function start(folder: string, lines: string[] = []): Promise<EmbeddedPostgres> {
  const log = {
    info: (line: string) => void lines.push(line),
    warn: (line: string) => void lines.push(line),
  };
  const server = await startEmbeddedPostgres({ dataFolder: folder, log });
  onTestFinished(() => server.stop());
  return server;
}

/** Number of the server process; null when the folder names none. */
export function postmasterOf(folder: string): number | null {
  try {
    return Number(readFileSync(join(folder, 'postgres', 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);
  } catch {
    return null;
  }
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A child that ended and was not yet waited for still has its number.
    return !/^State:\s+Z/mu.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

/** Waits until the process is gone; false after `ms`. */
export async function isGone(pid: number, ms = 5000): Promise<boolean> {
  for (const end = performance.now() + ms; performance.now() < end; await sleep(10))
    if (!isRunning(pid)) return true;
  return false;
}

export type OtherProcess = {
  readonly child: ChildProcess;
  /** The first line that begins so, without the beginning; throws when the process ends without it. */
  line(begin: string): Promise<string>;
  /** Exit code or signal, once it ended. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
};

/** Another process that uses the embedded server of `folder`, as user `uid` when given. */
export function startElsewhere(folder: string, mode = '', uid?: number): OtherProcess {
  const child = spawn(process.execPath, [PROGRAM, folder, mode], {
    stdio: ['pipe', 'pipe', 'inherit'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  child.stdout.on('data', (part: Buffer) => (output += part.toString()));
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.on('close', (code, signal) => resolve(code ?? signal));
  });
  let over = false;
  void ended.then(() => (over = true));
  const line = async (begin: string): Promise<string> => {
    for (;;) {
      const found = output.split('\n').find((text) => text.startsWith(begin));
      if (found !== undefined) return found.slice(begin.length).trim();
      if (over) throw new Error(`The process ended without \`${begin}\`: ${output}`);
      await sleep(5);
    }
  };
  return { child, line, ended };
}
