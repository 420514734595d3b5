import { writeFile } from 'node:fs/promises';
import { languageSchema } from '../../runtime/definition/shape/json-schema.ts';
import { readArguments } from './arguments.ts';
import type { Command } from './command.ts';

/** `jig schema`: the language for editors. */
export const schema: Command = {
  name: 'schema',
  summary: 'print the JSON Schema of the language, for editors',
  usage: `Usage: jig schema [--out <file>]

Prints the JSON Schema (2020-12) of the definition language. An editor with the YAML language server completes and
checks definitions with it when a file begins with this line, the path counted from the file:

  # yaml-language-server: $schema=jig.schema.json

  --out <file>   write it to a file instead`,
  run: async (args, io) => {
    const { values } = readArguments(args, { out: 'string' });
    const text = `${JSON.stringify(languageSchema(), null, 2)}\n`;
    if (values.out === undefined) {
      io.out(text);
      return 0;
    }
    try {
      await writeFile(values.out, text);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      io.err(`The schema could not be written to \`${values.out}\`: ${reason}\n`);
      return 2;
    }
    io.out(`Wrote ${values.out}\n`);
    return 0;
  },
};
