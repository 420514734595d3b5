import type { Diagnostic, Span } from './diagnostic.ts';

const place = ({ file, line, column, endLine, endColumn }: Span): Record<string, string | number> => ({
  file,
  line,
  column,
  end_line: endLine,
  end_column: endColumn,
});

/** The diagnostics as JSON text for programs: `{"diagnostics": [...]}`. */
export function renderJson(diagnostics: readonly Diagnostic[]): string {
  const list = diagnostics.map(({ code, severity, message, hint, span, labels }) => ({
    code,
    severity,
    message,
    hint,
    ...place(span),
    labels: labels.map((label) => ({ message: label.message, ...place(label.span) })),
  }));
  return JSON.stringify({ diagnostics: list }, null, 2);
}
