import { readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

type Rewritten = { readonly path: string; readonly before: string; readonly after: string };
type Prepared = { readonly target: string; readonly draft: string };

/**
 * Replaces files of a folder, all or none: every new text lies beside its file before the first file is replaced. Gives
 * what went wrong in one sentence, null when all were written. A file that is no longer what it was is not replaced.
 */
export async function rewriteFiles(folder: string, files: readonly Rewritten[]): Promise<string | null> {
  const prepared: Prepared[] = [];
  try {
    for (const { path, before, after } of files) {
      const target = await realpath(join(folder, path));
      if ((await readFile(target, 'utf8')) !== before) {
        await discard(prepared);
        return `\`${path}\` was changed meanwhile, so nothing was written. Run the command again.`;
      }
      const draft = `${target}.jig-draft`;
      prepared.push({ target, draft });
      await writeFile(draft, after, { mode: (await stat(target)).mode });
    }
    for (const { target, draft } of prepared) await rename(draft, target);
    return null;
  } catch (error) {
    await discard(prepared);
    const reason = error instanceof Error ? error.message : String(error);
    return `The files could not be written: ${reason}. Those that were not replaced are as they were.`;
  }
}

async function discard(prepared: readonly Prepared[]): Promise<void> {
  for (const { draft } of prepared) await rm(draft, { force: true });
}
