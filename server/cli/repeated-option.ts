import { UsageProblem } from './command.ts';

/** Takes an option that may come several times out of a command line: its values in order, and the rest. */
export function takeRepeated(
  args: readonly string[],
  name: string,
): { readonly values: readonly string[]; readonly rest: readonly string[] } {
  const values: string[] = [];
  const rest: string[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at] ?? '';
    if (word !== name && !word.startsWith(`${name}=`)) {
      rest.push(word);
      continue;
    }
    const value = word === name ? (args[(at += 1)] ?? '') : word.slice(name.length + 1);
    if (value === '' || value.startsWith('--')) throw new UsageProblem(`\`${name}\` needs a value`);
    values.push(value);
  }
  return { values, rest };
}
