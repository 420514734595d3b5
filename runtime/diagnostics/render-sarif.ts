import type { Diagnostic, Span } from './diagnostic.ts';
import { CODES, type Code } from './registry.ts';

const region = (span: Span): object => ({
  startLine: span.line,
  startColumn: span.column,
  endLine: span.endLine,
  endColumn: span.endColumn,
});

/** Where a span is, as SARIF names it. `folder` stands before the file's path, so that a code host finds the file. */
const location = (span: Span, folder: string, text?: string): object => ({
  physicalLocation: {
    artifactLocation: { uri: encodeURI(`${folder}${span.file}`) },
    region: region(span),
  },
  ...(text === undefined ? {} : { message: { text } }),
});

/** The diagnostics as a SARIF 2.1.0 log, which code hosts show beside the lines of a change. */
export function renderSarif(diagnostics: readonly Diagnostic[], folder = ''): string {
  const used = [...new Set(diagnostics.map((diagnostic) => diagnostic.code))].sort();
  const rules = used.map((id) => {
    const entry = Object.hasOwn(CODES, id) ? CODES[id as Code] : undefined;
    return {
      id,
      shortDescription: { text: entry?.title ?? id },
      fullDescription: { text: entry?.explanation ?? id },
    };
  });
  const results = diagnostics.map(({ code, severity, message, hint, span, labels }) => ({
    ruleId: code,
    ruleIndex: used.indexOf(code),
    level: severity,
    message: { text: hint === null ? message : `${message} Fix: ${hint}` },
    locations: [location(span, folder)],
    ...(labels.length === 0
      ? {}
      : {
          relatedLocations: labels.map((label, id) => ({
            id,
            ...location(label.span, folder, label.message),
          })),
        }),
  }));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver: { name: 'jig', rules } }, columnKind: 'utf16CodeUnits', results }],
  };
  return JSON.stringify(log, null, 2);
}
