import { spawn } from 'node:child_process';
import { codeOf } from '../db/connection-problem.ts';
import { PlanProblem } from './plan-problem.ts';

/** What a git command printed; `code` is its exit code. */
export type GitAnswer = { readonly code: number; readonly out: Buffer; readonly err: string };

/** Most bytes that are taken from one command: all texts of a definitions folder fit. */
const MOST_BYTES = 256 * 1024 * 1024;

/**
 * Runs git in a folder; it changes nothing there and takes no locks. Throws PlanProblem where git is not installed, or where
 * it prints more than a definitions folder holds.
 */
export function git(folder: string, args: readonly string[], input = ''): Promise<GitAnswer> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', ['--no-optional-locks', '-C', folder, ...args], {
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const out: Buffer[] = [];
    let bytes = 0;
    let err = '';
    child.stdout.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= MOST_BYTES) out.push(chunk);
      else child.kill();
    });
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.once('error', (error) => {
      const missing = codeOf(error) === 'ENOENT';
      const message =
        'Git is not installed here, so no revision can be read. Install git, or plan without `--base`.';
      reject(missing ? new PlanProblem(message) : error);
    });
    child.once('close', (code) => {
      if (bytes > MOST_BYTES)
        reject(new PlanProblem('The revision holds more text than a definitions folder may.'));
      else resolve({ code: code ?? 1, out: Buffer.concat(out), err: err.trim() });
    });
    // A command that ends before it read everything says why on its own.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}
