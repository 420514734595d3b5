import type { Compilation } from '../compile/compile.ts';
import type { TextEdit } from './text-edit.ts';

/** What leads from one version of the language to the next. */
export type UpgradeStep = {
  readonly from: number;
  /** What is written otherwise in the next version, one sentence each, for who reviews the change. */
  readonly changes: readonly string[];
  /** The edits of definitions that compile, besides that of the version itself. */
  readonly edits: (compilation: Compilation) => readonly TextEdit[];
};
