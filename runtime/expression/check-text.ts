import { checkNode } from './check-node.ts';
import { findConstants } from './constants.ts';
import { expect } from './convert.ts';
import { costFlaw, costOf, SERVER_LIMIT } from './cost.ts';
import type { Environment } from './environment.ts';
import { parseExpression } from './parse.ts';
import { collectFlaws, type Flaw } from './problem.ts';
import type { PatternCheck, Scope } from './scope.ts';
import type { Tree } from './tree.ts';
import type { Type } from './type.ts';
import { isScalar } from './types.ts';

/** The tree of an expression, or what is wrong with it; `tell` of `problem-text.ts` puts that into words. */
export type Found = { readonly tree: Tree | null; readonly flaws: readonly Flaw[] };

/**
 * All that is asked of an expression: `findTypes`, that no condition is constant, and that it does not cost too much. `vet`
 * judges the regular expressions in it: the proof that none can run for ever adds a fifth to the language, so a browser has
 * `vetPlainRegex`, which refuses all that are not plainly harmless.
 */
export function findAll(
  text: string,
  environment: Environment,
  expected: Type | 'scalar' | null,
  vet: PatternCheck,
): Found {
  const found = findTypes(text, environment, expected, vet);
  if (found.tree === null) return found;
  const flaws = [...findConstants(found.tree), ...costFlaw(found.tree, costOf(found.tree), SERVER_LIMIT)];
  return flaws.length === 0 ? found : { tree: null, flaws };
}

/** Syntax, names and types of an expression. */
export function findTypes(
  text: string,
  environment: Environment,
  expected: Type | 'scalar' | null,
  vet: PatternCheck,
): Found {
  const { syntax, flaws: misread } = parseExpression(text);
  if (syntax === null) return { tree: null, flaws: misread };
  const { flaws, report } = collectFlaws();
  const scope: Scope = { environment, report, vet, variables: new Map(), check: checkNode };
  const checked = checkNode(syntax, scope);
  const tree = checked === null ? null : fit(checked, expected, scope);
  const all = [...misread, ...flaws].toSorted((a, b) => a.start - b.start);
  return { tree: all.length === 0 ? tree : null, flaws: all };
}

function fit(tree: Tree, expected: Type | 'scalar' | null, scope: Scope): Tree | null {
  if (expected === null) return tree;
  if (expected !== 'scalar') return expect(tree, expected, scope);
  return isScalar(tree.type) ? tree : scope.report('type/scalar', tree, tree);
}
