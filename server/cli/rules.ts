import { compile } from '../../runtime/compile/compile.ts';
import { renderText } from '../../runtime/diagnostics/render-text.ts';
import { sortDiagnostics } from '../../runtime/diagnostics/report.ts';
import { describeRules, type DescribedRule } from '../../runtime/rules/describe-rules.ts';
import { readArguments } from './arguments.ts';
import type { Command } from './command.ts';
import { openFolder } from './open-folder.ts';

/** `jig rules`: every rule of the definitions in English. */
export const rules: Command = {
  name: 'rules',
  summary: 'say every rule in English, with its place and what it costs',
  usage: `Usage: jig rules [folder] [--json]

Shows every rule of the definitions in the folder (\`definitions\` when none is named): its place, what it says in English, the most
steps that one evaluation takes, how a computed value is kept and why, and what is proven of each \`never\`.

  --json   print {"rules": [...]} for programs

Exit code: 0 fine, 1 the definitions have errors, 2 could not run.`,
  run: async (args, io) => {
    const { folder, values } = readArguments(args, { json: 'boolean' });
    const opened = await openFolder(folder, io);
    if (opened === null) return 2;
    const { model, diagnostics } = compile(opened.files);
    const errors = [...opened.problems, ...diagnostics].filter(({ severity }) => severity === 'error');
    if (model === null || errors.length > 0) {
      const texts = new Map(opened.files.map(({ path, text }) => [path, text]));
      const textOf = (file: string): string | undefined => texts.get(file);
      io.err(`${renderText(sortDiagnostics(errors), { textOf, colour: false, folder: opened.prefix })}\n`);
      return 1;
    }
    const described = describeRules(model);
    if (values.json === true)
      io.out(`${JSON.stringify({ rules: described.map((rule) => asJson(rule, opened.prefix)) }, null, 2)}\n`);
    else if (described.length === 0) io.out('There are no rules.\n');
    else io.out(`${described.map((rule) => asText(rule, opened.prefix)).join('\n')}\n`);
    return 0;
  },
};

function asJson({ id, span, text, english, cost, notes }: DescribedRule, prefix: string): object {
  return { id, file: prefix + span.file, line: span.line, column: span.column, text, english, cost, notes };
}

function asText({ id, span, text, english, cost, notes }: DescribedRule, prefix: string): string {
  const steps = cost === null ? '' : ` (${cost} ${cost === 1 ? 'step' : 'steps'})`;
  const lines = [
    `${id}  ${prefix}${span.file}:${span.line}`,
    `  ${english}${steps}`,
    ...(text === null ? [] : [`  as written: ${text}`]),
    ...notes.map((note) => `  ${note}`),
  ];
  return `${lines.join('\n')}\n`;
}
