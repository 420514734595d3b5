import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Model } from '../model/model.ts';
import type { SourceFile } from '../definition/source-file.ts';

export type CompileResult = {
  /** Null when any diagnostic is an error. Deep-frozen. */
  readonly model: Model | null;
  /** Sorted by file and place, first cause first. */
  readonly diagnostics: readonly Diagnostic[];
};

export declare function compile(files: readonly SourceFile[]): CompileResult;
