import type { Diagnostic } from '../../runtime/diagnostics/diagnostic.ts';
import type { SourceFile } from '../../runtime/definition/source-file.ts';

/** Why there can be no plan, in words for people: what happened and what to do next. */
export class PlanProblem extends Error {
  override readonly name = 'PlanProblem';
  /** Mistakes of definitions that are compared with, and their texts, where these are the reason. */
  readonly diagnostics: readonly Diagnostic[];
  readonly files: readonly SourceFile[];

  constructor(
    message: string,
    mistakes: { readonly diagnostics: readonly Diagnostic[]; readonly files: readonly SourceFile[] } = {
      diagnostics: [],
      files: [],
    },
  ) {
    super(message);
    this.diagnostics = mistakes.diagnostics;
    this.files = mistakes.files;
  }
}
