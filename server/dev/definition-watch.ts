import { watch, type FSWatcher } from 'chokidar';
import { basename } from 'node:path';

/** Editors write a file in several steps, and a checkout writes many files; one change is what happens within this time. */
const SETTLE_MS = 60;

/** Beside these, nothing in a definitions folder changes what is compiled. */
const WATCHED = /\.(?:yaml|yml|md)$/u;

export type DefinitionWatch = { readonly close: () => Promise<void> };

/**
 * Calls `changed` after files of the folder were saved, added or removed. Calls never overlap: what happens during one is
 * told by one more call after it. `failed` hears what `changed` throws, and of errors of the watcher itself, after which
 * changes may go unseen.
 */
export async function watchDefinitions(
  folder: string,
  changed: () => Promise<void>,
  failed: (error: unknown) => void,
): Promise<DefinitionWatch> {
  const watcher = watch(folder, {
    ignoreInitial: true,
    ignored: (path, stats) => isIgnored(folder, path, stats?.isFile() === true),
  });
  const queue = createQueue(changed, failed);
  watcher.on('all', (event) => {
    if (event !== 'addDir') queue.add();
  });
  watcher.on('error', failed);
  await untilReady(watcher);
  return {
    close: async () => {
      queue.stop();
      await watcher.close();
      await queue.settled();
    },
  };
}

function isIgnored(folder: string, path: string, isFile: boolean): boolean {
  if (path === folder) return false;
  const name = basename(path);
  return name === 'node_modules' || name.startsWith('.') || (isFile && !WATCHED.test(name));
}

function untilReady(watcher: FSWatcher): Promise<void> {
  return new Promise((resolve) => {
    watcher.once('ready', resolve);
  });
}

/** Waits until nothing came for `SETTLE_MS`, then runs; one run at a time. */
function createQueue(
  run: () => Promise<void>,
  failed: (error: unknown) => void,
): { add: () => void; stop: () => void; settled: () => Promise<void> } {
  let timer: NodeJS.Timeout | undefined;
  let last = Promise.resolve();
  let isWaiting = false;
  const flush = (): void => {
    if (isWaiting) return; // the run that waits its turn will see this change too
    isWaiting = true;
    last = last
      .then(() => {
        isWaiting = false;
        return run();
      })
      .catch(failed);
  };
  return {
    add: () => {
      clearTimeout(timer);
      timer = setTimeout(flush, SETTLE_MS);
    },
    stop: () => clearTimeout(timer),
    settled: () => last,
  };
}
