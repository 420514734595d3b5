import type { Code } from './registry.ts';
import type { Diagnostic, Label, Severity, Span } from './diagnostic.ts';

/** What a check knows of one mistake. `hint` is the next step. */
export type Finding = {
  readonly code: Code;
  readonly span: Span;
  readonly message: string;
  readonly hint: string;
  readonly labels?: readonly Label[];
  /** An error when left out. */
  readonly severity?: Severity;
};

/** Collects the mistakes of one run. */
export type Report = {
  readonly add: (finding: Finding) => void;
  /** Takes over what another report found. */
  readonly keep: (diagnostics: readonly Diagnostic[]) => void;
  readonly found: readonly Diagnostic[];
};

export function createReport(): Report {
  const found: Diagnostic[] = [];
  return {
    found,
    keep: (diagnostics) => {
      for (const diagnostic of diagnostics) found.push(diagnostic);
    },
    add: ({ code, span, message, hint, labels = [], severity = 'error' }) => {
      found.push({ code, severity, message, hint, span, labels });
    },
  };
}

/** Sorted by file and place; of equal places the first found comes first. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.toSorted(
    (a, b) =>
      (a.span.file < b.span.file ? -1 : a.span.file > b.span.file ? 1 : 0) ||
      a.span.line - b.span.line ||
      a.span.column - b.span.column,
  );
}
