import { it } from 'vitest';

const isRoot = process.getuid?.() === 0;

/**
 * A test that needs rights of root (another user, a file system of its own). Anyone else is told plainly that it did not
 * run.
 */
export function itAsRoot(name: string, test: () => Promise<void>, timeout?: number): void {
  if (!isRoot) process.stderr.write(`NOT RUN, needs root: ${name}\n`);
  it.skipIf(!isRoot)(name, test, timeout);
}
