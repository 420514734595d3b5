import { createApp } from '../../server/app.ts';
import { openDatabase } from '../../server/db/open.ts';
import { listen } from '../../server/http/listen.ts';
import { screenRoutes } from '../../server/http/screen-routes.ts';
import { followReleases } from '../../server/releases/follow-releases.ts';
import { createReleaseHolder } from '../../server/releases/holder.ts';
import { loadNewestRelease } from '../../server/releases/load-release.ts';

/** Serves the database of the first argument on a free port, told on the standard output; ends when its input does. */
const database = await openDatabase(process.argv[2] ?? '', { poolSize: 6 });
const release = await loadNewestRelease(database.pool);
if (release === null) throw new Error('There is no release to serve.');
const releases = createReleaseHolder(release);
const observe = (observation: { readonly kind: string; readonly cause?: unknown }): void => {
  if (observation.kind === 'request_failed' || observation.kind === 'release_not_served')
    process.stderr.write(`${observation.kind} ${JSON.stringify(observation)} ${String(observation.cause)}\n`);
};
const following = await followReleases({ database, releases, observe });
const facts = { program: 'jig', pid: process.pid, definitions: null } as const;
const routes = screenRoutes({ mode: 'production', facts, files: null, dev: null });
const listener = await listen('127.0.0.1', 0, createApp({ database, releases, observe, routes }));
process.stdout.write(`port ${listener.port}\n`);
process.stdin.resume();
process.stdin.once('end', () => {
  void listener
    .close()
    .then(following.stop)
    .then(() => database.close());
});
