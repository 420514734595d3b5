/** A place in a definition file. Lines and columns count from 1, columns in UTF-16 units; `end` is exclusive. */
export type Span = {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
};

export type Severity = 'error' | 'warning';

/** A second place that helps to understand the first (`first declared here`). */
export type Label = { readonly span: Span; readonly message: string };

/**
 * One mistake of an author. `message` is one sentence that says what was expected and what was found, with the
 * author's text in backticks; `hint` says what to do next.
 */
export type Diagnostic = {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly hint: string | null;
  readonly span: Span;
  readonly labels: readonly Label[];
};
