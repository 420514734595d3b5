import { stat } from 'node:fs/promises';
import type { SourceFile } from '../../runtime/definition/source-file.ts';
import type { Diagnostic } from '../../runtime/diagnostics/diagnostic.ts';
import { loadDefinitions } from '../releases/load-files.ts';
import type { CommandIo } from './command.ts';

export type OpenedFolder = {
  readonly files: readonly SourceFile[];
  readonly problems: readonly Diagnostic[];
  /** The folder as the command line names it, ending with a slash; empty for the current folder. */
  readonly prefix: string;
};

/** Reads a definitions folder; null when there is none to read, which is said on `err`. */
export async function openFolder(folder: string, io: CommandIo): Promise<OpenedFolder | null> {
  const found = await stat(folder).catch(() => null);
  if (found === null || !found.isDirectory()) {
    const what = found === null ? 'There is no folder' : 'This is no folder:';
    io.err(
      `${what} \`${folder}\`. Name the folder that holds the definitions, or make one with \`jig init\`.\n`,
    );
    return null;
  }
  const { files, problems } = await loadDefinitions(folder);
  if (files.length === 0 && problems.length === 0) {
    io.err(
      `The folder \`${folder}\` holds no definitions (files ending with .yaml). \`jig init\` makes a small example.\n`,
    );
    return null;
  }
  const trimmed = folder.replace(/\/+$/u, '');
  return { files, problems, prefix: trimmed === '.' || trimmed === '' ? '' : `${trimmed}/` };
}
