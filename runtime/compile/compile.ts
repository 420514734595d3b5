import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { createReport, sortDiagnostics } from '../diagnostics/report.ts';
import type { Model } from '../model/model.ts';
import type { SourceFile } from '../definition/source-file.ts';
import type { ShapeCheck } from '../definition/shape/shape-check.ts';
import { assemble } from './assemble.ts';
import { checkCycles } from './check-cycles.ts';
import { checkRenames } from './check-renames.ts';
import { collect } from './collect.ts';
import { declare } from './declare.ts';
import { deriveField } from './derive-field.ts';
import { resolveReferences } from './resolve-references.ts';

export type CompileResult = {
  /** Null when any diagnostic is an error. Deep-frozen. */
  readonly model: Model | null;
  /** Sorted by file and place, first cause first. */
  readonly diagnostics: readonly Diagnostic[];
};

/**
 * Turns definition files (`.yaml`, `.yml`, besides `people.dev.yaml`) and runbooks (`.md`) into the model. Never throws
 * for anything that files may hold: every mistake is a diagnostic, all of them in one run, none twice.
 */
export function compile(files: readonly SourceFile[]): CompileResult {
  const report = createReport();
  const check: ShapeCheck = { report, bad: new Set(), meant: new Set() };
  const runbooks = new Map(
    files.filter(({ path }) => path.endsWith('.md')).map(({ path, text }) => [path, text]),
  );

  const collected = collect(files, report, check);
  const draft = declare(collected, runbooks, report, check);
  for (const entity of draft.entities.values())
    for (const field of entity.fields.values())
      field.field = deriveField(check, field, draft.workspace?.currency ?? 'EUR');
  resolveReferences(draft);
  checkRenames(draft);
  checkCycles(draft);
  const model = assemble(draft);

  const diagnostics = sortDiagnostics(report.found);
  const failed = diagnostics.some((diagnostic) => diagnostic.severity === 'error');
  return { model: failed ? null : model, diagnostics };
}
