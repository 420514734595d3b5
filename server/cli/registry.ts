import type { Command } from './command.ts';

type Listed = { readonly summary: string; readonly load: () => Promise<Command> };

/** Every command by name. A command's code is loaded only when it runs: `jig check` must not pay for the server. */
export const COMMANDS: Readonly<Record<string, Listed>> = {
  check: {
    summary: 'check the definitions and show every problem',
    load: async () => (await import('./check.ts')).check,
  },
  fmt: {
    summary: 'write the definitions in their canonical form',
    load: async () => (await import('./fmt.ts')).fmt,
  },
  upgrade: {
    summary: 'rewrite the definitions in a newer version of the language',
    load: async () => (await import('./upgrade.ts')).upgradeCommand,
  },
  rules: {
    summary: 'say every rule in English, with its place and what it costs',
    load: async () => (await import('./rules.ts')).rules,
  },
  access: {
    summary: 'show who may do what, and give or take roles',
    load: async () => (await import('./access.ts')).access,
  },
  can: {
    summary: 'say whether somebody may do something, and why',
    load: async () => (await import('./can.ts')).can,
  },
  plan: {
    summary: 'say what a change of the definitions does, before it does it',
    load: async () => (await import('./plan.ts')).plan,
  },
  release: {
    summary: 'publish definitions as a new release, through their plan',
    load: async () => (await import('./release.ts')).release,
  },
  releases: {
    summary: 'list releases, show one, or what two differ in',
    load: async () => (await import('./releases.ts')).releases,
  },
  rollback: {
    summary: 'publish an earlier release again, as a new one',
    load: async () => (await import('./rollback.ts')).rollback,
  },
  approve: {
    summary: 'write down the yes of an owner to findings of a plan',
    load: async () => (await import('./approve.ts')).approve,
  },
  purge: {
    summary: 'list what releases retired, and remove it for good',
    load: async () => (await import('./purge.ts')).purge,
  },
  run: {
    summary: 'run an action on a record, as somebody',
    load: async () => (await import('./run.ts')).run,
  },
  test: {
    summary: 'run the examples of the definitions',
    load: async () => (await import('./test.ts')).test,
  },
  schema: {
    summary: 'print the JSON Schema of the language, for editors',
    load: async () => (await import('./schema.ts')).schema,
  },
  dev: {
    summary: 'serve the screens on this machine and follow every change',
    load: async () => (await import('./dev.ts')).dev,
  },
  init: {
    summary: 'make a small workspace to begin with',
    load: async () => (await import('./init.ts')).init,
  },
  start: {
    summary: 'serve in production (refused until there is real sign-in)',
    load: async () => (await import('./start.ts')).start,
  },
  reference: {
    summary: "write the reference pages of Jig's own documentation",
    load: async () => (await import('./reference.ts')).reference,
  },
};
