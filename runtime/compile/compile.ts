import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { createReport, sortDiagnostics } from '../diagnostics/report.ts';
import type { Model } from '../model/model.ts';
import type { ScalarNode } from '../definition/node.ts';
import type { SourceFile } from '../definition/source-file.ts';
import type { ShapeCheck } from '../definition/shape/shape-check.ts';
import { assemble } from './assemble.ts';
import { attributeTypes } from './check-attributes.ts';
import { checkComputed } from './check-computed.ts';
import { checkComputedCycles } from './check-computed-cycles.ts';
import { checkConditions } from './check-conditions.ts';
import { checkCycles } from './check-cycles.ts';
import { checkLifecycles } from './check-lifecycle.ts';
import { checkParameters } from './check-parameters.ts';
import { checkRenames } from './check-renames.ts';
import { checkWorkspace } from './check-workspace.ts';
import { collect, languageOf, parseFiles } from './collect.ts';
import { decisionTypes } from './decision-types.ts';
import { declare } from './declare.ts';
import { deriveField } from './derive-field.ts';
import { resolveReferences } from './resolve-references.ts';
import { createRuleScope } from './rule-scope.ts';

export type CompileResult = {
  /** Null when any diagnostic is an error. Deep-frozen. */
  readonly model: Model | null;
  /** Sorted by file and place, first cause first. */
  readonly diagnostics: readonly Diagnostic[];
};

/** Compiled definitions with what rewriting them in another version of the language takes. */
export type Compilation = CompileResult & {
  readonly language: number;
  /** Values that were read as durations, and cells that hold some. */
  readonly durations: readonly ScalarNode[];
};

/**
 * Turns definition files (`.yaml`, `.yml`, besides `people.dev.yaml`) and runbooks (`.md`) into the model. Never throws
 * for anything that files may hold: every mistake is a diagnostic, all of them in one run, none twice.
 */
export function compile(files: readonly SourceFile[]): CompileResult {
  const { model, diagnostics } = compileNoting(files);
  return { model, diagnostics };
}

/** The same with notes of the places that a version of the language may spell otherwise. */
export function compileNoting(files: readonly SourceFile[]): Compilation {
  const report = createReport();
  const documents = parseFiles(files, report);
  const language = languageOf(documents);
  const durations = new Set<ScalarNode>();
  const check: ShapeCheck = { report, language, bad: new Set(), meant: new Set(), durations };
  const runbooks = new Map(
    files.filter(({ path }) => path.endsWith('.md')).map(({ path, text }) => [path, text]),
  );

  const collected = collect(documents, report, check);
  const draft = declare(collected, runbooks, report, check);
  for (const entity of draft.entities.values())
    for (const field of entity.fields.values())
      field.field = deriveField(check, field, draft.workspace?.currency ?? 'EUR');
  resolveReferences(draft);
  checkRenames(draft);
  checkCycles(draft);
  const workspace = checkWorkspace(draft);
  const lifecycles = checkLifecycles(draft);
  const parameters = checkParameters(draft);
  const scope = createRuleScope({
    draft,
    lifecycles,
    user: attributeTypes(workspace?.userAttributes ?? {}),
    params: Object.fromEntries(Object.values(parameters).map(({ name, type }) => [name, type])),
    decisions: decisionTypes(draft),
  });
  checkComputed(scope);
  checkComputedCycles(scope);
  checkConditions(scope);
  const model = assemble(scope, workspace, parameters);

  const diagnostics = sortDiagnostics(report.found);
  const failed = diagnostics.some((diagnostic) => diagnostic.severity === 'error');
  return { model: failed ? null : model, diagnostics, language, durations: [...durations] };
}
