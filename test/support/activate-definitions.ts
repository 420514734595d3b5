import path from 'node:path';
import { compile } from '../../runtime/compile/compile.ts';
import type { Database } from '../../server/db/open.ts';
import { activate, type ActiveRelease } from '../../server/releases/activate.ts';
import { loadDefinitions } from '../../server/releases/load-files.ts';

/** The example workspace that the project ships. */
export const EXAMPLE = path.join(import.meta.dirname, '../../definitions');

/** Compiles a definitions folder and puts it in force; throws with the diagnostics when it has errors. */
export async function activateDefinitions(database: Database, folder: string): Promise<ActiveRelease> {
  const { files, problems } = await loadDefinitions(folder);
  const { model, diagnostics } = compile(files);
  if (model === null || problems.length > 0)
    throw new Error(
      [...problems, ...diagnostics]
        .map(({ span, message }) => `${span.file}:${span.line} ${message}`)
        .join('\n'),
    );
  return activate(database, model, { files });
}
