import { nearestName } from '../../runtime/diagnostics/nearest-name.ts';
import { UsageProblem, type CommandIo } from './command.ts';
import { COMMANDS } from './registry.ts';

/** Runs one command line (without the program's own name) and gives the exit code. */
export async function main(args: readonly string[], io: CommandIo): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    const asked = name === 'help' && rest[0] !== undefined;
    if (asked) return main([rest[0] ?? '', '--help'], io);
    io.out(overview());
    return name === undefined ? 2 : 0;
  }
  const listed = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (listed === undefined) {
    const near = nearestName(name, Object.keys(COMMANDS));
    const hint = near === null ? '`jig --help` lists the commands' : `did you mean \`jig ${near}\`?`;
    io.err(`There is no command \`${name}\`; ${hint}\n`);
    return 2;
  }
  const command = await listed.load();
  if (rest.includes('--help') || rest.includes('-h')) {
    io.out(`${command.usage}\n`);
    return 0;
  }
  try {
    return await command.run(rest, io);
  } catch (error) {
    if (!(error instanceof UsageProblem)) throw error;
    io.err(`${error.message}\n\n${command.usage}\n`);
    return 2;
  }
}

function overview(): string {
  const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length));
  const lines = Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`);
  return `Usage: jig <command> [folder] [options]\n\n${lines.join('\n')}\n\n\`jig <command> --help\` says more.\n`;
}
