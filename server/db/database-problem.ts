/**
 * The database cannot be used at all (at start, or while its schema is brought up to date). `title` says what happened
 * and where, `hint` what to do next; neither ever holds a password.
 */
export class DatabaseProblem extends Error {
  override readonly name = 'DatabaseProblem';
  readonly code: string;
  readonly title: string;
  readonly hint: string;

  constructor(code: string, title: string, hint: string, options?: ErrorOptions) {
    super(`${title}\n${hint}`, options);
    this.code = code;
    this.title = title;
    this.hint = hint;
  }
}

/** What the start of the database reports; a pino logger fits. */
export type StartLog = { info(message: string): void; warn(message: string): void };
