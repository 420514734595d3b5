import { openBackend, type Backend } from '../backend.ts';
import type { CommandIo } from '../cli/command.ts';
import type { Config } from '../config.ts';
import type { StartLog } from '../db/database-problem.ts';
import { listen, type Listener } from '../http/listen.ts';
import type { ProcessFacts } from '../http/routes/health-routes.ts';
import { createStaticRoutes, type StaticRoutes } from '../http/static/static-routes.ts';
import { compileFolder } from './attempt.ts';
import { createDevelopmentState, type DevelopmentState } from './development-state.ts';
import { followDefinitions } from './follow-definitions.ts';
import { buildUi, findUi, isStale } from './ui-build.ts';
import { createWaitingApp, type Waiting } from './waiting-app.ts';

/** A running development server. `stop` lets requests finish, then closes in the reverse order of the start. */
export type Development = { readonly port: number; readonly stop: () => Promise<void> };

/** Everything that the parts of the development server share. */
export type DevelopmentParts = {
  readonly config: Config;
  readonly io: CommandIo;
  readonly facts: ProcessFacts;
  readonly listener: Listener;
  readonly state: DevelopmentState;
  readonly backend: Backend;
  /** The built screens; still being built while the database fills. */
  readonly files: Promise<StaticRoutes>;
};

/**
 * Starts everything that development needs: listens first, so that a taken port is known at once; then database, screens
 * and definitions side by side. Definitions that cannot be put in force are shown and awaited. Throws ListenProblem,
 * DatabaseProblem, DemonstrationProblem, ScreensProblem.
 */
export async function startDevelopment(config: Config, io: CommandIo): Promise<Development> {
  const facts: ProcessFacts = { program: 'jig', pid: process.pid, definitions: config.definitionsFolder };
  const state = createDevelopmentState();
  let waiting = 'Jig is starting.';
  const awaited = (): Waiting => ({ reason: waiting, diagnostics: state.diagnostics() });
  const listener = await listen(config.host, config.port, createWaitingApp(facts, awaited));
  const closers: (() => Promise<void>)[] = [listener.close];
  const stop = async (): Promise<void> => {
    state.events.close();
    // The listener closes first, what it needs last.
    for (const close of closers.splice(0)) await close();
  };
  try {
    const files = prepareScreens(io);
    files.catch(() => undefined); // awaited where the screens are opened; until then a failure has to wait
    const [backend, compiled] = await allOrNone([
      openBackend(config, startLog(io)).then((opened) => {
        closers.push(opened.close);
        return opened;
      }),
      compileFolder(config.definitionsFolder),
    ]);
    const parts = { config, io, facts, listener, state, backend, files };
    const close = await followDefinitions(parts, compiled, (reason) => void (waiting = reason));
    closers.splice(1, 0, close);
    return { port: listener.port, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Waits for all, also where one fails, so that nothing is still being opened while the rest is closed. */
async function allOrNone<Parts extends readonly unknown[]>(parts: {
  [at in keyof Parts]: Promise<Parts[at]>;
}): Promise<Parts> {
  await Promise.allSettled(parts);
  return Promise.all(parts);
}

function startLog(io: CommandIo): StartLog {
  return { info: (message) => io.out(`${message}\n`), warn: (message) => io.err(`${message}\n`) };
}

async function prepareScreens(io: CommandIo): Promise<StaticRoutes> {
  const place = findUi();
  if (place.root !== null && isStale(place)) {
    io.out('Building the screens (only after their sources changed) ...\n');
    await buildUi(place.root);
  }
  return createStaticRoutes(place.folder);
}
