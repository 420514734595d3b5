import type { Diagnostic } from '../../runtime/diagnostics/diagnostic.ts';
import { DatabaseProblem } from '../db/database-problem.ts';
import { logObservations, openLog } from '../observe/log.ts';
import type { ActiveRelease } from '../releases/activate.ts';
import { boundParameters, readBindings, requireBindings } from '../parameters/bindings.ts';
import { followReleases } from '../releases/follow-releases.ts';
import { createReleaseHolder, type ReleaseHolder } from '../releases/holder.ts';
import { announceAttempt, announcePublished, announceSetAside } from './announce.ts';
import { compileFolder, lastModel, lastRelease, putInForce, type Attempt, type Compiled } from './attempt.ts';
import { watchDefinitions } from './definition-watch.ts';
import { openScreens, type Screens } from './open-screens.ts';
import type { DevelopmentParts } from './start-development.ts';
import { readableLog } from './terminal.ts';

type Serving = {
  readonly releases: ReleaseHolder;
  readonly screens: Screens;
  readonly close: () => Promise<void>;
};

/**
 * Puts the definitions in force now and after every change. What cannot be put in force leaves the release before serving;
 * where there was none yet, `wait` is told what is missing. Releases that are published from elsewhere are taken over as well. Gives
 * the function that stops watching.
 */
export async function followDefinitions(
  parts: DevelopmentParts,
  first: Compiled,
  wait: (reason: string) => void,
): Promise<() => Promise<void>> {
  const { config, io, state, backend } = parts;
  const folder = config.definitionsFolder;
  const begun = Promise.withResolvers<undefined>();
  let serving: Serving | null = null;

  const serve = async (attempt: Attempt): Promise<void> => {
    if (attempt.release !== null && serving !== null) serving.releases.swap(attempt.release);
    if (attempt.release !== null) serving ??= await open(parts, attempt.release);
    state.report(attempt);
    if (serving === null)
      wait('The definitions have mistakes. This page goes on by itself when they are mended.');
  };
  const changed = async (): Promise<void> => {
    await begun.promise;
    const before = serving?.releases.current() ?? null;
    const attempt = await putInForce(backend, await compileFolder(folder));
    announceAttempt(io, folder, attempt, before);
    await serve(attempt);
    // People name roles, so a release may mend their file or break it.
    await serving?.screens.readPeople();
  };
  const failed = (error: unknown): void => {
    const attempt: Attempt = { release: null, diagnostics: [unforeseen(error)], files: [] };
    announceAttempt(io, folder, attempt, serving?.releases.current() ?? null);
    state.report(attempt);
  };

  const watch = await watchDefinitions(folder, changed, failed);
  try {
    const earlier = await lastModel(backend.database);
    const attempt = await putInForce(backend, first);
    if (attempt.release !== null) announceSetAside(io, earlier, attempt.release);
    const last = attempt.release === null ? await lastRelease(backend.database) : null;
    if (last !== null) await serve({ release: last, diagnostics: [], files: [] });
    announceAttempt(io, folder, attempt, last);
    await serve(attempt);
    if (serving === null) io.out(`http://localhost:${parts.listener.port} goes on by itself then.\n`);
  } catch (error) {
    begun.resolve(undefined);
    await watch.close();
    await closeServing(serving);
    throw error;
  }
  begun.resolve(undefined);
  return async () => {
    await watch.close();
    await closeServing(serving);
  };
}

const closeServing = async (serving: Serving | null): Promise<void> => serving?.close();

/** Follows what is published from elsewhere, then opens the screens. */
async function open(parts: DevelopmentParts, release: ActiveRelease): Promise<Serving> {
  const { config, io, state, backend } = parts;
  const bindings = readBindings(config);
  requireBindings(bindings, release.model);
  const releases = createReleaseHolder(release);
  const log = logObservations(openLog(config.logLevel, readableLog(io)));
  let screens: Screens | null = null;
  const following = await followReleases({
    database: backend.database,
    releases,
    observe: (observation) => {
      log(observation);
      if (observation.kind !== 'release_swapped') return;
      announcePublished(io, observation.release, backend.embedded);
      state.report({ release: releases.current(), diagnostics: [], files: [] });
      void screens?.readPeople();
    },
  });
  releases.onSwap(({ model }) => {
    for (const message of boundParameters(bindings, model).problems) log({ kind: 'binding_unused', message });
  });
  screens = await openScreens(parts, releases, bindings, log).catch(async (error: unknown) => {
    await following.stop();
    throw error;
  });
  return { releases, screens, close: following.stop };
}

/** What kept a change from being followed although no definition is to blame: the folder or the database is gone. */
function unforeseen(error: unknown): Diagnostic {
  const [message, hint] =
    error instanceof DatabaseProblem
      ? [error.title, error.hint]
      : [
          `The definitions could not be read or put in force: ${error instanceof Error ? error.message : String(error)}`,
          null,
        ];
  const span = { file: '', line: 1, column: 1, endLine: 1, endColumn: 1 };
  return { code: 'release/not-followed', severity: 'error', message, hint, span, labels: [] };
}
