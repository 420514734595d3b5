import { readFile } from 'node:fs/promises';
import { compile } from '../../runtime/compile/compile.ts';
import type { SourceFile } from '../../runtime/definition/source-file.ts';
import { renderText } from '../../runtime/diagnostics/render-text.ts';
import { sortDiagnostics } from '../../runtime/diagnostics/report.ts';
import { readBundle, type Bundle } from '../releases/bundle.ts';
import { releaseFiles } from '../releases/content-hash.ts';
import type { Head } from '../releases/publish.ts';
import type { CommandIo } from './command.ts';
import { openFolder } from './open-folder.ts';
import { CommandProblem } from './with-release.ts';

/** Definitions to publish and how messages name them; or the exit code where there are none that compile. */
export type OpenedHead = { readonly head: Head; readonly name: string; readonly bundle: Bundle | null };

/** Reads and compiles a definitions folder. Says what is wrong and gives 1 for mistakes, 2 where it cannot be read. */
export async function openHead(folder: string, io: CommandIo): Promise<OpenedHead | number> {
  const opened = await openFolder(folder, io);
  if (opened === null) return 2;
  const { model, diagnostics } = compile(opened.files);
  const found = sortDiagnostics([...opened.problems, ...diagnostics]);
  const mistakes = found.filter(({ severity }) => severity === 'error');
  if (model === null || mistakes.length > 0) return tellMistakes(io, opened.files, mistakes, opened.prefix);
  return {
    head: { files: releaseFiles(opened.files), model },
    name: opened.prefix === '' ? './' : opened.prefix,
    bundle: null,
  };
}

/** Reads a bundle. Refuses one that was changed on its way; gives 1 where its definitions do not compile here. */
export async function openBundle(file: string, io: CommandIo): Promise<OpenedHead | number> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new CommandProblem(`The bundle \`${file}\` cannot be read: ${error.code ?? error.message}.`);
  });
  const { bundle, files } = readBundle(text);
  const { model, diagnostics } = compile(files);
  if (model === null)
    return tellMistakes(
      io,
      files,
      diagnostics.filter(({ severity }) => severity === 'error'),
      '',
    );
  return { head: { files, model }, name: file, bundle };
}

function tellMistakes(
  io: CommandIo,
  files: readonly SourceFile[],
  mistakes: Parameters<typeof renderText>[0],
  folder: string,
): number {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  io.out(`${renderText(mistakes, { textOf: (file) => texts.get(file), colour: io.colour, folder })}\n`);
  io.err(`The definitions have mistakes; nothing was done.\n`);
  return 1;
}
