import { statSync } from 'node:fs';
import { ConfigProblem, readConfig, readPort, type Config } from '../config.ts';
import { DatabaseProblem } from '../db/database-problem.ts';
import { DemonstrationProblem } from '../demonstration/demonstration-problem.ts';
import { explainPortInUse } from '../dev/port.ts';
import { startDevelopment } from '../dev/start-development.ts';
import { ScreensProblem } from '../dev/ui-build.ts';
import { ListenProblem } from '../http/listen.ts';
import { readArguments } from './arguments.ts';
import type { Command, CommandIo } from './command.ts';
import { untilTold } from './until-told.ts';

/** Development never leaves this machine: nobody has to prove who they are. */
const LOOPBACK = '127.0.0.1';

/** `jig dev`: screens on this machine that follow every saved change. */
export const dev: Command = {
  name: 'dev',
  summary: 'serve the screens on this machine and follow every change',
  usage: `Usage: jig dev [folder] [--port <number>]

Serves the definitions in the folder (\`definitions\` when none is named) to this machine only. People of people.dev.yaml
sign in without a password. Every saved change shows at once; a mistake is shown and leaves the last good state serving.

  --port    port to listen on (else PORT, else 3000)

Without DATABASE_URL, a database server of its own keeps its files in JIG_DATA (else .jig).

Exit code: 0 stopped, 2 could not run.`,
  run: async (args, io) => {
    const { folder, values } = readArguments(args, { port: 'string' });
    const config = configFor(folder, values.port, io);
    if (config === null) return 2;
    try {
      const running = await startDevelopment(config, io);
      await untilTold(io);
      await running.stop();
      return 0;
    } catch (error) {
      const text = await explain(error, config);
      if (text === null) throw error;
      io.err(`${text}\n`);
      return 2;
    }
  },
};

function configFor(folder: string, port: string | undefined, io: CommandIo): Config | null {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found?.isDirectory() !== true) {
    const what = found === undefined ? 'There is no folder' : 'This is no folder:';
    io.err(
      `${what} \`${folder}\`. Name the folder that holds the definitions, or make one with \`jig init ${folder}\`.\n`,
    );
    return null;
  }
  try {
    const chosen = port === undefined ? {} : { port: readPort(port) };
    // People watch this terminal: only what they should act upon, unless they ask for more.
    const quiet = (io.env['JIG_LOG_LEVEL'] ?? '') === '' ? { logLevel: 'warn' } : {};
    return readConfig(io.env, {
      mode: 'development',
      host: LOOPBACK,
      definitionsFolder: folder,
      ...chosen,
      ...quiet,
    });
  } catch (error) {
    if (!(error instanceof ConfigProblem)) throw error;
    io.err(`${error.message}\n`);
    return null;
  }
}

/** Null for a fault of the program itself. */
async function explain(error: unknown, { host, port }: Config): Promise<string | null> {
  const isExplained = [DatabaseProblem, DemonstrationProblem, ScreensProblem, ConfigProblem].some(
    (kind) => error instanceof kind,
  );
  if (isExplained && error instanceof Error) return error.message;
  if (!(error instanceof ListenProblem)) return null;
  if (error.code === 'EADDRINUSE') return explainPortInUse(host, port);
  if (error.code === 'EACCES')
    return `Port ${port} may not be used by this user. Choose one above 1023 with --port.`;
  return `Cannot listen on ${host}:${port}: ${error.message}.`;
}
