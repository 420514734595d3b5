/** What a command may touch of the terminal it runs in. */
export type CommandIo = {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether `out` is a terminal that shows colours. */
  readonly colour: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
};

/** One command of the command line. `run` gives the exit code: 0 fine, 1 the definitions have errors, 2 could not run. */
export type Command = {
  readonly name: string;
  readonly summary: string;
  /** Lines of `jig <name> --help`, beginning with the synopsis. */
  readonly usage: string;
  readonly run: (args: readonly string[], io: CommandIo) => Promise<number>;
};

/** A command line that a command cannot follow; shown with its hint, exit code 2. */
export class UsageProblem extends Error {}
