import type { Environment, FieldType } from './environment.ts';
import type { Report } from './problem.ts';
import type { Syntax } from './syntax.ts';
import type { Range, Tree } from './tree.ts';

/** A regular expression as it will be matched, or why it cannot be used. */
export type PatternCheck = (
  pattern: string,
) => { readonly pattern: string } | { readonly message: string; readonly hint: string };

/** What the parts of the checker share. */
export type Scope = {
  readonly text: string;
  readonly environment: Environment;
  readonly report: Report;
  readonly vet: PatternCheck;
  /** Variables of the loops around. */
  readonly variables: ReadonlyMap<string, FieldType>;
  /** The checked part; null when it has a mistake, which was reported then. */
  readonly check: (syntax: Syntax, scope: Scope) => Tree | null;
};

/** The source text of a part, shortened, in backticks. */
export function quote(scope: Scope, { start, end }: Range): string {
  const text = scope.text.slice(start, end);
  return `\`${text.length > 60 ? `${text.slice(0, 59)}…` : text}\``;
}
