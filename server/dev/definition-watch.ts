import { watch, type FSWatcher } from 'chokidar';
import { basename, relative, sep } from 'node:path';

/** Editors write a file in several steps, and a checkout writes many files; one change is what happens within this time. */
const SETTLE_MS = 60;

/** Beside these, nothing in a definitions folder changes what is compiled. */
const WATCHED = /\.(?:yaml|yml|md)$/u;

export type DefinitionWatch = { readonly close: () => Promise<void> };

/**
 * Calls `changed` with the changed paths (relative, forward slashes) after files of the folder were saved, added or
 * removed. Calls never overlap: what happens during one is told by one more call after it. `failed` hears of errors of
 * the watcher itself, after which changes may go unseen.
 */
export async function watchDefinitions(
  folder: string,
  changed: (paths: readonly string[]) => Promise<void>,
  failed: (error: unknown) => void,
): Promise<DefinitionWatch> {
  const watcher = watch(folder, {
    ignoreInitial: true,
    ignored: (path, stats) => isIgnored(folder, path, stats?.isFile() === true),
  });
  const queue = createQueue(changed, failed);
  watcher.on('all', (event, path) => {
    if (event !== 'addDir') queue.add(relative(folder, path).split(sep).join('/'));
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

/** Gathers paths until nothing came for `SETTLE_MS`, then hands them over, one call at a time. */
function createQueue(
  run: (paths: readonly string[]) => Promise<void>,
  failed: (error: unknown) => void,
): { add: (path: string) => void; stop: () => void; settled: () => Promise<void> } {
  let waiting = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let last = Promise.resolve();
  const flush = (): void => {
    const paths = [...waiting];
    waiting = new Set();
    last = last.then(() => run(paths)).catch(failed);
  };
  return {
    add: (path) => {
      waiting.add(path);
      clearTimeout(timer);
      timer = setTimeout(flush, SETTLE_MS);
    },
    stop: () => clearTimeout(timer),
    settled: () => last,
  };
}
