import { LANGUAGE, OLDEST_LANGUAGE } from '../../runtime/definition/shape/language.ts';
import type { SourceFile } from '../../runtime/definition/source-file.ts';
import type { Diagnostic } from '../../runtime/diagnostics/diagnostic.ts';
import { renderText } from '../../runtime/diagnostics/render-text.ts';
import { unifiedDiff } from '../../runtime/upgrade/unified-diff.ts';
import { upgrade, type Upgrade } from '../../runtime/upgrade/upgrade.ts';
import { readArguments } from './arguments.ts';
import { UsageProblem, type Command, type CommandIo } from './command.ts';
import { openFolder } from './open-folder.ts';
import { rewriteFiles } from './rewrite-files.ts';

/** `jig upgrade`: definitions in a newer version of the language, as a change of text to review. */
export const upgradeCommand: Command = {
  name: 'upgrade',
  summary: 'rewrite the definitions in a newer version of the language',
  usage: `Usage: jig upgrade [folder] [--to <version>] [--write | --check]

Shows what changes in the definition files when they are written in a newer version of the language, as a unified diff
that \`git apply\` reads. Comments, order, quotes and line ends stay; the result means the same, or nothing is offered.
Older versions are read for ever, so an upgrade is a change of its own, made and reviewed when it suits.

  --to <version>   the version to write, ${OLDEST_LANGUAGE} to ${LANGUAGE} (else the newest)
  --write          change the files instead of showing how
  --check          show nothing; fail where an upgrade would change something

Exit code: 0 fine, 1 the definitions have errors, cannot be rewritten, or are in an older version (--check), 2 could not run.`,
  run: async (args, io) => {
    const { folder, values } = readArguments(args, { to: 'string', write: 'boolean', check: 'boolean' });
    if (values.write === true && values.check === true)
      throw new UsageProblem('Choose one of `--write` and `--check`');
    const to = readVersion(values.to);
    const opened = await openFolder(folder, io);
    if (opened === null) return 2;
    const { files, prefix, problems } = opened;
    if (problems.length > 0) return refuseBroken(io, files, problems, prefix);
    const result = upgrade(files, to);
    if (result.is !== 'rewritten') return say(io, result, { files, prefix, to });
    const { from, changes } = result;
    const count = `${result.files.length} ${result.files.length === 1 ? 'file' : 'files'}`;
    const head = `Language ${from} to ${to}, ${count}:\n${changes.map((text) => `  ${text}\n`).join('')}`;
    if (values.check === true) {
      io.out(`${head}\`jig upgrade\` shows the change, \`jig upgrade --write\` makes it.\n`);
      return 1;
    }
    if (values.write !== true) {
      for (const file of result.files) io.out(unifiedDiff(file, prefix));
      io.err(`${head}Nothing was written; \`jig upgrade --write\` makes the change.\n`);
      return 0;
    }
    const problem = await rewriteFiles(folder, result.files);
    if (problem !== null) {
      io.err(`${problem}\n`);
      return 2;
    }
    io.out(`${head}${result.files.map(({ path }) => `${prefix}${path}\n`).join('')}Wrote ${count}.\n`);
    return 0;
  },
};

function readVersion(text: string | undefined): number {
  if (text === undefined) return LANGUAGE;
  const version = /^\d{1,3}$/u.test(text) ? Number(text) : Number.NaN;
  if (version >= OLDEST_LANGUAGE && version <= LANGUAGE) return version;
  throw new UsageProblem(
    `\`--to\` takes a version that this program reads, ${OLDEST_LANGUAGE} to ${LANGUAGE}, and this is \`${text.slice(0, 60)}\``,
  );
}

type Place = { readonly files: readonly SourceFile[]; readonly prefix: string; readonly to: number };

function say(
  io: CommandIo,
  result: Exclude<Upgrade, { readonly is: 'rewritten' }>,
  { files, prefix, to }: Place,
): number {
  switch (result.is) {
    case 'broken':
      return refuseBroken(io, files, result.diagnostics, prefix);
    case 'current':
      io.out(`The definitions are in language ${result.language}; there is nothing to upgrade.\n`);
      return 0;
    case 'older':
      io.err(
        `The definitions are in language ${result.language}, and \`jig upgrade\` does not go back to ${to}: take the older text from your version control.\n`,
      );
      return 2;
    case 'refused':
      io.err(
        `The definitions cannot be upgraded: ${result.reason}. Nothing was written. This is a fault of Jig; the definitions stay valid as they are.\n`,
      );
      if (result.diagnostics.length > 0) io.err(`${shown(io, [], result.diagnostics, prefix)}\n`);
      return 1;
    default:
      return result satisfies never;
  }
}

function refuseBroken(
  io: CommandIo,
  files: readonly SourceFile[],
  diagnostics: readonly Diagnostic[],
  prefix: string,
): number {
  io.err(`${shown(io, files, diagnostics, prefix)}\n`);
  io.err('Definitions with mistakes are not upgraded; mend these first.\n');
  return 1;
}

function shown(
  io: CommandIo,
  files: readonly SourceFile[],
  diagnostics: readonly Diagnostic[],
  prefix: string,
): string {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  return renderText(diagnostics, { textOf: (file) => texts.get(file), colour: io.colour, folder: prefix });
}
