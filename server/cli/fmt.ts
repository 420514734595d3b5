import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatFile } from '../../runtime/definition/format/format.ts';
import { hasSameContent } from '../../runtime/definition/format/same-content.ts';
import { isDefinitionFile, type SourceFile } from '../../runtime/definition/source-file.ts';
import { parseFile } from '../../runtime/definition/parse.ts';
import { renderText } from '../../runtime/diagnostics/render-text.ts';
import { readArguments } from './arguments.ts';
import type { Command, CommandIo } from './command.ts';
import { openFolder } from './open-folder.ts';

/** `jig fmt`: the canonical form of every definition file. */
export const fmt: Command = {
  name: 'fmt',
  summary: 'write the definitions in their canonical form',
  usage: `Usage: jig fmt [folder] [--check]

Writes every definition file in its canonical form: keys in the order of the language, one line where 110 columns
suffice, quotes only where YAML needs them. Comments are kept. A file that is no YAML is left as it is.

  --check   write nothing; name the files that are not in canonical form

Exit code: 0 fine, 1 some file is not in canonical form (--check) or is no YAML, 2 could not run.`,
  run: async (args, io) => {
    const { folder, values } = readArguments(args, { check: 'boolean' });
    const opened = await openFolder(folder, io);
    if (opened === null) return 2;
    const files = opened.files.filter(({ path }) => isDefinitionFile(path));
    let changed = 0;
    let broken = opened.problems.length;
    if (broken > 0)
      io.err(
        renderText(opened.problems, { textOf: () => undefined, colour: io.colour, folder: opened.prefix }),
      );
    for (const file of files) {
      const formatted = formatFile(file);
      if (formatted === null) {
        broken += 1;
        reportBroken(io, file, opened.prefix);
      } else if (formatted !== file.text) {
        if (!hasSameContent(file, formatted))
          throw new Error(`formatting would change the meaning of ${file.path}`);
        changed += 1;
        io.out(`${opened.prefix}${file.path}\n`);
        if (values.check !== true) await writeFile(join(folder, file.path), formatted);
      }
    }
    io.out(summary(changed, files.length, values.check === true));
    return broken > 0 || (values.check === true && changed > 0) ? 1 : 0;
  },
};

function reportBroken(io: CommandIo, file: SourceFile, prefix: string): void {
  const { diagnostics } = parseFile(file);
  io.err(`${prefix}${file.path} was left as it is:\n`);
  io.err(renderText(diagnostics, { textOf: () => file.text, colour: io.colour, folder: prefix }));
}

function summary(changed: number, all: number, check: boolean): string {
  const files = `${all} ${all === 1 ? 'file' : 'files'}`;
  if (changed === 0) return `${files} in canonical form.\n`;
  return check
    ? `${changed} of ${files} not in canonical form; \`jig fmt\` writes it.\n`
    : `Wrote ${changed} of ${files}.\n`;
}
