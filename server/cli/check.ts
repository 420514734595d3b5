import { compile } from '../../runtime/compile/compile.ts';
import { isDefinitionFile, type SourceFile } from '../../runtime/definition/source-file.ts';
import type { Diagnostic } from '../../runtime/diagnostics/diagnostic.ts';
import { renderJson } from '../../runtime/diagnostics/render-json.ts';
import { sortDiagnostics } from '../../runtime/diagnostics/report.ts';
import { renderText } from '../../runtime/diagnostics/render-text.ts';
import { readArguments } from './arguments.ts';
import { UsageProblem, type Command, type CommandIo } from './command.ts';
import { openFolder } from './open-folder.ts';

/** `jig check`: every problem of the definitions in one run. */
export const check: Command = {
  name: 'check',
  summary: 'check the definitions and show every problem',
  usage: `Usage: jig check [folder] [--json | --sarif] [--quiet]

Checks the definitions in the folder (\`definitions\` when none is named) and shows every problem with its place,
the reason and the fix.

  --json    print {"diagnostics": [...]} for programs
  --sarif   print a SARIF 2.1.0 log for code hosts
  --quiet   print problems only, not the closing line

Exit code: 0 no errors, 1 errors, 2 the folder could not be read.`,
  run: async (args, io) => {
    const { folder, values } = readArguments(args, { json: 'boolean', sarif: 'boolean', quiet: 'boolean' });
    if (values.json === true && values.sarif === true)
      throw new UsageProblem('Choose one of `--json` and `--sarif`');
    const opened = await openFolder(folder, io);
    if (opened === null) return 2;
    const compiled = compile(opened.files);
    const diagnostics = sortDiagnostics([...opened.problems, ...compiled.diagnostics]);
    const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
    if (values.json === true) io.out(`${renderJson(diagnostics)}\n`);
    else if (values.sarif === true) {
      const { renderSarif } = await import('../../runtime/diagnostics/render-sarif.ts');
      io.out(`${renderSarif(diagnostics, opened.prefix)}\n`);
    } else printText(io, diagnostics, opened, values.quiet === true);
    return errors > 0 ? 1 : 0;
  },
};

type Opened = { readonly files: readonly SourceFile[]; readonly prefix: string };

function printText(
  io: CommandIo,
  diagnostics: readonly Diagnostic[],
  { files, prefix }: Opened,
  quiet: boolean,
): void {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const text = renderText(diagnostics, {
    textOf: (file) => texts.get(file),
    colour: io.colour,
    folder: prefix,
  });
  if (text !== '') io.out(`${text}\n`);
  if (quiet) return;
  const count = diagnostics.length;
  const definitions = files.filter(({ path }) => isDefinitionFile(path)).length;
  const checked = `${definitions} ${definitions === 1 ? 'file' : 'files'}`;
  io.out(
    count === 0
      ? `No problems in ${checked}.\n`
      : `${count} ${count === 1 ? 'problem' : 'problems'} in ${checked}.\n`,
  );
}
