import { join } from 'node:path';
import { createApp } from '../app.ts';
import { loadDemonstration } from '../demonstration/load-demonstration.ts';
import { describePeople } from '../http/routes/dev-routes.ts';
import { screenRoutes } from '../http/screen-routes.ts';
import { readDevPeople, syncDevPeople, type DevPerson } from '../identity/dev-people.ts';
import { DevPeopleProblem } from '../identity/dev-people-problem.ts';
import type { Observe } from '../observe/observation.ts';
import type { Bindings } from '../parameters/bindings.ts';
import type { ReleaseHolder } from '../releases/holder.ts';
import { announceStart } from './announce.ts';
import type { DevelopmentParts } from './start-development.ts';

export type Screens = {
  /** Reads `people.dev.yaml` again; a file with mistakes changes nothing and is told. */
  readonly readPeople: () => Promise<void>;
};

/**
 * Opens the door once there is a release: loads demonstration data into an empty embedded database, lets the people of
 * `people.dev.yaml` sign in, serves the app, and says where.
 */
export async function openScreens(
  parts: DevelopmentParts,
  releases: ReleaseHolder,
  bindings: Bindings | null,
  observe: Observe,
): Promise<Screens> {
  const { config, io, facts, listener, state, backend, files } = parts;
  const { database } = backend;
  const now = (): Date => new Date();
  if (backend.embedded) await loadDemonstrationOnce(parts, releases, { now, observe });

  let people: readonly DevPerson[] = [];
  const readPeople = async (): Promise<void> => {
    try {
      const read = await readDevPeople(config.definitionsFolder, releases.current().model);
      await syncDevPeople(database, read, now());
      people = read;
    } catch (error) {
      if (!(error instanceof DevPeopleProblem)) throw error;
      io.err(`${error.message}\n`);
    }
  };
  await readPeople();
  const routes = screenRoutes({
    mode: 'development',
    facts,
    files: await files,
    dev: { people: () => people, state },
  });
  listener.use(createApp({ database, releases, observe, now, routes, bindings }));
  const { model, number } = releases.current();
  announceStart(io, {
    title: model.workspace.title,
    address: `http://localhost:${listener.port}`,
    people: describePeople(people, model).people,
    folder: config.definitionsFolder,
    release: number,
  });
  return { readPeople };
}

async function loadDemonstrationOnce(
  { config, io, backend }: DevelopmentParts,
  releases: ReleaseHolder,
  { now, observe }: { now: () => Date; observe: Observe },
): Promise<void> {
  const context = { database: backend.database, release: releases.current(), now, observe };
  const loaded = await loadDemonstration(context, join(config.definitionsFolder, 'demonstration'));
  if (loaded === null) return;
  const count = [...loaded.values()].reduce((sum, records) => sum + records, 0);
  io.out(`Loaded ${count} demonstration records into the new database.\n`);
}
