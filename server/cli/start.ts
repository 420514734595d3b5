import { readArguments } from './arguments.ts';
import type { Command } from './command.ts';

/** `jig start`: production, which needs people to prove who they are; that does not exist yet, so it never serves. */
export const start: Command = {
  name: 'start',
  summary: 'serve in production (refused until there is real sign-in)',
  usage: `Usage: jig start [folder]

Would serve the definitions in production. It refuses: this version can only sign people in without a password, which is
for development on one machine (\`jig dev\`). Real sign-in fills the seam \`Authenticator\` in server/identity/authenticator.ts.

Exit code: 2 always.`,
  run: (args, io) => {
    readArguments(args, {});
    io.err(
      'Jig does not serve in production yet: there is no real sign-in, so anybody who reaches the address could be anybody.\n' +
        'Nothing was started and no data was touched. Use `jig dev` to work on this machine; production opens when an\n' +
        '`Authenticator` (server/identity/authenticator.ts) that proves who people are takes the place of the development sign-in.\n',
    );
    return Promise.resolve(2);
  },
};
