/** Most problems that one run names; after that many more help nobody. */
const SHOWN = 20;

/** The demonstration data cannot be loaded; nothing of it was. Each problem says file, line, column and reason. */
export class DemonstrationProblem extends Error {
  override readonly name = 'DemonstrationProblem';
  readonly problems: readonly string[];

  constructor(problems: readonly string[], options?: ErrorOptions) {
    const more = problems.length > SHOWN ? [`and ${problems.length - SHOWN} more`] : [];
    const list = [...problems.slice(0, SHOWN), ...more].map((problem) => `\n  ${problem}`).join('');
    super(
      `The demonstration data was not loaded.${list}\nCorrect the files and start again; the database is still empty.`,
      options,
    );
    this.problems = problems;
  }
}
