/** What an author wrote in an example that cannot be made to happen; the message says what and what to do instead. */
export class ExampleProblem extends Error {
  override readonly name = 'ExampleProblem';
}
