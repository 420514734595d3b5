import { checkNode } from './check-node.ts';
import { expect } from './convert.ts';
import { describeType } from './describe-type.ts';
import type { Environment } from './environment.ts';
import { parseExpression } from './parse.ts';
import { collectProblems, type Problem } from './problem.ts';
import { type PatternCheck, quote, type Scope } from './scope.ts';
import type { Tree } from './tree.ts';
import type { Type } from './type.ts';

export type Checked = { readonly tree: Tree | null; readonly problems: readonly Problem[] };

/**
 * Syntax, names and types of an expression, all that a browser needs. `vet` judges the regular expressions in it: proving that
 * none can run for ever takes a quarter of the whole language, so what does not need them gives a `vet` that refuses.
 */
export function checkText(
  text: string,
  environment: Environment,
  expected: Type | 'scalar' | null,
  vet: PatternCheck,
): Checked {
  const { syntax, problems: found } = parseExpression(text);
  if (syntax === null) return { tree: null, problems: found };
  const { problems, report } = collectProblems();
  const scope: Scope = { text, environment, report, vet, variables: new Map(), check: checkNode };
  const checked = checkNode(syntax, scope);
  const tree = checked === null ? null : fit(checked, expected, scope);
  const all = [...found, ...problems].toSorted((a, b) => a.start - b.start);
  return { tree: all.length === 0 ? tree : null, problems: all };
}

function fit(tree: Tree, expected: Type | 'scalar' | null, scope: Scope): Tree | null {
  if (expected === null) return tree;
  if (expected !== 'scalar') return expect(tree, expected, scope);
  const { is } = tree.type;
  if (is !== 'list' && is !== 'record' && is !== 'null') return tree;
  scope.report('expression/type', tree, [
    `Here a single value was expected, but ${quote(scope, tree)} is ${describeType(tree.type)}.`,
    is === 'list' ? 'use `size(…)`, or name one value' : 'name one of its fields behind a point',
  ]);
  return null;
}
