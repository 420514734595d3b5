import { hostname } from 'node:os';
import { v7 } from 'uuid';
import type { Database } from '../db/open.ts';
import { openListener } from '../db/open-listener.ts';
import type { Observe } from '../observe/observation.ts';
import type { ReleaseHolder } from './holder.ts';
import { loadNewestRelease, newestRelease, UnreadableRelease } from './load-release.ts';
import { FORGET_PROCESS, TELL_PROCESS } from './process-rows.ts';
import { RELEASE_CHANNEL } from './release-store.ts';

export type Following = {
  /** Looks for a newer release at once. */
  readonly check: () => Promise<void>;
  /** Lets go of the connection and removes what the database knows of this process. */
  readonly stop: () => Promise<void>;
};

export type FollowingOptions = {
  readonly database: Database;
  readonly releases: ReleaseHolder;
  readonly observe: Observe;
  /** What people know the process by; its host and number when left out. */
  readonly name?: string;
  /** How often it asks although nothing was said, and how often it says that it lives. */
  readonly pollMs?: number;
};

/** Less than a third of the time after which a silent process is taken for dead. */
const POLL_MS = 2_500;

/**
 * Keeps a process on the newest release: hears of each at once, and asks every few seconds in case it did not. A release that
 * cannot be served leaves the one before serving; the holder says so and it is observed. Tells the database what this process
 * serves and the oldest release that a request of it still works under, before it resolves and from then on.
 */
export async function followReleases(options: FollowingOptions): Promise<Following> {
  const { database, releases, observe } = options;
  const row = { id: v7(), name: options.name ?? `${hostname()} ${process.pid}` };
  let isStopped = false;
  const listener = openListener(database, RELEASE_CHANNEL, {
    onMessage: () => void look(),
    onOpen: () => void look(),
    onLost: (error) => observe({ kind: 'release_unheard', cause: error }),
  });

  /** Over the connection of its own, or while that is lost over the pool: a process that is not heard of counts for nothing. */
  const query = (text: string, values: unknown[]): Promise<unknown> =>
    listener.query(text, values).catch(() => database.pool.query(text, values));

  /** One at a time and in order: what is told last is what the row says. */
  let telling: Promise<unknown> = Promise.resolve();
  const tell = (): Promise<unknown> => {
    telling = telling
      .then(() => {
        const facts = [row.id, row.name, releases.current().number, releases.oldest()];
        return isStopped ? undefined : query(TELL_PROCESS, facts);
      })
      .catch(() => undefined); // the next beat tells it again
    return telling;
  };

  let looking: Promise<void> | null = null;
  let wanted = false;
  const look = async (): Promise<void> => {
    wanted = true;
    looking ??= lookWhileWanted().finally(() => void (looking = null));
    return looking;
  };
  const lookWhileWanted = async (): Promise<void> => {
    if (!wanted || isStopped) return;
    wanted = false;
    await takeNewest(options);
    await lookWhileWanted();
  };

  const stopTelling = [releases.onSwap(() => void tell()), releases.onDrained(() => void tell())];
  await tell();
  await look();
  const beat = setInterval(() => {
    void tell();
    void look();
  }, options.pollMs ?? POLL_MS);
  beat.unref();
  return {
    check: look,
    stop: async () => {
      clearInterval(beat);
      for (const stop of stopTelling) stop();
      isStopped = true;
      await looking;
      await telling;
      await query(FORGET_PROCESS, [row.id]).catch(() => undefined);
      await listener.close();
    },
  };
}

/** Puts the newest release in the holder where it is newer. A database that does not answer is asked again at the next beat. */
async function takeNewest({ database, releases, observe }: FollowingOptions): Promise<void> {
  const before = releases.current().number;
  try {
    const newest = await newestRelease(database.pool);
    if (newest === null || newest <= before) return;
    const loaded = await loadNewestRelease(database.pool);
    if (loaded === null || loaded.number <= releases.current().number) return;
    releases.swap(loaded);
    observe({ kind: 'release_swapped', release: loaded.number, before });
  } catch (error) {
    const message =
      error instanceof UnreadableRelease
        ? error.message
        : `A newer release than ${before} could not be loaded: ${error instanceof Error ? error.message : String(error)}`;
    if (releases.problem() === message) return;
    releases.report(message);
    observe({ kind: 'release_not_served', release: before, message, cause: error });
  }
}
