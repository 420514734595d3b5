import { compileNoting } from '../compile/compile.ts';
import { entryOf, type ScalarNode } from '../definition/node.ts';
import { parseFile } from '../definition/parse.ts';
import { LANGUAGE } from '../definition/shape/language.ts';
import { isDefinitionFile, type SourceFile } from '../definition/source-file.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { differenceInMeaning } from './same-meaning.ts';
import { STEPS } from './steps.ts';
import { applyEdits, OverlappingEdits, type TextEdit } from './text-edit.ts';

/** A definition file before and after. */
export type RewrittenFile = { readonly path: string; readonly before: string; readonly after: string };

export type Upgrade =
  /** The definitions have mistakes; `language` is what they say. */
  | { readonly is: 'broken'; readonly diagnostics: readonly Diagnostic[] }
  | { readonly is: 'current'; readonly language: number }
  /** Asked for an older version than that of the definitions. */
  | { readonly is: 'older'; readonly language: number }
  | {
      readonly is: 'rewritten';
      readonly from: number;
      readonly to: number;
      /** What is written otherwise, one sentence each. */
      readonly changes: readonly string[];
      readonly files: readonly RewrittenFile[];
    }
  /** What would come of it does not mean the same: nothing is given. */
  | { readonly is: 'refused'; readonly reason: string; readonly diagnostics: readonly Diagnostic[] };

/**
 * Definitions rewritten in a newer version of the language, from one version to the next. Only what the versions spell
 * otherwise is changed: comments, order, quotes and line ends stay. The result compiles to a model that means the same,
 * or there is none. Takes every file of the folder and a version that this program reads.
 */
export function upgrade(files: readonly SourceFile[], to: number = LANGUAGE): Upgrade {
  const before = compileNoting(files);
  if (before.model === null) return { is: 'broken', diagnostics: before.diagnostics };
  const { language } = before;
  if (language === to) return { is: 'current', language };
  if (language > to) return { is: 'older', language };
  const steps = STEPS.filter(({ from }) => from >= language && from < to);
  let current = before;
  let rewritten = files;
  for (const step of steps) {
    try {
      const edits = [versionEdit(rewritten, step.from + 1), ...step.edits(current)];
      rewritten = applyEdits(
        rewritten,
        edits.filter((edit) => edit !== null),
      );
    } catch (error) {
      if (!(error instanceof OverlappingEdits)) throw error;
      return refused(`a value in ${error.file} cannot be rewritten by itself`);
    }
    current = compileNoting(rewritten);
    if (current.model === null)
      return refused(`the result has mistakes in language ${step.from + 1}`, current.diagnostics);
  }
  const difference = current.model === null ? '' : differenceInMeaning(before.model, current.model);
  if (difference !== null) return refused(`\`${difference}\` would mean something else`);
  const changes = steps.flatMap((step) => step.changes);
  return { is: 'rewritten', from: language, to, changes, files: filesThatChanged(files, rewritten) };
}

function refused(reason: string, diagnostics: readonly Diagnostic[] = []): Upgrade {
  return { is: 'refused', reason, diagnostics };
}

function filesThatChanged(
  before: readonly SourceFile[],
  after: readonly SourceFile[],
): readonly RewrittenFile[] {
  return before.flatMap(({ path, text }, index) => {
    const now = after[index]?.text ?? text;
    return now === text ? [] : [{ path, before: text, after: now }];
  });
}

/** The edit of `language:` in the workspace. */
function versionEdit(files: readonly SourceFile[], version: number): TextEdit | null {
  const node = files
    .filter(({ path }) => isDefinitionFile(path))
    .map(versionNode)
    .find((one) => one !== null);
  if (node == null) return null;
  return { file: node.source.path, start: node.start, end: node.end, text: String(version) };
}

function versionNode(file: SourceFile): ScalarNode | null {
  for (const { root } of parseFile(file).documents) {
    if (root.kind !== 'map' || entryOf(root, 'workspace') === undefined) continue;
    const value = entryOf(root, 'language')?.value;
    if (value?.kind === 'scalar') return value;
  }
  return null;
}
