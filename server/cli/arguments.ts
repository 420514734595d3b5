import { parseArgs } from 'node:util';
import { nearestName } from '../../runtime/diagnostics/nearest-name.ts';
import { UsageProblem } from './command.ts';

/** Folder of the definitions when the command line names none. */
const DEFAULT_FOLDER = 'definitions';

type Options = Readonly<Record<string, 'boolean' | 'string'>>;
type Values<T extends Options> = {
  readonly [name in keyof T]?: T[name] extends 'boolean' ? boolean : string;
};

/**
 * Reads options and at most one folder from a command line. Throws a UsageProblem that names what is not understood and
 * the nearest option.
 */
export function readArguments<T extends Options>(
  args: readonly string[],
  options: T,
): { readonly folder: string; readonly values: Values<T> } {
  const { words, values } = readWords(args, options);
  if (words.length > 1)
    throw new UsageProblem(`Only one folder is expected, and \`${words[1]}\` is a second one`);
  return { folder: words[0] ?? DEFAULT_FOLDER, values };
}

/** Reads options and any words beside them; throws as `readArguments` does. */
export function readWords<T extends Options>(
  args: readonly string[],
  options: T,
): { readonly words: readonly string[]; readonly values: Values<T> } {
  const known = Object.keys(options);
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(known.map((name) => [name, { type: options[name] ?? 'boolean' }])),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const values: Record<string, boolean | string> = {};
  const words: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind !== 'option') continue;
    if (!Object.hasOwn(options, token.name)) {
      const near = nearestName(token.name, known);
      const hint = near === null ? '' : `; did you mean \`--${near}\`?`;
      throw new UsageProblem(`There is no option \`${token.rawName}\`${hint}`);
    }
    const takesText = options[token.name] === 'string';
    if (takesText && (token.value === undefined || token.value === ''))
      throw new UsageProblem(`\`${token.rawName}\` needs a value`);
    if (!takesText && token.value !== undefined)
      throw new UsageProblem(`\`${token.rawName}\` takes no value`);
    values[token.name] = token.value ?? true;
  }
  return { words, values: values as Values<T> };
}
