import type { Command } from './command.ts';

type Listed = { readonly summary: string; readonly load: () => Promise<Command> };

/** Every command by name. A command's code is loaded only when it runs: `jig check` must not pay for the server. */
export const COMMANDS: Readonly<Record<string, Listed>> = {
  check: {
    summary: 'check the definitions and show every problem',
    load: async () => (await import('./check.ts')).check,
  },
  dev: {
    summary: 'serve the screens on this machine and follow every change',
    load: async () => (await import('./dev.ts')).dev,
  },
};
