import { readFile, writeFile } from 'node:fs/promises';
import { compile } from '../../runtime/compile/compile.ts';
import { renderText } from '../../runtime/diagnostics/render-text.ts';
import { sortDiagnostics } from '../../runtime/diagnostics/report.ts';
import type { Model } from '../../runtime/model/model.ts';
import { accessFacts, renderAccess } from '../../runtime/policy/access-matrix.ts';
import { readArguments } from './arguments.ts';
import { changeRole } from './change-role.ts';
import { UsageProblem, type Command, type CommandIo } from './command.ts';
import { diffLines } from './diff-lines.ts';
import { openFolder } from './open-folder.ts';

/** `jig access`: who may do what by the definitions; and, for operators, giving and taking roles. */
export const access: Command = {
  name: 'access',
  summary: 'show who may do what, and give or take roles',
  usage: `Usage: jig access [folder] [--snapshot <file> | --check <file> | --json]
       jig access give <person> <role> [--scope <attribute=value,...>] [--from <date>] [--until <date>] [--reason <text>]
       jig access take <person> <role> [--reason <text>]

Prints role by entity by operation by field, with the conditions as written and in English: one fact in a line.

  --snapshot <file>   write it to a file, for review
  --check <file>      compare with that file, and show what differs
  --json              print {"facts": [...]} for programs

\`give\` and \`take\` are for who runs the server: they know no \`given_by\`. A person is named by key, e-mail address or name.
They use the database of DATABASE_URL, else the embedded one of JIG_DATA (else .jig), with the release in force there.

  --scope    holds only for these values of user attributes, such as \`regions=north,south\`; may be given as
             \`regions=north;team=blue\` for several
  --from     instant or day from which it holds (else at once)
  --until    instant or day from which it no longer holds (else until it is taken away)

Exit code: 0 fine, 1 the definitions have errors or the file differs (--check), 2 could not run.`,
  run: async (args, io) => {
    const [first, ...rest] = args;
    if (first === 'give' || first === 'take') return changeRole(first, rest, io);
    const { folder, values } = readArguments(args, {
      snapshot: 'string',
      check: 'string',
      json: 'boolean',
    });
    if ([values.snapshot, values.check, values.json].filter((value) => value !== undefined).length > 1)
      throw new UsageProblem('Choose one of `--snapshot`, `--check` and `--json`');
    const model = await compileFolder(folder, io);
    if (typeof model === 'number') return model;
    if (values.json === true) io.out(`${JSON.stringify({ facts: accessFacts(model) }, null, 2)}\n`);
    else if (values.snapshot !== undefined) return writeSnapshot(values.snapshot, renderAccess(model), io);
    else if (values.check !== undefined)
      return checkSnapshot(values.check, renderAccess(model), `jig access ${folder}`, io);
    else io.out(renderAccess(model));
    return 0;
  },
};

/** The model of a folder, or the exit code where there is none. */
async function compileFolder(folder: string, io: CommandIo): Promise<Model | number> {
  const opened = await openFolder(folder, io);
  if (opened === null) return 2;
  const { model, diagnostics } = compile(opened.files);
  const errors = [...opened.problems, ...diagnostics].filter(({ severity }) => severity === 'error');
  if (model !== null && errors.length === 0) return model;
  const texts = new Map(opened.files.map(({ path, text }) => [path, text]));
  io.err(
    `${renderText(sortDiagnostics(errors), { textOf: (file) => texts.get(file), colour: false, folder: opened.prefix })}\n`,
  );
  return 1;
}

async function writeSnapshot(file: string, text: string, io: CommandIo): Promise<number> {
  try {
    await writeFile(file, text);
  } catch (error) {
    io.err(`The snapshot could not be written to \`${file}\`: ${reasonOf(error)}\n`);
    return 2;
  }
  io.out(`Wrote ${file}\n`);
  return 0;
}

async function checkSnapshot(file: string, text: string, command: string, io: CommandIo): Promise<number> {
  let kept = '';
  try {
    kept = await readFile(file, 'utf8');
  } catch (error) {
    io.err(
      `The snapshot \`${file}\` could not be read: ${reasonOf(error)}\nWrite it with \`${command} --snapshot ${file}\`.\n`,
    );
    return 2;
  }
  const changes = diffLines(kept.replaceAll('\r\n', '\n'), text);
  if (changes.length === 0) {
    io.out(`${file} says what the definitions say.\n`);
    return 0;
  }
  const gone = changes.filter((line) => line.startsWith('-')).length;
  io.out(`${changes.join('\n')}\n`);
  io.err(
    `${file} is not what the definitions say: ${gone} gone, ${changes.length - gone} new. ` +
      `If that is meant, write it again with \`${command} --snapshot ${file}\` and have it reviewed.\n`,
  );
  return 1;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
