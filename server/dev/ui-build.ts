import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = fileURLToPath(new URL('.', import.meta.url));

/** Where the built screens are, and their sources where this is a checkout rather than an installed package. */
export type UiPlace = { readonly folder: string; readonly root: string | null };

/** `dist/ui` of a checkout, or the folder beside the compiled server in a package. */
export function findUi(): UiPlace {
  const root = join(HERE, '..', '..');
  return existsSync(join(root, 'builder-ui', 'vite.config.ts'))
    ? { folder: join(root, 'dist', 'ui'), root }
    : { folder: join(HERE, '..', '..', 'ui'), root: null };
}

/** What the bundle is made from, beside the packages that the lock file names. */
const SOURCES = ['builder-ui', 'runtime', 'package-lock.json'];

/** Whether there is no build, or one that is older than any of its sources. A package is always current. */
export function isStale({ folder, root }: UiPlace): boolean {
  if (root === null) return false;
  const built = modified(join(folder, 'index.html'));
  return built === null || SOURCES.some((source) => newest(join(root, source)) > built);
}

function modified(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? null;
}

function newest(path: string): number {
  const own = modified(path) ?? 0;
  if (!statSync(path).isDirectory()) return own;
  const inside = readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => modified(join(entry.parentPath, entry.name)) ?? 0);
  return Math.max(0, ...inside);
}

/** The screens cannot be built; the message holds what vite says. */
export class ScreensProblem extends Error {
  override readonly name = 'ScreensProblem';
}

/**
 * Builds the screens with vite, which is loaded only for this. They are built beside the present ones and then take their
 * place in one step, so that two programs that build at once leave a whole set behind. Throws ScreensProblem.
 */
export async function buildUi(root: string, finish?: (folder: string) => Promise<void>): Promise<void> {
  const { build } = await import('vite');
  const target = join(root, 'dist', 'ui');
  const fresh = `${target}-new-${process.pid}`;
  const former = `${target}-old-${process.pid}`;
  removeAbandoned(join(root, 'dist'));
  try {
    const configFile = join(root, 'builder-ui', 'vite.config.ts');
    await build({ configFile, logLevel: 'warn', build: { outDir: fresh, emptyOutDir: true } });
    await finish?.(fresh);
    takePlace(fresh, target, former);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ScreensProblem(`The screens cannot be built from builder-ui/.\n${reason}`, { cause: error });
  } finally {
    rmSync(fresh, { recursive: true, force: true });
    rmSync(former, { recursive: true, force: true });
  }
}

/** Another program that builds may put its folder there in between; then that one is moved away in turn. */
function takePlace(fresh: string, target: string, former: string, tries = 5): void {
  try {
    if (existsSync(target)) renameSync(target, former);
    renameSync(fresh, target);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (tries === 0 || !['ENOENT', 'ENOTEMPTY', 'EEXIST'].includes(String(code))) throw error;
    rmSync(former, { recursive: true, force: true });
    takePlace(fresh, target, former, tries - 1);
  }
}

/** Builds that were killed leave their folders behind, named after processes that are gone. */
function removeAbandoned(dist: string): void {
  if (!existsSync(dist)) return;
  for (const name of readdirSync(dist)) {
    const pid = /^ui-(?:new|old)-(\d+)$/u.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid)))
      rmSync(join(dist, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
